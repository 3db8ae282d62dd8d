"""A set of documents of a segment: as numbers, bits or a mask, each made from another when first needed.

Few documents are best held as numbers, many as bits: to join or meet two sets of 100,000 bits takes about a
microsecond, to list what they hold many times as long.
"""

import operator
from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]

NONE: Ints = np.empty(0, np.int64)
NONE.setflags(write=False)

FEW = 16
"""One document in so many, or fewer, are few."""

SOUGHT = 16
"""To find a number in a sorted array takes about as long as to pass so many entries."""

_TRUE = np.ones(1, np.bool_)


class Chosen:
    """Documents of a segment that has `size` of them; given in one of three ways, in ascending order.

    Not to be changed. All that is made of it stays with it, so that only its array should be kept for long.
    """

    __slots__ = ("_bits", "_count", "_docs", "_mask", "size")

    def __init__(
        self, size: int, *, docs: Ints | None = None, bits: Bits | None = None, mask: Mask | None = None
    ) -> None:
        self.size = size
        self._docs, self._bits, self._mask = docs, bits, mask
        self._count = -1 if docs is None else len(docs)

    @property
    def count(self) -> int:
        """How many they are."""
        if self._count < 0:
            self._count = int(np.bitwise_count(self.bits).sum(dtype=np.int64))
        return self._count

    @property
    def few(self) -> bool:
        """Whether it is quicker to look at each than at all documents of the segment."""
        return self.count * FEW <= self.size

    @property
    def docs(self) -> Ints:
        """Their numbers, fit to index with."""
        if self._docs is None:
            self._docs = _numbers(self.bits, self.size)
        return self._docs

    @property
    def bits(self) -> Bits:
        """One bit each, 64 documents in a number."""
        if self._bits is None:
            self._bits = packed(self.mask)
        return self._bits

    @property
    def mask(self) -> Mask:
        """One truth value for each document of the segment."""
        if self._mask is None:
            if self._docs is not None and self._bits is None:
                self._mask = np.zeros(self.size, np.bool_)
                self._mask[self._docs] = True
            else:
                self._mask = _unpacked(self.bits, self.size)
        return self._mask

    def has(self, docs: Ints) -> Mask:
        """Which of some documents are in it."""
        if self._mask is None and len(docs) * SOUGHT < self.size:
            if self._bits is not None:
                return _tested(self._bits, docs)
            if self._docs is not None and len(docs) * SOUGHT < len(self._docs):
                return _found(self._docs, docs)
        return self.mask.take(docs)

    def where(self, kept: Mask) -> "Chosen":
        """Those of its documents, in their order, for which this is true."""
        return Chosen(self.size, docs=self.docs[kept])

    def __and__(self, other: "Chosen") -> "Chosen":
        if self._docs is None and other._docs is None:
            return Chosen(self.size, bits=self.bits & other.bits)
        few, more = sorted((self, other), key=_length)
        return few.where(more.has(few.docs))

    def __sub__(self, other: "Chosen") -> "Chosen":
        if self._docs is None:
            return Chosen(self.size, bits=self.bits & ~other.bits)
        return self.where(~other.has(self._docs))


def nothing(size: int) -> Chosen:
    """No document."""
    return Chosen(size, docs=NONE)


def intersection(sets: Sequence[Chosen]) -> Chosen:
    """The documents that are in each of some sets, of which there is one at least."""
    return reduce(operator.and_, sorted(sets, key=_length))


def union(sets: Sequence[Chosen], size: int) -> Chosen:
    """The documents that are in any of some sets."""
    listed = [own._docs for own in sets if own._docs is not None]
    if len(listed) == len(sets) and sum(map(len, listed)) * FEW <= size:
        return Chosen(size, docs=merged(listed))
    others = [own.bits for own in sets if own._docs is None]
    if listed:
        mask = np.zeros(size, np.bool_)
        for docs in listed:
            mask[docs] = True
        others.append(packed(mask))
    return Chosen(size, bits=reduce(np.bitwise_or, others))


def merged(listed: Sequence[Ints]) -> Ints:
    """The numbers that are in any of some ascending arrays, each once."""
    if len(listed) < 2:
        return listed[0].astype(np.intp, copy=False) if listed else NONE
    together = np.concatenate(listed)
    together.sort(kind="stable")  # which sees that it is made of runs
    return together[firsts(together)].astype(np.intp, copy=False)


def firsts(ascending: Ints) -> Mask:
    """Where each number of an ascending array occurs first."""
    return np.concatenate([_TRUE[: len(ascending)], ascending[1:] != ascending[:-1]])


def packed(mask: Mask) -> Bits:
    """A mask as bits."""
    found = np.zeros(-(-len(mask) // 64), "<u8")
    found.view(np.uint8)[: -(-len(mask) // 8)] = np.packbits(mask, bitorder="little")
    return found


def _length(own: Chosen) -> int:
    """How many they are if that is at hand as numbers, more than any number otherwise."""
    return own.size + 1 if own._docs is None else len(own._docs)


def _unpacked(bits: Bits, size: int) -> Mask:
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def _numbers(bits: Bits, size: int) -> Ints:
    """The places of the bits that are set; where most numbers have none, only the others are looked at."""
    used = bits.nonzero()[0]
    if len(used) * 2 > len(bits):
        return _unpacked(bits, size).nonzero()[0]
    inside = _unpacked(bits.take(used), 64 * len(used)).nonzero()[0]
    return (used.take(inside >> 6) << 6) | (inside & 63)


def _tested(bits: Bits, docs: Ints) -> Mask:
    shifted = bits.view(np.uint8).take(docs >> 3) >> (docs & 7).astype(np.uint8)
    return (shifted & 1).view(np.bool_)


def _found(listed: Ints, docs: Ints) -> Mask:
    here: Mask = listed.take(listed.searchsorted(docs), mode="clip") == docs
    return here
