"""The facets of all segments, their values numbered together; only those asked for are counted.

Facets of few values are laid together into one column, so that they are counted in one go. A facet of many
values (people, say) stands alone: to count it costs something, and whoever does not ask for it pays nothing.
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

from index.evaluator.docset import NONE, Chosen, Ints
from index.evaluator.facet_column import Column, FacetColumn, Tally
from index.evaluator.top_k import threshold
from index.fields import FACETS

Counts = dict[str, int]

SHORT = 4096
"""A facet that has more values than this in a segment stands alone."""

_joined: "WeakKeyDictionary[Column, tuple[list[Column], Column]]" = WeakKeyDictionary()


class Faceted(Protocol):
    """A segment, as far as its facets go."""

    def facet(self, facet: str) -> FacetColumn:
        """A facet's values."""


@dataclass(frozen=True, slots=True)
class Cut:
    """At most so many values of a facet, the most frequent ones, and besides those that are `wanted`."""

    most: int
    wanted: frozenset[str]


class FacetTable:
    """All facets; what is made of one is made when it is first asked for."""

    def __init__(self, segments: Sequence[Faceted]) -> None:
        self._segments = segments
        self._groups: dict[tuple[str, ...], _Group] = {}

    def counts(
        self, facets: Sequence[str], chosen: Sequence[Chosen], cuts: Mapping[str, Cut]
    ) -> dict[str, Counts]:
        """How many of the documents chosen in each segment carry each value of facets."""
        counted: dict[str, Counts] = {}
        for names in self._gathered(facets):
            if names not in self._groups:
                self._groups[names] = _group(self._segments, names)
            counted |= self._groups[names].counts(chosen, facets, cuts)
        return counted

    def _gathered(self, facets: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The columns in which these facets are: that of all short ones, or one for each."""
        short = [facet for facet in facets if facet in self._short]
        if len(short) > 1:
            yield self._short
        for facet in dict.fromkeys(facets):
            if len(short) < 2 or facet not in self._short:
                yield (facet,)

    @cached_property
    def _short(self) -> tuple[str, ...]:
        names = [facet.name for facet in FACETS]
        return tuple(n for n in names if all(s.facet(n).width <= SHORT for s in self._segments))


@dataclass(frozen=True)
class _Group:
    """Facets in one column: all their values, and which of them are whose.

    `places` says where a segment's values stand among all; None: they are the same.
    """

    shares: Mapping[str, slice]
    values: NDArray[Any]
    columns: Sequence[Column]
    places: Sequence[Ints] | None

    def counts(
        self, chosen: Sequence[Chosen], facets: Sequence[str], cuts: Mapping[str, Cut]
    ) -> dict[str, Counts]:
        """The counts of those facets that are asked for."""
        numbers, counts = self._tally(chosen)
        bounds = numbers.searchsorted(self._bounds).tolist()
        shares = zip(self.shares.items(), pairwise(bounds), strict=True)
        return {
            name: self._named(numbers[start:end], counts[start:end], share, cuts.get(name))
            for (name, share), (start, end) in shares
            if name in facets
        }

    def _tally(self, chosen: Sequence[Chosen]) -> Tally:
        if self.places is None:
            return self.columns[0].tally(chosen[0])
        totals = np.zeros(len(self.values), np.int64)
        for column, places, own in zip(self.columns, self.places, chosen, strict=True):
            if own.count:
                numbers, counts = column.tally(own)
                totals[places.take(numbers)] += counts
        numbers = (totals > 0).nonzero()[0]  # of truth values: many times as quick
        return numbers, totals.take(numbers)

    def _named(self, numbers: Ints, counts: Ints, share: slice, cut: Cut | None) -> Counts:
        if cut is not None and len(numbers) > cut.most:
            kept = np.isin(numbers, self._numbers(share, cut.wanted))
            kept[_most_frequent(counts, cut.most)] = True
            numbers, counts = numbers[kept], counts[kept]
        return dict(zip(self.values.take(numbers).tolist(), counts.tolist(), strict=True))

    def _numbers(self, share: slice, values: Iterable[str]) -> list[int]:
        """Where values of a facet stand, if there are such."""
        places = ((value, bisect_left(self.values, value, share.start, share.stop)) for value in values)
        return [place for value, place in places if place < share.stop and self.values[place] == value]

    @cached_property
    def _bounds(self) -> Ints:
        return np.array([0, *(share.stop for share in self.shares.values())])


def _group(segments: Sequence[Faceted], names: Sequence[str]) -> _Group:
    shares: dict[str, slice] = {}
    values: list[str] = []
    places: list[list[Ints]] = [[] for _ in segments]
    for name in names:
        columns = [segment.facet(name) for segment in segments]
        listed = [column.values.slice(0, column.width) for column in columns]
        union = listed[0] if len(listed) == 1 else sorted(set().union(*listed))
        place = dict(zip(union, range(len(values), len(values) + len(union)), strict=True))
        for own, texts in zip(places, listed, strict=True):
            own.append(np.fromiter(map(place.__getitem__, texts), np.intp, len(texts)))
        shares[name] = slice(len(values), len(values) + len(union))
        values += union
    joint = [joined([segment.facet(name) for name in names]) for segment in segments]
    alone = len(segments) == 1
    return _Group(
        shares, np.array(values, object), joint, None if alone else list(map(np.concatenate, places))
    )


def _most_frequent(counts: Ints, most: int) -> Ints:
    """Where the highest counts stand, the first ones where they agree."""
    if not most:
        return NONE
    bar = threshold(counts, most)
    above, level = (counts > bar).nonzero()[0], (counts == bar).nonzero()[0]
    return np.concatenate([above, level[: most - len(above)]])


def joined(columns: Sequence[Column]) -> Column:
    """Columns of a segment as one, the numbers of one after those of the other; the last such one is kept."""
    first, *others = columns
    if not others:
        return first
    known, whole = _joined.get(first, ([], None))
    if whole is None or known != others:
        whole = _join(columns)
        _joined[first] = others, whole
    return whole


def _join(columns: Sequence[Column]) -> Column:
    width = sum(column.width for column in columns)
    starts: Ints = np.sum([column.starts for column in columns], axis=0, dtype=np.int64)
    ids: NDArray[Any] = np.empty(int(starts[-1]), np.uint16 if width < 1 << 16 else np.uint32)
    ahead, first = starts[:-1].copy(), 0
    for column in columns:
        own = column.starts.astype(np.int64)
        sizes = own[1:] - own[:-1]
        places = np.repeat(ahead - column.starts[:-1], sizes) + np.arange(len(column.ids))
        ids[places] = column.ids.astype(ids.dtype) + np.array(first, ids.dtype)
        ahead += sizes
        first += column.width
    return Column(width, starts, ids)
