"""What a node of a query matches in one segment, and the scores of documents there.

Scores are asked for twice: roughly for all documents at once, in single precision, to tell which may be among
the best; and exactly, in double precision and in the order that `index.scoring` asks for, for those few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from index import scoring
from index.engine import K1
from index.evaluator.docset import Chosen, Ints, intersection, nothing, union
from index.evaluator.frequencies import Counted, Rough
from index.scoring import Floats


class Part(Protocol):
    """A node in a segment."""

    @property
    def chosen(self) -> Chosen:
        """The live documents that match."""

    @property
    def scored(self) -> bool:
        """Whether any score can be other than 0."""

    def scores(self, docs: Ints, *, within: bool = True) -> Floats | None:
        """The scores of documents, 0 where one does not match (`within`: all do); None stands for all 0."""

    @property
    def bound(self) -> float:
        """No score is higher."""

    def add_to(self, total: Rough, *, within: bool = True) -> None:
        """Add about the scores of all live documents; anything for those that do not match, if `within`."""


@dataclass(frozen=True)
class Plain:
    """A node that only filters."""

    chosen: Chosen
    scored = False
    bound = 0.0

    def scores(self, docs: Ints, *, within: bool = True) -> None:
        """All 0."""

    def add_to(self, total: Rough, *, within: bool = True) -> None:
        """All 0."""


class Weighed(Protocol):
    """What tells a pseudo-term's weight when it is first needed."""

    @property
    def weight(self) -> float:
        """Its inverse document frequency."""


@dataclass(frozen=True)
class Word:
    """A pseudo-term."""

    counted: Counted
    term: Weighed
    scored = True

    @cached_property
    def chosen(self) -> Chosen:
        """The documents it stands in."""
        return self.counted.chosen

    def scores(self, docs: Ints, *, within: bool = True) -> Floats:  # noqa: ARG002
        """Saturated and weighted."""
        return scoring.saturated(self.counted.of(docs), self.term.weight)

    @property
    def bound(self) -> float:
        """What an endless number of occurrences would score."""
        return self.term.weight

    def add_to(self, total: Rough, *, within: bool = True) -> None:  # noqa: ARG002
        """Add the same in single precision."""
        docs, combined = self.counted.rough()
        combined /= combined + np.float32(K1)
        combined *= np.float32(self.term.weight)
        if docs is None:
            total += combined
        else:
            np.add.at(total, docs, combined)


@dataclass(frozen=True)
class Joint:
    """An And (`every`) or an Or."""

    chosen: Chosen
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
        return np.where(self.chosen.has(docs), total, 0.0)

    @property
    def bound(self) -> float:
        """The sum of the children's."""
        return sum(child.bound for child in self.children)

    def add_to(self, total: Rough, *, within: bool = True) -> None:
        """Add those of the children."""
        exactly = self.every and not within
        own = np.zeros_like(total) if exactly else total
        for child in self.children:
            child.add_to(own, within=within and self.every)
        if exactly:
            own *= self.chosen.mask
            total += own


def any_of(parts: Sequence[Part], size: int) -> Part:
    """An Or."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Plain(nothing(size))
    return Joint(union([part.chosen for part in parts], size), parts, every=False)


def all_of(parts: Sequence[Part], alive: Chosen) -> Part:
    """An And."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Plain(alive)
    return Joint(intersection([part.chosen for part in parts]), parts, every=True)
