"""Tagging whole drafts."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from archive.dates import DateOrder
from archive.document import Block, BlockKind, Document
from archive.models import Draft, EventDate, Item, Origin, Paragraph, Precision, Tag
from archive.profiles.profile import Profile
from archive.splitting import split_document
from archive.tagging.tagger import tag
from tests.support.tagging_cases import item_of

ISSUED = date(2026, 2, 6)


def _draft(*items: Item) -> Draft:
    return Draft("Weekly Sample", ISSUED, items)


def test_every_item_gets_its_topics_regions_and_event_dates() -> None:
    (item,) = tag(_draft(item_of("On 4 February Japan raised a tariff."))).items
    assert [t.value for t in item.topics] == ["trade"]
    assert [t.value for t in item.regions] == ["JP"]
    assert item.event_dates == (EventDate(date(2026, 2, 4), date(2026, 2, 4), "4 February"),)


def test_what_an_editor_said_stays_and_is_not_said_twice() -> None:
    given = Tag("JP", Origin.EDITOR, ("note",), 0.5)
    (item,) = tag(_draft(replace(item_of("Japan and Peru agreed."), regions=(given,)))).items
    assert item.regions[0] == given
    assert [t.value for t in item.regions] == ["JP", "PE"]


def test_names_that_came_with_an_item_become_codes() -> None:
    before = replace(
        item_of("All quiet."), regions=(Tag("Japan"),), topics=(Tag("Economy & trade"), Tag("Chess"))
    )
    (item,) = tag(_draft(before)).items
    assert [t.value for t in item.regions] == ["JP"]
    assert [t.value for t in item.topics] == ["trade", "Chess"]


def test_tagging_twice_changes_nothing() -> None:
    once = tag(_draft(item_of("On 4 February Texas and China signed a trade deal.")))
    assert tag(once) == once


def test_without_an_issue_date_only_dates_with_a_year_are_found() -> None:
    draft = replace(_draft(item_of("On 4 February and on 5 May 2024 it rained.")), date=None)
    assert [e.first for e in tag(draft).items[0].event_dates] == [date(2024, 5, 5)]


def test_days_in_figures_follow_the_order_of_the_publication() -> None:
    draft = replace(_draft(item_of("It rained on 3/2/2024.")), date_order=DateOrder.MONTH_FIRST)
    assert [e.first for e in tag(draft).items[0].event_dates] == [date(2024, 3, 2)]


def test_the_order_that_a_profile_gives_holds_in_the_text_of_items() -> None:
    blocks = (
        Block(BlockKind.HEADING, "A storm", 2),
        Block(BlockKind.PARAGRAPH, "It rained on 3/2/2024 and not before."),
    )
    profile = Profile("gauge", title="The Gauge", date_order=DateOrder.MONTH_FIRST)
    document = Document("gauge-2024-04-05.md", "text/markdown", blocks)
    (item,) = tag(split_document(document, profile=profile)).items
    assert [event.first for event in item.event_dates] == [date(2024, 3, 2)]


def test_the_example_issue_has_the_regions_and_dates_that_it_must_have(shared: Path) -> None:
    folder = shared / "data" / "example"
    (expected,) = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.items.json")]
    (text,) = [path.read_text("utf-8") for path in folder.glob("*.txt")]
    items = tag(replace(_draft(*_items_between(text, [i["headline"] for i in expected["items"]])))).items
    for item, wanted in zip(items, expected["items"], strict=True):
        assert set(wanted["regions_include"]) <= {t.value for t in item.regions}
        days = [str(e.first) for e in item.event_dates if e.precision is Precision.DAY]
        assert days == wanted["event_dates"]
    months = [[e.text for e in item.event_dates if e.precision is not Precision.DAY] for item in items]
    assert months == [["April"], [], ["March"], []]  # "his upcoming April visit", "the March NPC meeting"


def _items_between(text: str, headlines: list[str]) -> list[Item]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    starts = [*(lines.index(headline) for headline in headlines), len(lines)]
    return [
        Item(headline=lines[first], paragraphs=tuple(Paragraph(line) for line in lines[first + 1 : end]))
        for first, end in pairwise(starts)
    ]
