"""What an engine holds of an item: its texts, its facet values, and its place in the order of items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """An item as an engine sees it.

    `texts` has a text for each text field of `index.fields` (absent means empty). `facets` has the values of
    each facet with their ancestors added (`region`: `142`, `030`, `CN`, `CN-GD`), so that an engine need know
    nothing of hierarchies; `format_event_value` writes those of event dates. `position` is the item's place
    in its issue, from 1. `fingerprint` changes whenever any of it does.
    """

    id: str
    issue: str
    date: date
    position: int
    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The new state of the item `id`; its removal where `document` is None."""

    id: str
    document: IndexDocument | None


def format_event_value(first: date, last: date) -> str:
    """The value of an event on the days `first` to `last`: `2025-03-04`, `2025-03-30..2025-04-02`."""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def parse_event_value(value: str) -> tuple[date, date]:
    """The first and last day of an event's value."""
    first, _, last = value.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)
