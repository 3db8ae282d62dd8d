"""A facet's values in a segment, and how many of some documents carry each, by the cheaper of two ways.

Few documents: their own entries are gathered. Many: the documents as a set of bits are laid over the bits of
each value that many documents carry, and the carriers of the other values are looked up in the set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.chosen import NONE, Bits, Chosen, Ints, packed

_COMMON = 128
"""One document in so many must carry a value that is kept as bits; laying over a row is no faster else."""

_ROWS = 16
"""Rows of bits laid over at once, few enough to stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class FacetColumn:
    """The values of a facet: document d carries `values[i]` for each i of `ids[starts[d]:starts[d + 1]]`."""

    values: tuple[str, ...]
    starts: Ints
    ids: Ints

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each value stands in `values`."""
        return {value: i for i, value in enumerate(self.values)}

    @cached_property
    def totals(self) -> Ints:
        """How many documents carry each of `values`."""
        return np.bincount(self.ids, minlength=len(self.values))

    def carriers(self, value: str) -> Ints:
        """The documents that carry a value, ascending."""
        number = self.numbers.get(value)
        if number is None:
            return NONE
        return self._carriers[self._bounds[number] : self._bounds[number + 1]]

    def carrying(self, value: str) -> Chosen:
        """The documents that carry a value, as a set."""
        number, size = self.numbers.get(value), len(self.starts) - 1
        if number is not None and int(self.totals[number]) * _COMMON >= size:
            return Chosen(size, bits=self._rows[int(self._common.searchsorted(number))])
        return Chosen(size, docs=self.carriers(value).astype(np.intp))

    def counts(self, chosen: Chosen) -> Ints:
        """How many of the documents chosen carry each of `values`."""
        if chosen.count == chosen.size:
            return self.totals
        if chosen.few:
            return np.bincount(self._entries(chosen.docs), minlength=len(self.values))
        return self._laid_over(chosen)

    def _entries(self, docs: Ints) -> Ints:
        """The entries of `ids` that belong to documents."""
        if self._width:
            return self.ids.reshape(-1, self._width).take(docs, axis=0).ravel()
        starts = self.starts.take(docs).astype(np.int64)
        ends = self._ends.take(docs)
        sizes = ends - starts
        shifts = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return self.ids.take(shifts + np.arange(len(shifts)))

    def _laid_over(self, chosen: Chosen) -> Ints:
        counts = np.zeros(len(self.values), np.int64)
        if len(self._common):
            counts[self._common] = _overlaps(self._rows, chosen.bits)
        if len(self._others):
            hits = chosen.mask.take(self._other_carriers, mode="clip").view(np.uint8)
            counts[self._others] = np.add.reduceat(hits, self._other_bounds, dtype=np.uint32)
        return counts

    @cached_property
    def _width(self) -> int:
        """How many values each document carries, if all carry equally many; else 0."""
        size = len(self.starts) - 1
        width = len(self.ids) // size if size else 0
        return width if width and bool((np.diff(self.starts) == width).all()) else 0

    @cached_property
    def _ends(self) -> Ints:
        return self.starts[1:].astype(np.int64)

    @cached_property
    def _bounds(self) -> Sequence[int]:
        return [0, *np.cumsum(self.totals).tolist()]

    @cached_property
    def _carriers(self) -> NDArray[Any]:
        """The documents that carry the first value, then those that carry the second, and so on."""
        owners = np.repeat(np.arange(len(self.starts) - 1, dtype=np.uint32), np.diff(self.starts))
        return owners[np.argsort(self.ids, kind="stable")]

    @cached_property
    def _common(self) -> Ints:
        return np.flatnonzero(self.totals * _COMMON >= len(self.starts) - 1)

    @cached_property
    def _rows(self) -> Bits:
        """For each common value, the documents that carry it as bits."""
        mask = np.empty(len(self.starts) - 1, np.bool_)
        rows = []
        for number in self._common.tolist():
            mask[:] = False
            mask[self._carriers[self._bounds[number] : self._bounds[number + 1]]] = True
            rows.append(packed(mask))
        return np.array(rows)

    @cached_property
    def _others(self) -> Ints:
        """The values that some documents carry, but too few for a row of bits."""
        return np.flatnonzero((self.totals * _COMMON < len(self.starts) - 1) & (self.totals > 0))

    @cached_property
    def _other_carriers(self) -> Ints:
        common = np.zeros(len(self.values), np.bool_)
        common[self._common] = True
        return self._carriers[~np.repeat(common, self.totals)].astype(np.intp)

    @cached_property
    def _other_bounds(self) -> Ints:
        sizes = self.totals[self._others]
        return np.cumsum(sizes) - sizes


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
