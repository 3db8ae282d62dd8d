"""The frequencies of a pseudo-term in a segment: its documents, and tf~ of BM25F, computed when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import (
    BINARY_SEARCH_RATIO,
    SPARSE_RATIO,
    Bits,
    DocSet,
    Ints,
    Mask,
    merge_sorted,
    pack_bits,
)
from index.evaluator.segments import Postings
from index.scoring import Floats

Approximate = NDArray[np.float32]
"""Values in single precision, good enough to rule documents out."""

_OBJECT_BYTES = 1000
"""The memory that Python objects take besides their arrays, roughly."""

FieldPostings = Sequence[tuple[Postings, Floats]]
"""For each field of a pseudo-term, in order, its postings and the norms of all documents of the segment."""


@dataclass(frozen=True, eq=False)
class _FieldFrequencies:
    """The postings of a pseudo-term in its fields, in a segment of `size` documents."""

    size: int
    fields: FieldPostings

    def look_up(self, docs: Ints) -> Floats:
        """tf~ of ascending live documents by binary search in the postings; 0 where the term is absent."""
        total = np.zeros(len(docs))
        for postings, norms in self.fields:
            at, present = _locate(docs, postings.docs)
            tf = postings.frequencies.take(at, mode="clip") / norms.take(docs)
            tf *= present
            total += tf
        return total

    def of_all(self) -> Floats:
        """tf~ of all live documents of the segment: float64[size], fields summed in their order."""
        total = np.zeros(self.size)
        for postings, norms in self.fields:
            docs = postings.docs.astype(np.intp)
            np.add.at(total, docs, postings.frequencies / norms.take(docs))
        return total

    def lookup_is_faster(self, docs: Ints) -> bool:
        """Whether a binary search for each document is faster than a pass over all postings."""
        return len(docs) * BINARY_SEARCH_RATIO < self._posting_count

    @cached_property
    def _posting_count(self) -> int:
        return sum(len(postings.docs) for postings, _ in self.fields)


@dataclass(frozen=True, eq=False)
class SparseTermFrequencies(_FieldFrequencies):
    """A term that occurs in few documents; its postings hold live documents only."""

    docs: Ints

    @property
    def docset(self) -> DocSet:
        """The live documents that contain the term, held as an array."""
        return DocSet(self.size, docs=self.docs)

    @property
    def doc_freq(self) -> int:
        """The number of live documents that contain the term."""
        return len(self.docs)

    @property
    def nbytes(self) -> int:
        """The memory in bytes of the documents and of their tf~."""
        return _OBJECT_BYTES + 2 * self.docs.nbytes

    @cached_property
    def tf(self) -> Floats:
        """tf~ of each of `docs`."""
        return self.of_all().take(self.docs)

    def of(self, docs: Ints) -> Floats:
        """tf~ of ascending live documents; 0 where the term is absent."""
        if docs is self.docs:
            return self.tf
        if self.lookup_is_faster(docs) and "tf" not in vars(self):
            return self.look_up(docs)
        if len(docs) * BINARY_SEARCH_RATIO < self.size and len(self.docs):
            at, present = _locate(docs, self.docs)
            return self.tf.take(at, mode="clip") * present
        scattered = np.zeros(self.size)
        scattered[self.docs] = self.tf
        return scattered.take(docs)

    def approximate(self) -> tuple[Ints | None, Approximate]:
        """The documents, and tf~ of each in single precision."""
        return self.docs, self.tf.astype(np.float32)


@dataclass(frozen=True, eq=False)
class DenseTermFrequencies(_FieldFrequencies):
    """A term that occurs in many documents; its postings hold deleted documents too, `bits` does not."""

    bits: Bits
    doc_freq: int

    @property
    def docset(self) -> DocSet:
        """The live documents that contain the term, held as a bitset."""
        return DocSet(self.size, bits=self.bits)

    @property
    def nbytes(self) -> int:
        """The memory in bytes of the bitset.

        No tf~ is kept: to sum the postings again is faster than to ask the system for memory.
        """
        return _OBJECT_BYTES + self.bits.nbytes

    def of(self, docs: Ints) -> Floats:
        """tf~ of ascending live documents; 0 where the term is absent."""
        if self.lookup_is_faster(docs):
            return self.look_up(docs)
        return self.of_all().take(docs)

    def approximate(self) -> tuple[Ints | None, Approximate]:
        """None, for all documents of the segment, and tf~ of each live one in single precision."""
        total = np.zeros(self.size, np.float32)
        for postings, norms in self.fields:
            docs = postings.docs.astype(np.intp)
            # Cast to the type of the sum first: NumPy takes ten times as long for mixed types.
            np.add.at(total, docs, (postings.frequencies / norms.take(docs)).astype(np.float32))
        return None, total


TermFrequencies = SparseTermFrequencies | DenseTermFrequencies


def term_frequencies(fields: FieldPostings, live_docs: DocSet, *, all_live: bool) -> TermFrequencies:
    """The frequencies of a pseudo-term from its postings; `all_live`: no document is deleted."""
    size = live_docs.size
    is_dense = sum(len(postings.docs) for postings, _ in fields) * SPARSE_RATIO > size
    if not (is_dense or all_live):
        fields = [(_only_live(postings, live_docs), norms) for postings, norms in fields]
    fields = [field for field in fields if len(field[0].docs)]
    if not is_dense:
        return SparseTermFrequencies(size, fields, merge_sorted([postings.docs for postings, _ in fields]))
    mask = np.zeros(size, np.bool_)
    for postings, _ in fields:
        mask[postings.docs.astype(np.intp, copy=False)] = True
    bits = pack_bits(mask) if all_live else pack_bits(mask) & live_docs.bits
    return DenseTermFrequencies(size, fields, bits, DocSet(size, bits=bits).count)


def _locate(docs: Ints, array: Ints) -> tuple[Ints, Mask]:
    """The places of documents in a sorted array that is not empty, and whether they are there."""
    # Searched in the array's own type: otherwise NumPy would copy the whole array to compare it.
    wanted = docs.astype(array.dtype, copy=False)
    at = array.searchsorted(wanted)
    return at, array.take(at, mode="clip") == wanted


def _only_live(postings: Postings, live_docs: DocSet) -> Postings:
    live = live_docs.mask.take(postings.docs)
    return Postings(postings.docs[live], postings.frequencies[live])
