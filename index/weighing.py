"""What a node of a query matches in one segment, and the scores of documents there.

Scores are asked for twice: roughly for all documents at once, in single precision, to tell which may be among
the best; and exactly, in double precision and in the order that `index.scoring` asks for, for those few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import scoring
from index.postings import Ints, Mask, Postings
from index.scoring import Floats

Rough = NDArray[np.float32]

_SPARSE = 16
"""A pseudo-term that stands in one document in so many, or fewer, is held as a list of them."""

_OVERHEAD = 500
_TRUE = np.ones(1, np.bool_)
_LOOKED_UP = 256
"""Up to so many documents are looked up in such a list one by one."""


class Part(Protocol):
    """A node in a segment."""

    @property
    def mask(self) -> Mask:
        """The live documents that match; not to be written to."""

    @property
    def scored(self) -> bool:
        """Whether any score can be other than 0."""

    def scores(self, docs: Ints, *, within: bool = True) -> Floats | None:
        """The scores of documents, 0 where one does not match (`within`: all do); None stands for all 0."""

    def rough(self, *, within: bool = True) -> Rough | None:
        """About the scores of all documents; anything for those that do not match, if `within`."""


@dataclass(frozen=True)
class Plain:
    """A node that only filters."""

    mask: Mask
    scored = False

    def scores(self, docs: Ints, *, within: bool = True) -> None:
        """All 0."""

    def rough(self, *, within: bool = True) -> None:
        """All 0."""


Found = Sequence[tuple[Postings, int]]
"""Of each field of a pseudo-term the postings of live documents, and where its divisors begin."""


class Counted(Protocol):
    """A pseudo-term in a segment: where it stands, and tf~ there."""

    @property
    def size(self) -> int:
        """The number of documents of the segment."""

    @property
    def docs(self) -> Ints | None:
        """The documents it stands in, ascending; None where they are too many to be listed."""

    @property
    def mask(self) -> Mask:
        """The same of all documents."""

    @property
    def containing(self) -> int:
        """How many they are."""

    @property
    def combined(self) -> Floats:
        """tf~ of the documents listed, or of all where they are not."""

    def of(self, docs: Ints) -> Floats:
        """tf~ of some documents, ascending."""


@dataclass(frozen=True)
class Listed:
    """A pseudo-term that stands in few documents."""

    size: int
    docs: Ints
    combined: Floats

    @cached_property
    def mask(self) -> Mask:
        """The documents it stands in."""
        mask = np.zeros(self.size, np.bool_)
        mask[self.docs] = True
        return mask

    @property
    def containing(self) -> int:
        """How many they are."""
        return len(self.docs)

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return _OVERHEAD + self.combined.nbytes + self.docs.nbytes + self.size

    def of(self, docs: Ints) -> Floats:
        """tf~ of some documents."""
        if len(docs) <= _LOOKED_UP and len(self.docs):
            return _looked_up(docs, self.docs, self.combined)
        spread = np.zeros(self.size)
        spread[self.docs] = self.combined
        return spread.take(docs)


@dataclass(frozen=True)
class Spread:
    """A pseudo-term that stands in many documents; its fields are only combined where that is asked for."""

    size: int
    found: Found
    divisors: Floats
    docs = None

    @cached_property
    def mask(self) -> Mask:
        """The documents it stands in."""
        mask = np.zeros(self.size, np.bool_)
        for postings, _ in self.found:
            mask[postings.docs] = True
        return mask

    @cached_property
    def containing(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def combined(self) -> Floats:
        """tf~ of all documents: the weights are added up in the order of the fields."""
        docs, parts = _parts(self.found, self.divisors)
        return np.bincount(docs, parts, minlength=self.size).astype(np.float64, copy=False)

    def of(self, docs: Ints) -> Floats:
        """tf~ of some documents."""
        if len(docs) > _LOOKED_UP or "combined" in vars(self):
            return self.combined.take(docs)
        total = np.zeros(len(docs))
        for postings, shift in self.found:
            weighed = _looked_up(docs, postings.docs, postings.frequencies)
            total += weighed / self.divisors.take(docs + shift)
        return total


def counted(found: Found, divisors: Floats, size: int) -> Listed | Spread:
    """What was found in fields, in their order, as one pseudo-term."""
    if sum(len(postings.docs) for postings, _ in found) * _SPARSE > size:
        return Spread(size, found, divisors)
    if not found:
        return Listed(size, np.empty(0, np.intp), np.empty(0))
    return Listed(size, *_summed(*_parts(found, divisors)))


def _parts(found: Found, divisors: Floats) -> tuple[Ints, Floats]:
    """The documents of all fields, one field after another, and what each adds to tf~."""
    docs = np.concatenate([postings.docs for postings, _ in found])
    places = docs.astype(np.intp)
    start = 0
    for postings, shift in found:
        end = start + len(postings.docs)
        places[start:end] += shift
        start = end
    frequencies = np.concatenate([postings.frequencies for postings, _ in found])
    return docs, frequencies / divisors.take(places, mode="clip")


def _looked_up(docs: Ints, listed: Ints, values: NDArray[Any]) -> NDArray[Any]:
    """The values of some documents in a list, 0 for those that are not in it."""
    # Of the same type, or the whole list would be copied to be compared.
    sought = docs.astype(listed.dtype, copy=False)
    places = np.minimum(np.searchsorted(listed, sought), len(listed) - 1)
    return np.where(listed[places] == sought, values[places], 0)


def _summed(docs: Ints, parts: Floats) -> tuple[Ints, Floats]:
    """The documents, each once, and the sums of their parts."""
    order = np.argsort(docs, kind="stable")
    docs = docs.take(order)
    starts = np.flatnonzero(np.concatenate([_TRUE, docs[1:] != docs[:-1]]))
    return docs.take(starts).astype(np.intp), np.add.reduceat(parts.take(order), starts)


@dataclass(frozen=True)
class Word:
    """A pseudo-term and its weight."""

    counted: Counted
    weight: float
    scored = True

    @property
    def mask(self) -> Mask:
        """The documents it stands in."""
        return self.counted.mask

    def scores(self, docs: Ints, *, within: bool = True) -> Floats:  # noqa: ARG002
        """Saturated and weighted."""
        return scoring.saturated(self.counted.of(docs), self.weight)

    def rough(self, *, within: bool = True) -> Rough:  # noqa: ARG002
        """The same in single precision."""
        if self.counted.docs is not None:
            total = np.zeros(self.counted.size, np.float32)
            self.add_to(total)
            return total
        total = self.counted.combined.astype(np.float32)
        total /= total + np.float32(scoring.K1)
        total *= np.float32(self.weight)
        return total

    def add_to(self, total: Rough) -> None:
        """Add to a sum over all documents, where the term is held as a list."""
        total[self.counted.docs] += scoring.saturated(self.counted.combined, self.weight).astype(np.float32)


@dataclass(frozen=True)
class Joint:
    """An And (`every`) or an Or."""

    mask: Mask
    children: Sequence[Part]
    every: bool

    @property
    def scored(self) -> bool:
        """Whether any child is."""
        return any(child.scored for child in self.children)

    def scores(self, docs: Ints, *, within: bool = True) -> Floats | None:
        """The sum of the children's."""
        total: Floats | None = None
        for child in self.children:
            part = child.scores(docs, within=within and self.every)
            if part is not None:
                total = part if total is None else np.add(total, part, out=total)
        if total is None or within or not self.every:
            return total
        return np.where(self.mask[docs], total, 0.0)

    def rough(self, *, within: bool = True) -> Rough | None:
        """The sum of the children's."""
        total: Rough | None = None
        for child in self.children:
            if total is not None and isinstance(child, Word) and child.counted.docs is not None:
                child.add_to(total)
                continue
            part = child.rough(within=within and self.every)
            if part is not None:
                total = part if total is None else np.add(total, part, out=total)
        if total is not None and self.every and not within:
            total *= self.mask
        return total


def either(parts: Sequence[Part], size: int) -> Joint:
    """An Or."""
    mask = np.zeros(size, np.bool_)
    for part in parts:
        if isinstance(part, Word) and part.counted.docs is not None:
            mask[part.counted.docs] = True
        else:
            mask |= part.mask
    return Joint(mask, parts, every=False)


def all_of(parts: Sequence[Part], size: int) -> Joint:
    """An And; where a word is held as a list, only its documents are looked at."""
    rare = min(filter(None, map(_listed, parts)), key=lambda own: len(own[1]), default=None)
    if rare is None:
        return Joint(reduce(np.logical_and, (part.mask for part in parts)), parts, every=True)
    part, docs = rare
    for other in parts:
        if other is not part:
            docs = docs[_at(other, docs)]
    mask = np.zeros(size, np.bool_)
    mask[docs] = True
    return Joint(mask, parts, every=True)


def _listed(part: Part) -> tuple[Part, Ints] | None:
    return (part, part.counted.docs) if isinstance(part, Word) and part.counted.docs is not None else None


def _at(part: Part, docs: Ints) -> Mask:
    """Which of some documents match."""
    if isinstance(part, Word) and part.counted.docs is not None:
        found: Mask = part.counted.of(docs) > 0
        return found
    return part.mask.take(docs)
