"""What a node of a query matches in one segment, and the scores of documents there.

Scores are asked for twice: roughly for all documents at once, in single precision, to tell which may be among
the best; and exactly, in double precision and in the order that `index.scoring` asks for, for those few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import scoring
from index.postings import Ints, Mask, Postings
from index.scoring import Floats

Rough = NDArray[np.float32]

_SPARSE = 16
"""A pseudo-term that stands in one document in so many, or fewer, is held as a list of them."""

_SORTED = 1500
"""Up to so many postings are combined by sorting, more by an array over all documents."""

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


@dataclass(frozen=True)
class Counted:
    """A pseudo-term: tf~ of the live documents it stands in (ascending), or of all where `docs` is None."""

    size: int
    docs: Ints | None
    combined: Floats

    @cached_property
    def mask(self) -> Mask:
        """The documents it stands in."""
        if self.docs is None:
            return self.combined > 0
        mask = np.zeros(self.size, np.bool_)
        mask[self.docs] = True
        return mask

    @cached_property
    def containing(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask)) if self.docs is None else len(self.docs)

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return _OVERHEAD + self.combined.nbytes + (0 if self.docs is None else self.docs.nbytes) + self.size

    def of(self, docs: Ints) -> Floats:
        """tf~ of some documents."""
        if self.docs is None:
            return self.combined.take(docs)
        if len(docs) <= _LOOKED_UP and len(self.docs):
            places = np.minimum(np.searchsorted(self.docs, docs), len(self.docs) - 1)
            return np.where(self.docs[places] == docs, self.combined[places], 0.0)
        spread = np.zeros(self.size)
        spread[self.docs] = self.combined
        return spread.take(docs)


def counted(found: Sequence[tuple[Postings, int]], divisors: Floats, size: int) -> Counted:
    """Combine what was found in fields, in their order.

    That is postings of live documents, and where in `divisors` those of the field begin.
    """
    if not found:
        return Counted(size, np.empty(0, np.int64), np.empty(0))
    docs = np.concatenate([postings.docs for postings, _ in found])
    places = docs.astype(np.intp)
    start = 0
    for postings, shift in found:
        end = start + len(postings.docs)
        places[start:end] += shift
        start = end
    parts = np.concatenate([postings.frequencies for postings, _ in found]) / divisors.take(
        places, mode="clip"
    )
    if len(docs) <= _SORTED:
        return Counted(size, *_summed(docs, parts))
    # The weights are added up in the order in which they stand here: field after field.
    combined: Floats = np.bincount(docs, parts, minlength=size).astype(np.float64, copy=False)
    if len(docs) * _SPARSE > size:
        return Counted(size, None, combined)
    listed = np.flatnonzero(combined > 0)
    return Counted(size, listed, combined.take(listed))


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
    if isinstance(part, Word):
        found: Mask = part.counted.of(docs) > 0
        return found
    return part.mask.take(docs)
