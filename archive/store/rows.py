"""Conversion between records and rows; paragraphs, tags and event dates are JSON in text columns."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from textwrap import shorten
from typing import Any

from sqlalchemy import Row

from archive.identity import Wording
from archive.models import (
    Accounting,
    Doubt,
    Draft,
    EventDate,
    HeldIssue,
    IssueHead,
    Item,
    Link,
    Origin,
    Paragraph,
    Precision,
    Publication,
    Tag,
    Tombstone,
    Traits,
)

Values = dict[str, Any]

_DECODER = json.JSONDecoder()
_ITEM = attrgetter(*(field.name for field in fields(Item)))
_ORIGINS = {origin.value: origin for origin in Origin}
_PRECISIONS = {precision.value: precision for precision in Precision}


def item_values(item: Item) -> Values:
    """The columns of an item that the parser fills; id, issue and position are not among them."""
    return {
        "section": item.section,
        "story_path": _dumps(item.story_path),
        "headline": item.headline,
        "paragraphs": dump_paragraphs(item.paragraphs),
        "takeaway": item.takeaway,
        "url": item.url,
        "topics": dump_tags(item.topics),
        "regions": dump_tags(item.regions),
        "people": dump_tags(item.people),
        "organisations": dump_tags(item.organisations),
        "event_dates": _dumps([_event_value(event) for event in item.event_dates]),
        "language": item.language,
        "extra": _dumps(dict(item.extra)),
    }


def item_from_row(row: Row[Any]) -> Item:
    """The item of a row of `items`."""
    return item_from_columns(_ITEM(row))


def item_from_columns(columns: Sequence[Any]) -> Item:
    """The item of the columns `queries.ITEM_COLUMNS`, which are in the order of its fields.

    A page reads a thousand columns; access by name would take ten times as long.
    """
    name, position, section, story_path, headline, paragraphs, takeaway, url = columns[:8]
    topics, regions, people, organisations, event_dates, language, extra = columns[8:]
    return Item(
        name,
        position,
        section,
        tuple(_loads(story_path)),
        headline,
        load_paragraphs(paragraphs),
        takeaway,
        url,
        load_tags(topics),
        load_tags(regions),
        load_tags(people),
        load_tags(organisations),
        tuple(_event_date(*found) for found in _loads(event_dates)),
        language,
        _loads(extra) if extra != "{}" else {},
    )


def head_values(draft: Draft) -> Values:
    """The columns of an issue that are shown with each of its items."""
    return {
        "place": draft.place,
        "title": draft.title,
        "number": draft.number,
        "language": draft.language,
    }


def matter_values(draft: Draft) -> Values:
    """The columns of an issue that hold the text outside its items."""
    return {
        "front_matter": dump_paragraphs(draft.front_matter),
        "back_matter": dump_paragraphs(draft.back_matter),
    }


def doubt_values(draft: Draft) -> Values:
    """The columns of an issue that say how certain its parse is."""
    accounting = draft.accounting
    return {
        "accounting": _dumps(_accounting_values(accounting, draft.traits) if accounting else []),
        "doubts": _dumps([[doubt.reason, doubt.position] for doubt in draft.doubts]),
    }


def load_accounting(text: str) -> Accounting | None:
    """The accounting of an issue, None if its words were never counted."""
    return Accounting(*_loads(text)[:3]) if text != "[]" else None


def load_traits(text: str) -> Traits | None:
    """The traits of an issue, None if they were never determined."""
    values = _loads(text)[3:]
    if not values:
        return None
    lines, evidence, headline_strategy = values
    return Traits(frozenset(lines.split()), evidence, headline_strategy)


def load_doubts(text: str) -> tuple[Doubt, ...]:
    """The doubts about an issue."""
    return tuple(Doubt(*found) for found in _loads(text))


def draft_digest(draft: Draft, items: Sequence[Values]) -> str:
    """A fingerprint of all that the store keeps of a draft; `items` are the values of its items."""
    columns = [head_values(draft), matter_values(draft), doubt_values(draft)]
    kept = [draft.publication, draft.date, *columns, items]
    return hashlib.sha256(_dumps(kept).encode()).hexdigest()


def head_from_columns(columns: Sequence[Any]) -> IssueHead:
    """The head of the columns `queries.HEAD_COLUMNS`."""
    name, publication, publication_title, *others = columns
    return IssueHead(name, Publication(publication, publication_title), *others)


def wording_of_row(row: Row[Any]) -> Wording:
    """The wording of a row of `items`."""
    return Wording(row.headline, "\n\n".join(p.text for p in load_paragraphs(row.paragraphs)))


def item_label(row: Row[Any]) -> str:
    """The label of a removed item: its headline, or the beginning of its text."""
    return row.headline or shorten(wording_of_row(row).text, 80, placeholder="…")


def tombstone_label(publication: str, day: date) -> str:
    """The label of a removed issue: its publication and date."""
    return f"{publication}, {day.day} {day:%B %Y}"


def tombstone_from_row(row: Row[Any]) -> Tombstone:
    """The tombstone of a row of `tombstones`."""
    return Tombstone(row.id, row.label, datetime.fromisoformat(row.removed), row.reason)


def held_issue_from_row(row: Row[Any]) -> HeldIssue:
    """The held issue of a row of `held`."""
    held = datetime.fromisoformat(row.held)
    return HeldIssue(row.source, row.source_name, row.part, row.reason, row.guess, held)


def dump_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as JSON; one without links and depth is a string."""
    return _dumps([_paragraph_value(p) for p in paragraphs])


def load_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The inverse of `dump_paragraphs`."""
    return tuple(_paragraph(value) for value in _loads(text))


def dump_tags(tags: Iterable[Tag]) -> str:
    """Tags as JSON."""
    return _dumps([_tag_value(tag) for tag in tags])


def load_tags(text: str) -> tuple[Tag, ...]:
    """The inverse of `dump_tags`."""
    if text == "[]":
        return ()
    return tuple(
        Tag(value, _ORIGINS[origin], tuple(words), strength, *role)
        for value, origin, words, strength, *role in _loads(text)
    )


def _dumps(value: object) -> str:
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _loads(text: str) -> Any:
    """The inverse of `_dumps`; most of the hundred texts of a page are empty lists."""
    return _DECODER.raw_decode(text)[0] if text != "[]" else ()


def _paragraph_value(paragraph: Paragraph) -> object:
    if not paragraph.links and not paragraph.depth:
        return paragraph.text
    links = [[link.url, link.text, link.start, link.end] for link in paragraph.links]
    return [paragraph.text, paragraph.depth, links]


def _paragraph(value: Any) -> Paragraph:
    if isinstance(value, str):
        return Paragraph(value)
    text, depth, links = value
    return Paragraph(text, tuple(Link(*link) for link in links), depth)


def _tag_value(tag: Tag) -> list[object]:
    value: list[object] = [tag.value, tag.origin.value, list(tag.evidence), tag.strength]
    return [*value, tag.role] if tag.role else value


def _accounting_values(accounting: Accounting, traits: Traits | None) -> list[object]:
    """The word counts, then the traits; the fingerprints are one text, which is half as long as a list."""
    counts: list[object] = [accounting.items, accounting.matter, accounting.nowhere]
    if traits is None:
        return counts
    return [*counts, " ".join(sorted(traits.lines)), dict(traits.evidence), traits.headline_strategy]


def _event_value(event: EventDate) -> list[object]:
    value: list[object] = [event.first.isoformat(), event.last.isoformat(), event.text]
    if event.precision is Precision.DAY and not event.ahead:
        return value
    return [*value, event.precision.value, event.ahead, event.sentence]


def _event_date(
    first: str, last: str, text: str, precision: str = "day", ahead: bool = False, sentence: str = ""
) -> EventDate:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return EventDate(*days, text, _PRECISIONS[precision], ahead, sentence)
