"""What splitting decides, rule by rule, on documents made of a few blocks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.document import Block, BlockKind, Document
from archive.models import Link
from archive.splitting import split_document

REPORT = "On 4 May 2021 the council met in Lima and passed the budget of 90 million debated since March."


def paragraph(text: str, lead: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, text, lead=lead)


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def entry(text: str, level: int = 1, *, lead: str = "", link: str = "") -> Block:
    links = (
        (Link("https://example.org", link, text.index(link), text.index(link) + len(link)),) if link else ()
    )
    return Block(BlockKind.LIST_ITEM, text, level, lead, links)


def document(*blocks: Block, **metadata: str) -> Document:
    return Document("issue.md", "text/markdown", blocks, metadata.get("title", ""), metadata)


def headlines(*blocks: Block) -> list[str]:
    return [item.headline for item in split_document(document(*blocks)).items]


def test_front_matter_is_trusted_more_than_the_file_name_and_the_date_line_most() -> None:
    issue = replace(document(heading("A"), paragraph(REPORT), date="2021-05-05"), name="2020-01-01.md")
    assert (split_document(issue).date_origin, str(split_document(issue).date)) == (
        "front matter",
        "2021-05-05",
    )
    dated = replace(issue, blocks=(paragraph("The Letter"), paragraph("Lima, 6 May 2021"), *issue.blocks))
    assert (split_document(dated).date_origin, str(split_document(dated).date)) == ("dateline", "2021-05-06")


def test_a_subject_may_date_a_mail_only_near_the_day_of_sending() -> None:
    mail = {"from": "The Letter <a@example.org>", "date": "Thu, 06 May 2021 10:00:00 +0000"}
    near = document(paragraph(REPORT), subject="The Letter, 5 May 2021", **mail)
    far = document(paragraph(REPORT), subject="Save the date: 5 November 2021", **mail)
    assert [str(split_document(mail).date) for mail in (near, far)] == ["2021-05-05", "2021-05-06"]


def test_a_deadline_among_the_first_lines_does_not_date_the_issue() -> None:
    issue = document(
        heading("Developer news"),
        paragraph("A list of its own has been set up for devices."),
        heading("Timetable"),
        paragraph(
            "Next deadline: drafts due, May 13th, 2024", lead="Next deadline: drafts due, May 13th, 2024"
        ),
        paragraph(REPORT),
        date="2024-05-06",
    )
    assert str(split_document(issue).date) == "2024-05-06"
    assert [item.headline for item in split_document(issue).items] == ["Developer news", "Timetable"]


def test_remarks_with_links_stay_in_their_section_and_headlines_with_links_do_not() -> None:
    remarks = [entry(f"[{n}] lamps now switch off at dawn on quay {n}", link="lamps") for n in range(4)]
    stories = [
        entry(f"Why quay number {n} is closed. By the desk.", link=f"Why quay number {n} is closed")
        for n in "abc"
    ]
    assert headlines(heading("Works"), *remarks, heading("Talk"), paragraph(REPORT)) == ["Works", "Talk"]
    assert len(headlines(heading("Links"), *stories, heading("Talk"), paragraph(REPORT))) == 4


def test_a_section_that_says_it_has_nothing_is_no_item() -> None:
    draft = split_document(
        document(heading("Actions"), paragraph("None this week."), heading("News"), paragraph(REPORT))
    )
    assert [item.headline for item in draft.items] == ["News"]
    assert [text.text for text in draft.front_matter] == ["Actions", "None this week."]


def test_a_long_text_above_a_list_is_a_story_and_a_short_one_an_introduction() -> None:
    bullets = [entry(f"Point {n}: {REPORT}", lead=f"Point {n}:") for n in range(5)]
    long = paragraph(" ".join([REPORT] * 7))
    assert headlines(heading("Taxes"), long, *bullets)[:2] == ["Taxes", "Point 0"]
    assert headlines(heading("Taxes"), paragraph("In short."), *bullets)[0] == "Point 0"


def test_headings_that_come_back_in_every_story_divide_it_instead_of_opening_one() -> None:
    blocks = []
    for name in ("Ferries", "Bridges", "Locks"):
        blocks += [heading(name), heading("What happened", 3), paragraph(REPORT)]
        blocks += [heading("Why it matters", 3), paragraph("It costs time.")]
    draft = split_document(document(*blocks))
    assert [item.headline for item in draft.items] == ["Ferries", "Bridges", "Locks"]
    assert {item.takeaway for item in draft.items} == {"It costs time."}


blocks = st.builds(
    Block,
    kind=st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.RULE]),
    text=st.text(st.sampled_from("ab .:A1[]\n“é"), max_size=40)
    | st.sampled_from([REPORT, "Lima, 6 May 2021", "Unsubscribe"]),
    level=st.integers(1, 4),
    lead=st.sampled_from(["", "a"]),
)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    st.lists(blocks, max_size=14),
    st.dictionaries(st.sampled_from(["date", "title", "from", "list-id"]), st.text()),
)
def test_no_document_at_all_breaks_splitting_or_loses_a_block(
    made: list[Block], metadata: dict[str, str]
) -> None:
    draft = split_document(Document("x", "text/plain", tuple(made), metadata.get("title", ""), metadata))
    told = {p.text for p in (*draft.front_matter, *draft.back_matter)}
    for item in draft.items:
        told.update(
            {p.text for p in item.paragraphs}, {item.headline}, item.section.split(" / "), item.story_path
        )
    everything = " ".join(told)
    assert all(
        block.text in everything or block.text.rstrip(" :") in everything
        for block in made
        if block.text.strip()
    )


def test_an_issue_of_300_items_is_split_into_all_of_them() -> None:
    blocks = [heading("Port Letter", 1)]
    for number in range(300):
        blocks += [heading(f"Repairs at quay {number} begin"), paragraph(f"{REPORT} It is the {number}th.")]
    assert headlines(*blocks) == [f"Repairs at quay {number} begin" for number in range(300)]
