"""The documents of a segment by date: from issues of a period, or with an event in it."""

from collections.abc import Sequence
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np

from index.documents import parse_event_value
from index.evaluator.docset import DocSet, Ints
from index.evaluator.facet_column import FacetColumn
from index.evaluator.snapshot import SegmentReader

_event_days: "WeakKeyDictionary[FacetColumn, tuple[Ints, Ints]]" = WeakKeyDictionary()


def in_date_range(reader: SegmentReader, docset: DocSet, first: date | None, last: date | None) -> DocSet:
    """The documents of a set with an issue date from `first` to `last`, both included; None: no limit."""
    if first is None and last is None:
        return docset
    days = reader.segment.days.take(docset.docs) if docset.is_sparse else reader.segment.days
    low, high = (first or date.min).toordinal(), (last or date.max).toordinal()
    within = (days >= low) & (days <= high)
    return docset.filter(within) if docset.is_sparse else docset & DocSet(docset.size, mask=within)


def with_event_in(column: FacetColumn, first: date | None, last: date | None) -> DocSet:
    """The documents with an event on a day from `first` to `last`, both included; None: no limit.

    Documents share event dates, as they share a facet's values: each distinct one is compared once.
    """
    size = len(column.starts) - 1
    if first and last and first > last:
        return DocSet.empty(size)
    begins, ends = _days_of_values(column)
    overlapping = begins <= (last or date.max).toordinal()
    overlapping &= ends >= (first or date.min).toordinal()
    entries = np.flatnonzero(overlapping[column.ordinals])
    mask = np.zeros(size, np.bool_)
    mask[np.searchsorted(column.starts, entries, side="right") - 1] = True
    return DocSet(size, mask=mask)


def _days_of_values(column: FacetColumn) -> tuple[Ints, Ints]:
    """The first and the last day (Gregorian ordinals) of each value of a column, parsed once."""
    days = _event_days.get(column)
    if days is None:
        days = _event_days[column] = _parse(column.values.slice(0, column.value_count))
    return days


def _parse(values: Sequence[str]) -> tuple[Ints, Ints]:
    spans = [parse_event_value(value) for value in values]
    days = np.array([(first.toordinal(), last.toordinal()) for first, last in spans], np.int64).reshape(-1, 2)
    return days[:, 0].copy(), days[:, 1].copy()
