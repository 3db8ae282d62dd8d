"""What the index holds of an item: plain text, facet values with all that stand above them, and an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """An item as an engine sees it.

    `texts` has a text for each text field of `index.fields` (absent means empty). `facets` has the values of
    each facet with their ancestors added (`region`: `142`, `030`, `CN`, `CN-GD`), so that an engine need know
    nothing of hierarchies. `position` is the item's place in its issue, from 1. `fingerprint` changes
    whenever any of it does.
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
    """A new state of the item `id`, or its removal where `document` is None."""

    id: str
    document: IndexDocument | None
