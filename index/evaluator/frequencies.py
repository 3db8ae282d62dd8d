"""A pseudo-term in a segment: where it stands, and tf~ of documents, worked out as far as is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import FEW, SOUGHT, Bits, Chosen, Ints, Mask, merged, packed
from index.evaluator.segments import Postings
from index.scoring import Floats

Rough = NDArray[np.float32]

_OVERHEAD = 1000

Found = Sequence[tuple[Postings, Floats]]
"""Of each field of a pseudo-term the postings, and what an occurrence in each document is divided by."""


@dataclass(frozen=True, eq=False)
class _Weighed:
    """What a pseudo-term's fields have."""

    size: int
    found: Found

    def each(self, docs: Ints) -> Floats:
        """tf~ of some live documents, ascending, each looked up; 0 where it does not stand."""
        total = np.zeros(len(docs))
        for postings, divisors in self.found:
            at, here = _looked_up(docs, postings.docs)
            part = postings.frequencies.take(at, mode="clip") / divisors.take(docs)
            part *= here
            total += part
        return total

    def sums(self) -> Floats:
        """tf~ of all live documents: what the fields add, in the order of the fields."""
        total = np.zeros(self.size)
        for postings, divisors in self.found:
            docs = postings.docs.astype(np.intp)
            np.add.at(total, docs, postings.frequencies / divisors.take(docs))
        return total

    def few_of_it(self, docs: Ints) -> bool:
        """Whether to look up each of some documents is quicker than to go through all postings."""
        return len(docs) * SOUGHT < self._postings

    @cached_property
    def _postings(self) -> int:
        return sum(len(postings.docs) for postings, _ in self.found)


@dataclass(frozen=True, eq=False)
class Listed(_Weighed):
    """One that stands in few documents; its postings are those of live ones."""

    docs: Ints

    @property
    def chosen(self) -> Chosen:
        """The documents as a list."""
        return Chosen(self.size, docs=self.docs)

    @property
    def containing(self) -> int:
        """How many they are."""
        return len(self.docs)

    @property
    def nbytes(self) -> int:
        """Those of the documents and of the tf~ of each."""
        return _OVERHEAD + 2 * self.docs.nbytes

    @cached_property
    def combined(self) -> Floats:
        """tf~ of its documents: what the fields add, in the order of the fields."""
        return self.sums().take(self.docs)

    def of(self, docs: Ints) -> Floats:
        """tf~ of some live documents, ascending; of many by way of what all its own have."""
        if docs is self.docs:
            return self.combined
        if self.few_of_it(docs) and "combined" not in vars(self):
            return self.each(docs)
        if len(docs) * SOUGHT < self.size and len(self.docs):
            at, here = _looked_up(docs, self.docs)
            return self.combined.take(at, mode="clip") * here
        spread = np.zeros(self.size)
        spread[self.docs] = self.combined
        return spread.take(docs)

    def rough(self) -> tuple[Ints | None, Rough]:
        """Its documents, and about the tf~ of each."""
        return self.docs, self.combined.astype(np.float32)


@dataclass(frozen=True, eq=False)
class Spread(_Weighed):
    """One that stands in many documents; its postings have deleted ones too."""

    bits: Bits
    containing: int

    @property
    def chosen(self) -> Chosen:
        """The documents as bits."""
        return Chosen(self.size, bits=self.bits)

    @property
    def nbytes(self) -> int:
        """Those of the bits: to add up what documents have is quicker than to ask the system for memory."""
        return _OVERHEAD + self.bits.nbytes

    def of(self, docs: Ints) -> Floats:
        """tf~ of some live documents, ascending; of many by adding up those of all."""
        if self.few_of_it(docs):
            return self.each(docs)
        return self.sums().take(docs)

    def rough(self) -> tuple[Ints | None, Rough]:
        """None for all documents of the segment, and about the tf~ of those that are live."""
        total = np.zeros(self.size, np.float32)
        for postings, divisors in self.found:
            docs = postings.docs.astype(np.intp)
            # Of the type of the sum, or NumPy would take ten times as long.
            np.add.at(total, docs, (postings.frequencies / divisors.take(docs)).astype(np.float32))
        return None, total


Counted = Listed | Spread


def counted(found: Found, alive: Chosen, *, whole: bool) -> Listed | Spread:
    """What was found in fields, in their order, as one pseudo-term; `whole`: all documents are live."""
    size = alive.size
    many = sum(len(postings.docs) for postings, _ in found) * FEW > size
    if not (many or whole):
        found = [(_living(postings, alive), divisors) for postings, divisors in found]
    found = [own for own in found if len(own[0].docs)]
    if not many:
        return Listed(size, found, merged([postings.docs for postings, _ in found]))
    mask = np.zeros(size, np.bool_)
    for postings, _ in found:
        mask[postings.docs.astype(np.intp, copy=False)] = True
    bits = packed(mask) if whole else packed(mask) & alive.bits
    return Spread(size, found, bits, Chosen(size, bits=bits).count)


def _looked_up(docs: Ints, listed: Ints) -> tuple[Ints, Mask]:
    """Where documents stand in a list that is not empty, and whether they do."""
    # Of the same type, or the whole list would be copied to be compared.
    sought = docs.astype(listed.dtype, copy=False)
    at = listed.searchsorted(sought)
    return at, listed.take(at, mode="clip") == sought


def _living(postings: Postings, alive: Chosen) -> Postings:
    kept = alive.mask.take(postings.docs)
    return Postings(postings.docs[kept], postings.frequencies[kept])
