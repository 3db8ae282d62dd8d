"""The documents of a segment with an event in a period.

Like a facet's values, event dates are few for many documents, so that a period is compared with each once.
"""

from collections.abc import Sequence
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np

from index.documents import event_days
from index.evaluator.docset import Chosen, Ints, nothing
from index.evaluator.facet_column import FacetColumn

_ends: "WeakKeyDictionary[FacetColumn, tuple[Ints, Ints]]" = WeakKeyDictionary()


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
    days = [event_days(value) for value in values]
    ends = np.array([(first.toordinal(), last.toordinal()) for first, last in days], np.int64).reshape(-1, 2)
    return ends[:, 0].copy(), ends[:, 1].copy()
