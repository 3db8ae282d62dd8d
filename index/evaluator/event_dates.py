"""When the events of an item are, as the values of a column: `2025-03-04`, `2025-03-30..2025-04-02`.

Like a facet's values they are few for many documents, so that a period is compared with each once.
"""

from collections.abc import Sequence
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np

from index.evaluator.docset import Chosen, Ints, nothing
from index.evaluator.facet_column import FacetColumn

_ends: "WeakKeyDictionary[FacetColumn, tuple[Ints, Ints]]" = WeakKeyDictionary()


def value_of(first: date, last: date) -> str:
    """The value that stands for the days `first` to `last`."""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def days_of(value: str) -> tuple[date, date]:
    """The first and last day of a value."""
    first, _, last = value.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def overlaps(value: str, first: date | None, last: date | None) -> bool:
    """Whether a value has a day from `first` to `last`, None being an open end."""
    begins, ends = days_of(value)
    if first and last and first > last:
        return False
    return (last is None or begins <= last) and (first is None or first <= ends)


def overlapping(column: FacetColumn, first: date | None, last: date | None) -> Chosen:
    """The documents of a segment that carry a value with a day from `first` to `last`."""
    size = len(column.starts) - 1
    if first and last and first > last:
        return nothing(size)
    begins, ends = _days(column)
    wanted = begins <= (last or date.max).toordinal()
    wanted &= ends >= (first or date.min).toordinal()
    entries = np.flatnonzero(wanted[column.ids])
    mask = np.zeros(size, np.bool_)
    mask[np.searchsorted(column.starts, entries, side="right") - 1] = True
    return Chosen(size, mask=mask)


def _days(column: FacetColumn) -> tuple[Ints, Ints]:
    """The first and last day of each value, worked out once."""
    known = _ends.get(column)
    if known is None:
        known = _ends[column] = _parsed(column.values.slice(0, column.width))
    return known


def _parsed(values: Sequence[str]) -> tuple[Ints, Ints]:
    days = [days_of(value) for value in values]
    ends = np.array([(first.toordinal(), last.toordinal()) for first, last in days], np.int64).reshape(-1, 2)
    return ends[:, 0].copy(), ends[:, 1].copy()
