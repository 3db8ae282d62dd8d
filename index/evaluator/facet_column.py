"""A facet's values in a segment, and how many of some documents carry each, by the cheaper of two ways.

Few documents: their own entries are gathered. Many: the documents as a set of bits are laid over the bits of
each value that many documents carry, and the carriers of the other values are looked up in the set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import NONE, Bits, Chosen, Ints, firsts, packed

Tally = tuple[Ints, Ints]
"""The numbers of values, ascending, and how many documents carry each: one at least."""

_COMMON = 128
"""One document in so many must carry a value that is kept as bits; laying over a row is no faster else."""

_ROWS = 16
"""Rows of bits laid over at once, few enough to stay in the processor's cache."""

_RARE = 16
"""Where there are so many values for each entry, entries are sorted to be counted."""


class Values(Protocol):
    """Ascending strings."""

    def __len__(self) -> int:
        """How many they are."""

    def number(self, text: str) -> int | None:
        """The place of a string; None where it is not there."""

    def slice(self, start: int, stop: int) -> list[str]:
        """Neighbouring strings."""


@dataclass(frozen=True, eq=False)
class Column:
    """Numbers below `width` in documents: document d carries `ids[starts[d]:starts[d + 1]]`, none twice."""

    width: int
    starts: Ints
    ids: Ints

    @property
    def size(self) -> int:
        """The number of documents."""
        return len(self.starts) - 1

    @cached_property
    def totals(self) -> Ints:
        """How many documents carry each number."""
        return np.bincount(self.ids, minlength=self.width)

    def tally(self, chosen: Chosen) -> Tally:
        """How many of the documents chosen carry each number."""
        if chosen.count == self.size:
            return self._all
        if not chosen.few:
            return _present(self._laid_over(chosen))
        entries = self._entries(chosen.docs)
        if len(entries) * _RARE > self.width:
            return _present(np.bincount(entries))
        entries.sort()
        first = firsts(entries).nonzero()[0]
        return entries.take(first), np.diff(first, append=len(entries))

    @cached_property
    def _all(self) -> Tally:
        return _present(self.totals)

    def _entries(self, docs: Ints) -> Ints:
        """The entries of `ids` that belong to documents."""
        starts = self.starts.take(docs).astype(np.int64)
        sizes = self.starts.take(docs + 1) - starts
        ends = sizes.cumsum()
        shifts = (starts - ends + sizes).repeat(sizes)
        entries: Ints = self.ids.take(shifts + np.arange(len(shifts)))
        return entries

    def _laid_over(self, chosen: Chosen) -> Ints:
        counts = np.zeros(self.width, np.int64)
        if len(self._common):
            counts[self._common] = _overlaps(self._rows, chosen.bits)
        if len(self._others):
            hits = chosen.mask.take(self._other_carriers).view(np.uint8)
            counts[self._others] = np.add.reduceat(hits, self._other_bounds, dtype=np.uint32)
        return counts

    @cached_property
    def _bounds(self) -> Sequence[int]:
        return [0, *np.cumsum(self.totals).tolist()]

    @cached_property
    def _carriers(self) -> NDArray[Any]:
        """The documents that carry the first number, then those that carry the second, and so on."""
        owners = np.repeat(np.arange(self.size, dtype=np.uint32), np.diff(self.starts))
        return owners[np.argsort(self.ids, kind="stable")]

    @cached_property
    def _common(self) -> Ints:
        return np.flatnonzero(self.totals * _COMMON >= self.size)

    @cached_property
    def _rows(self) -> Bits:
        """For each common number, the documents that carry it as bits."""
        mask = np.empty(self.size, np.bool_)
        rows = []
        for number in self._common.tolist():
            mask[:] = False
            mask[self._carriers[self._bounds[number] : self._bounds[number + 1]]] = True
            rows.append(packed(mask))
        return np.array(rows)

    @cached_property
    def _others(self) -> Ints:
        """The numbers that some documents carry, but too few for a row of bits."""
        return np.flatnonzero((self.totals * _COMMON < self.size) & (self.totals > 0))

    @cached_property
    def _other_carriers(self) -> Ints:
        common = np.zeros(self.width, np.bool_)
        common[self._common] = True
        return self._carriers[~np.repeat(common, self.totals)].astype(np.intp)

    @cached_property
    def _other_bounds(self) -> Ints:
        sizes = self.totals[self._others]
        return np.cumsum(sizes) - sizes


@dataclass(frozen=True, eq=False)
class FacetColumn(Column):
    """A column whose numbers are those of a facet's values."""

    values: Values

    def carriers(self, value: str) -> Ints:
        """The documents that carry a value, ascending."""
        number = self.values.number(value)
        if number is None:
            return NONE
        return self._carriers[self._bounds[number] : self._bounds[number + 1]]

    def carrying(self, value: str) -> Chosen:
        """The documents that carry a value, as a set."""
        number = self.values.number(value)
        if number is not None and int(self.totals[number]) * _COMMON >= self.size:
            return Chosen(self.size, bits=self._rows[int(self._common.searchsorted(number))])
        return Chosen(self.size, docs=self.carriers(value).astype(np.intp))


def _present(counts: Ints) -> Tally:
    numbers = (counts > 0).nonzero()[0]  # of truth values: many times as quick
    return numbers, counts.take(numbers)


def _overlaps(rows: Bits, chosen: Bits) -> Ints:
    """How many bits each row has in common with `chosen`."""
    counts = np.empty(len(rows), np.int64)
    both, ones = np.empty((_ROWS, len(chosen)), np.uint64), np.empty((_ROWS, len(chosen)), np.uint8)
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        held = np.bitwise_and(part, chosen, out=both[: len(part)])
        counted = np.bitwise_count(held, out=ones[: len(part)])
        counts[start : start + _ROWS] = counted.sum(axis=1, dtype=np.uint32)
    return counts
