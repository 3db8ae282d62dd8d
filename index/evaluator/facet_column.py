"""A facet's values in a segment as a column of ordinals, and how many documents of a set carry each value.

Counts are computed in the cheaper of two ways. For a sparse set the entries of its documents are gathered.
For a dense set its bitset is intersected with the bitset of each value that many documents carry, and the
documents of the other values are looked up in the set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import NO_DOCS, Bits, DocSet, Ints, pack_bits, run_starts

OrdinalCounts = tuple[Ints, Ints]
"""Ordinals, ascending, and the number of documents that carry each; the others are carried by none."""

_BITSET_RATIO = 128
"""A value has a bitset if at least one in so many documents carries it; for others a lookup is as fast."""

_BITSETS_AT_ONCE = 16
"""Bitsets intersected in one step: few enough to stay in the processor's cache."""

_SORT_RATIO = 16
"""With so many values for each entry, entries are counted by sorting and not by a counter for each value."""


class ValuesDict(Protocol):
    """A facet's values in ascending order; a value's ordinal is its place in that order."""

    def __len__(self) -> int:
        """The number of values."""

    def ordinal(self, text: str) -> int | None:
        """The ordinal of a value; None if there is no such value."""

    def slice(self, start: int, stop: int) -> list[str]:
        """The values with ordinals from `start` up to but not including `stop`."""


@dataclass(frozen=True, eq=False)
class OrdinalColumn:
    """A multi-valued column of ordinals below `value_count`.

    Document d carries `ordinals[starts[d]:starts[d + 1]]`, each once; `starts` has one entry more than there
    are documents. Both are arrays of any integer type.
    """

    value_count: int
    starts: Ints
    ordinals: Ints

    @property
    def size(self) -> int:
        """The number of documents."""
        return len(self.starts) - 1

    @cached_property
    def doc_freqs(self) -> Ints:
        """By ordinal, how many documents of the segment carry it."""
        return np.bincount(self.ordinals, minlength=self.value_count)

    def count(self, docset: DocSet) -> OrdinalCounts:
        """How many documents of a set carry each ordinal."""
        if docset.count == self.size:
            return self._all_counts
        if not docset.is_sparse:
            return _nonzero(self._count_dense(docset))
        entries = self._entries(docset.docs)
        if len(entries) * _SORT_RATIO > self.value_count:
            return _nonzero(np.bincount(entries))
        entries.sort()
        first = run_starts(entries).nonzero()[0]
        return entries.take(first), np.diff(first, append=len(entries))

    @cached_property
    def _all_counts(self) -> OrdinalCounts:
        return _nonzero(self.doc_freqs)

    def _entries(self, docs: Ints) -> Ints:
        """The ordinals that documents carry, document after document."""
        starts = self.starts.take(docs).astype(np.int64)
        sizes = self.starts.take(docs + 1) - starts
        ends = sizes.cumsum()
        shifts = (starts - ends + sizes).repeat(sizes)
        entries: Ints = self.ordinals.take(shifts + np.arange(len(shifts)))
        return entries

    def _count_dense(self, docset: DocSet) -> Ints:
        counts = np.zeros(self.value_count, np.int64)
        if len(self._frequent):
            counts[self._frequent] = _intersection_counts(self._bitsets, docset.bits)
        if len(self._rare):
            hits = docset.mask.take(self._rare_docs).view(np.uint8)
            counts[self._rare] = np.add.reduceat(hits, self._rare_starts, dtype=np.uint32)
        return counts

    @cached_property
    def _doc_starts(self) -> Sequence[int]:
        """By ordinal, where its documents begin in `_docs_by_ordinal`; one more entry for the end."""
        return [0, *np.cumsum(self.doc_freqs).tolist()]

    @cached_property
    def _docs_by_ordinal(self) -> NDArray[Any]:
        """The inverse of the column: the documents that carry ordinal 0, those that carry 1, and so on."""
        docs = np.repeat(np.arange(self.size, dtype=np.uint32), np.diff(self.starts))
        return docs[np.argsort(self.ordinals, kind="stable")]

    @cached_property
    def _frequent(self) -> Ints:
        """The ordinals that have a bitset."""
        return np.flatnonzero(self.doc_freqs * _BITSET_RATIO >= self.size)

    @cached_property
    def _bitsets(self) -> Bits:
        """For each frequent ordinal the documents that carry it: uint64[ordinals, words]."""
        mask = np.empty(self.size, np.bool_)
        bitsets = []
        for ordinal in self._frequent.tolist():
            mask[:] = False
            mask[self._docs_by_ordinal[self._doc_starts[ordinal] : self._doc_starts[ordinal + 1]]] = True
            bitsets.append(pack_bits(mask))
        return np.array(bitsets)

    @cached_property
    def _rare(self) -> Ints:
        """The ordinals that some documents carry, but too few for a bitset."""
        return np.flatnonzero((self.doc_freqs * _BITSET_RATIO < self.size) & (self.doc_freqs > 0))

    @cached_property
    def _rare_docs(self) -> Ints:
        """The documents of the rare ordinals, ordinal after ordinal."""
        frequent = np.zeros(self.value_count, np.bool_)
        frequent[self._frequent] = True
        return self._docs_by_ordinal[~np.repeat(frequent, self.doc_freqs)].astype(np.intp)

    @cached_property
    def _rare_starts(self) -> Ints:
        """Where the documents of each rare ordinal begin in `_rare_docs`."""
        sizes = self.doc_freqs[self._rare]
        return np.cumsum(sizes) - sizes


@dataclass(frozen=True, eq=False)
class FacetColumn(OrdinalColumn):
    """A facet's column with the dictionary of its values."""

    values: ValuesDict

    def values_of(self, doc: int) -> tuple[str, ...]:
        """The values that a document carries, ascending."""
        ordinals = sorted(self.ordinals[self.starts[doc] : self.starts[doc + 1]].tolist())
        return tuple(self.values.slice(ordinal, ordinal + 1)[0] for ordinal in ordinals)

    def docs_of(self, value: str) -> Ints:
        """The documents that carry a value, ascending."""
        ordinal = self.values.ordinal(value)
        if ordinal is None:
            return NO_DOCS
        return self._docs_by_ordinal[self._doc_starts[ordinal] : self._doc_starts[ordinal + 1]]

    def docset_of(self, value: str) -> DocSet:
        """The documents that carry a value, as a set."""
        ordinal = self.values.ordinal(value)
        if ordinal is not None and int(self.doc_freqs[ordinal]) * _BITSET_RATIO >= self.size:
            return DocSet(self.size, bits=self._bitsets[int(self._frequent.searchsorted(ordinal))])
        return DocSet(self.size, docs=self.docs_of(value).astype(np.intp))


def _nonzero(counts: Ints) -> OrdinalCounts:
    ordinals = (counts > 0).nonzero()[0]  # `nonzero` is many times as fast on truth values as on numbers
    return ordinals, counts.take(ordinals)


def _intersection_counts(bitsets: Bits, bits: Bits) -> Ints:
    """The size of the intersection of each bitset with `bits`."""
    counts = np.empty(len(bitsets), np.int64)
    shape = _BITSETS_AT_ONCE, len(bits)
    both, ones = np.empty(shape, np.uint64), np.empty(shape, np.uint8)
    for start in range(0, len(bitsets), _BITSETS_AT_ONCE):
        some = bitsets[start : start + _BITSETS_AT_ONCE]
        common = np.bitwise_and(some, bits, out=both[: len(some)])
        counted = np.bitwise_count(common, out=ones[: len(some)])
        counts[start : start + _BITSETS_AT_ONCE] = counted.sum(axis=1, dtype=np.uint32)
    return counts
