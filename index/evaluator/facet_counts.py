"""Facet counts over all segments.

The ordinals of a facet differ from segment to segment; counts are added up by ordinals of the union of all
segments' values (Lucene calls them global ordinals). Facets of few values are combined into one column, so
that they are counted in one pass. A facet of many values (people, say) has its own, and costs nothing unless
it is asked for.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import NO_DOCS, DocSet, Ints
from index.evaluator.facet_column import FacetColumn, OrdinalColumn, OrdinalCounts
from index.evaluator.top_k import kth_highest
from index.fields import FACETS

FacetCounts = dict[str, int]
"""By value, the number of documents that carry it."""

MAX_GROUPED_VALUES = 4096
"""A facet that has more values than this in any segment is not combined with others."""

_combined: "WeakKeyDictionary[OrdinalColumn, tuple[list[OrdinalColumn], OrdinalColumn]]" = WeakKeyDictionary()


class FacetSource(Protocol):
    """A segment, as far as its facets are concerned."""

    def facet(self, facet: str) -> FacetColumn:
        """A facet's values."""


@dataclass(frozen=True, slots=True)
class TopValues:
    """Which values of a facet to return: the `limit` most frequent ones, and the `required` ones."""

    limit: int
    required: frozenset[str]


class FacetCounter:
    """Counts the facets of all segments; columns are combined when they are first needed."""

    def __init__(self, segments: Sequence[FacetSource]) -> None:
        self._segments = segments
        self._groups: dict[tuple[str, ...], _FacetGroup] = {}

    def counts(
        self, facets: Sequence[str], docsets: Sequence[DocSet], top_values: Mapping[str, TopValues]
    ) -> dict[str, FacetCounts]:
        """For each facet, how many documents of the sets (one for each segment) carry each value.

        Values that no document carries are left out; so are those that `top_values` leaves out of a facet.
        """
        counts: dict[str, FacetCounts] = {}
        for names in self._group_names(facets):
            if names not in self._groups:
                self._groups[names] = _make_group(self._segments, names)
            counts |= self._groups[names].counts(docsets, facets, top_values)
        return counts

    def _group_names(self, facets: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The groups that contain these facets: that of all facets of few values, or one for each facet."""
        grouped = [facet for facet in facets if facet in self._groupable]
        if len(grouped) > 1:
            yield self._groupable
        for facet in dict.fromkeys(facets):
            if len(grouped) < 2 or facet not in self._groupable:
                yield (facet,)

    @cached_property
    def _groupable(self) -> tuple[str, ...]:
        names, limit = [facet.name for facet in FACETS], MAX_GROUPED_VALUES
        return tuple(n for n in names if all(s.facet(n).value_count <= limit for s in self._segments))


@dataclass(frozen=True)
class _FacetGroup:
    """Facets combined into one column in each segment.

    `values` holds the values of all facets (global ordinals), `slices` says which belong to each facet.
    `global_ordinals` maps each segment's ordinals to global ones; None: there is one segment, and they agree.
    """

    slices: Mapping[str, slice]
    values: NDArray[Any]
    columns: Sequence[OrdinalColumn]
    global_ordinals: Sequence[Ints] | None

    def counts(
        self, docsets: Sequence[DocSet], facets: Sequence[str], top_values: Mapping[str, TopValues]
    ) -> dict[str, FacetCounts]:
        """The counts of those facets of the group that are asked for."""
        ordinals, counts = self._count(docsets)
        bounds = ordinals.searchsorted(self._bounds).tolist()
        ranges = zip(self.slices.items(), pairwise(bounds), strict=True)
        return {
            name: self._by_value(ordinals[start:end], counts[start:end], values, top_values.get(name))
            for (name, values), (start, end) in ranges
            if name in facets
        }

    def _count(self, docsets: Sequence[DocSet]) -> OrdinalCounts:
        if self.global_ordinals is None:
            return self.columns[0].count(docsets[0])
        totals = np.zeros(len(self.values), np.int64)
        for column, mapping, docset in zip(self.columns, self.global_ordinals, docsets, strict=True):
            if docset.count:
                ordinals, counts = column.count(docset)
                totals[mapping.take(ordinals)] += counts
        ordinals = (totals > 0).nonzero()[0]  # `nonzero` is many times as fast on truth values as on numbers
        return ordinals, totals.take(ordinals)

    def _by_value(self, ordinals: Ints, counts: Ints, values: slice, top: TopValues | None) -> FacetCounts:
        if top is not None and len(ordinals) > top.limit:
            kept = np.isin(ordinals, self._ordinals(values, top.required))
            kept[_highest(counts, top.limit)] = True
            ordinals, counts = ordinals[kept], counts[kept]
        return dict(zip(self.values.take(ordinals).tolist(), counts.tolist(), strict=True))

    def _ordinals(self, values: slice, wanted: Iterable[str]) -> list[int]:
        """The global ordinals of those wanted values that the facet has."""
        places = ((value, bisect_left(self.values, value, values.start, values.stop)) for value in wanted)
        return [place for value, place in places if place < values.stop and self.values[place] == value]

    @cached_property
    def _bounds(self) -> Ints:
        return np.array([0, *(values.stop for values in self.slices.values())])


def _make_group(segments: Sequence[FacetSource], names: Sequence[str]) -> _FacetGroup:
    slices: dict[str, slice] = {}
    values: list[str] = []
    mappings: list[list[Ints]] = [[] for _ in segments]
    for name in names:
        facet_columns = [segment.facet(name) for segment in segments]
        by_segment = [column.values.slice(0, column.value_count) for column in facet_columns]
        union = by_segment[0] if len(by_segment) == 1 else sorted(set().union(*by_segment))
        ordinal_of = dict(zip(union, range(len(values), len(values) + len(union)), strict=True))
        for mapping, texts in zip(mappings, by_segment, strict=True):
            mapping.append(np.fromiter(map(ordinal_of.__getitem__, texts), np.intp, len(texts)))
        slices[name] = slice(len(values), len(values) + len(union))
        values += union
    columns = [combine_columns([segment.facet(name) for name in names]) for segment in segments]
    global_ordinals = None if len(segments) == 1 else list(map(np.concatenate, mappings))
    return _FacetGroup(slices, np.array(values, object), columns, global_ordinals)


def _highest(counts: Ints, limit: int) -> Ints:
    """The indices of the `limit` highest counts; of equal counts those that come first."""
    if not limit:
        return NO_DOCS
    threshold = kth_highest(counts, limit)
    above, tied = (counts > threshold).nonzero()[0], (counts == threshold).nonzero()[0]
    return np.concatenate([above, tied[: limit - len(above)]])


def combine_columns(columns: Sequence[OrdinalColumn]) -> OrdinalColumn:
    """Columns of one segment as one, ordinals numbered on from column to column.

    The last combination that begins with a column is cached with it.
    """
    first, *others = columns
    if not others:
        return first
    cached_others, combined = _combined.get(first, ([], None))
    if combined is None or cached_others != others:
        combined = _combine(columns)
        _combined[first] = others, combined
    return combined


def _combine(columns: Sequence[OrdinalColumn]) -> OrdinalColumn:
    value_count = sum(column.value_count for column in columns)
    starts: Ints = np.sum([column.starts for column in columns], axis=0, dtype=np.int64)
    ordinals: NDArray[Any] = np.empty(int(starts[-1]), np.uint16 if value_count < 1 << 16 else np.uint32)
    next_entry, first = starts[:-1].copy(), 0
    for column in columns:
        column_starts = column.starts.astype(np.int64)
        sizes = column_starts[1:] - column_starts[:-1]
        places = np.repeat(next_entry - column.starts[:-1], sizes) + np.arange(len(column.ordinals))
        ordinals[places] = column.ordinals.astype(ordinals.dtype) + np.array(first, ordinals.dtype)
        next_entry += sizes
        first += column.value_count
    return OrdinalColumn(value_count, starts, ordinals)
