"""What a profile changes in the issues that it knows."""

from datetime import date

import pytest

from archive.document import Block, BlockKind, Document
from archive.models import Draft, Source
from archive.profiles.recognition import ProfileSet, fits
from archive.profiles.toml_file import parse_profile
from archive.readers import read_documents
from archive.splitting import split_document
from archive.splitting.doubts import UNFIT

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."
PAGE = f"""<html><head><title>News</title></head><body><div class="top">The Quay Letter, for members</div>
<div class="band">Harbour</div>
<div class="story"><span>Lima</span><div class="t">Budget passed</div><div>{REPORT}</div></div>
<div class="story"><div class="t">Ferries sail</div><div>{REPORT}</div><div>{REPORT}</div></div>
<div class="ad">Buy cranes from us, and buy them now, as long as there are any.</div>
<div class="band">Town</div>
<div class="story"><div class="t">Market moves</div><div>{REPORT}</div></div>
<div class="end">Written by volunteers for whoever reads it.</div></body></html>""".encode()
MARKED = """
[html]
item = ".story"
headline = ".t"
section = ".band"
skip = ".ad"
"""


def followed(document: Document, toml: str) -> Draft:
    profile = parse_profile(f'{toml}\n[recognise]\nfile = "*"\n', "letter", "letter.toml")
    return split_document(document, profile=profile)


def page() -> Document:
    return read_documents(Source("2021-05-05.html", "", PAGE))[0]


def document(*blocks: Block, **metadata: str) -> Document:
    return Document("issue.md", "text/markdown", blocks, metadata.get("title", ""), metadata)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, text, 2)


def test_selectors_say_where_items_begin_and_what_they_stand_under() -> None:
    draft = followed(page(), f'title = "Quay Letter"\nid = "quay"\n{MARKED}')
    assert (draft.publication, draft.publication_id) == ("Quay Letter", "quay")
    assert [(item.section, item.headline) for item in draft.items] == [
        ("Harbour", "Budget passed"),
        ("Harbour", "Ferries sail"),
        ("Town", "Market moves"),
    ]
    assert [len(item.paragraphs) for item in draft.items] == [2, 2, 1]
    matter = " ".join(paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter))
    assert "Buy cranes" in matter
    assert "Written by volunteers" in matter
    assert draft.accounting
    assert draft.accounting.nowhere == 0


def test_a_headline_alone_begins_an_item_that_goes_on_to_the_next() -> None:
    draft = followed(page(), '[html]\nheadline = ".t"\nsection = ".band"')
    assert [item.headline for item in draft.items] == ["Budget passed", "Ferries sail", "Market moves"]
    assert draft.accounting
    assert draft.accounting.nowhere == 0


def test_patterns_say_where_items_begin_in_plain_text() -> None:
    blocks = [paragraph(text) for text in ("PORTS", "§ Budget", REPORT, "§ Ferries", REPORT, "TOWN")]
    draft = followed(document(*blocks, paragraph("§ Market"), paragraph(REPORT)), TEXT)
    assert [(item.section, item.headline) for item in draft.items] == [
        ("PORTS", "§ Budget"),
        ("PORTS", "§ Ferries"),
        ("TOWN", "§ Market"),
    ]


TEXT = "[text]\nheadline = '^§ '\nsection = '^(PORTS|TOWN)$'"


def test_a_section_without_an_item_keeps_its_heading_in_matter() -> None:
    blocks = [paragraph(text) for text in ("PORTS", "§ Budget", REPORT, "TOWN")]
    draft = followed(document(*blocks), TEXT)
    assert draft.accounting
    assert draft.accounting.nowhere == 0
    assert [item.headline for item in draft.items] == ["§ Budget"]


def test_an_issue_that_no_mark_fits_is_split_as_if_there_were_none_and_doubted() -> None:
    issue = document(heading("A"), paragraph(REPORT), heading("B"), paragraph(REPORT + " So."))
    draft = followed(issue, TEXT)
    assert [item.headline for item in draft.items] == ["A", "B"]
    assert UNFIT in {doubt.reason for doubt in draft.doubts}


def test_boilerplate_goes_to_matter_wherever_it_stands() -> None:
    issue = document(
        heading("A"), paragraph(REPORT), paragraph("Buy cranes!"), heading("B"), paragraph(REPORT + " So.")
    )
    draft = followed(issue, "boilerplate = '^buy cranes'")
    assert [paragraph.text for paragraph in draft.back_matter] == ["Buy cranes!"]
    assert [item.headline for item in draft.items] == ["A", "B"]


@pytest.mark.parametrize(("key", "count"), [("entries", 4), ("whole", 2)])
def test_named_sections_are_told_as_the_profile_says(key: str, count: int) -> None:
    entries = [
        Block(BlockKind.LIST_ITEM, f"Quay {n} is closed on Sundays until the lamps are mended", 1)
        for n in range(3)
    ]
    issue = document(heading("In brief"), *entries, heading("Talk"), paragraph(REPORT * 2))
    assert len(followed(issue, f'[sections]\n{key} = ["in b*"]').items) == count


@pytest.mark.parametrize(
    ("order", "day"), [("day first", date(2026, 2, 3)), ("month first", date(2026, 3, 2)), ("", None)]
)
def test_dates_in_figures_are_read_in_the_order_given(order: str, day: date | None) -> None:
    said = f'date_order = "{order}"' if order else ""
    assert (
        followed(document(paragraph("Lima, 03/02/2026"), heading("A"), paragraph(REPORT)), said).date == day
    )


def test_a_takeaway_stands_where_the_profile_says() -> None:
    items = [
        b
        for n in "AB"
        for b in (heading(n), paragraph(f"First {n}."), paragraph(REPORT), paragraph(f"Our view – so {n}."))
    ]
    issue = document(*items)
    taken = {
        "position = 'last'": "so A.",
        "position = 'first'": "First A.",
        "position = 'none'": "",
        "label = '^Our view'": "so A.",
    }
    for said, takeaway in taken.items():
        assert followed(issue, f"[takeaway]\n{said}").items[0].takeaway == takeaway


def test_sections_give_their_items_topics_with_the_section_as_evidence() -> None:
    draft = followed(page(), f'{MARKED}\n[topics]\n"harbour" = "trade"')
    assert [[tag.value for tag in item.topics] for item in draft.items] == [["trade"], ["trade"], []]
    assert draft.items[0].topics[0].evidence == ("section “Harbour”",)


@pytest.mark.parametrize(
    ("sign", "known"),
    [
        ('sender = "*@quay.example"', True),
        ('sender = "The Quay Letter"', True),
        ('sender = "quay.example"', False),
        ("title = '^Quay Letter'", True),
        ("title = 'Letter$'", False),
        ('url = "quay.example/letters/"', True),
        ('file = "quay-*.md"', True),
        ('file = "in/*"', True),
        ('file = "letter*"', False),
    ],
)
def test_an_issue_is_known_by_any_of_the_signs(sign: str, known: bool) -> None:
    metadata = {
        "from": "The Quay Letter <news@quay.example>",
        "subject": "Quay Letter 12",
        "url": "https://QUAY.example/letters/12",
    }
    issue = Document("in/quay-12.md", "text/markdown", (paragraph(REPORT),), metadata=metadata)
    profile = parse_profile(f"[recognise]\n{sign}", "quay", "quay.toml")
    assert fits(profile, issue) is known
    assert (ProfileSet((profile,)).attach(issue).profile == profile) is known
