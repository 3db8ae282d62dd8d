"""What a node of a query matches in one segment, and the scores of documents there.

Scores are asked for twice: roughly for all documents at once, in single precision, to tell which may be among
the best; and exactly, in double precision and in the order that `index.scoring` asks for, for those few.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from index import scoring
from index.chosen import Chosen, Ints, intersection, nothing, union
from index.counted import Counted, Listed, Rough
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

    def rough(self, *, within: bool = True) -> Rough | None:
        """About the scores of all live documents; anything for those that do not match, if `within`."""


@dataclass(frozen=True)
class Plain:
    """A node that only filters."""

    chosen: Chosen
    scored = False

    def scores(self, docs: Ints, *, within: bool = True) -> None:
        """All 0."""

    def rough(self, *, within: bool = True) -> None:
        """All 0."""


@dataclass(frozen=True)
class Word:
    """A pseudo-term, and what tells its weight."""

    counted: Counted
    weigh: Callable[[], float]
    scored = True

    @cached_property
    def chosen(self) -> Chosen:
        """The documents it stands in."""
        return self.counted.chosen

    def scores(self, docs: Ints, *, within: bool = True) -> Floats:  # noqa: ARG002
        """Saturated and weighted."""
        return scoring.saturated(self.counted.of(docs), self.weigh())

    def rough(self, *, within: bool = True) -> Rough:  # noqa: ARG002
        """The same in single precision."""
        total = self.counted.rough()
        total /= total + np.float32(scoring.K1)
        total *= np.float32(self.weigh())
        return total

    def add_to(self, total: Rough, listed: Listed) -> None:
        """Add to a sum over all documents, where the term is held as a list."""
        total[listed.docs] += scoring.saturated(listed.combined, self.weigh()).astype(np.float32)


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

    def rough(self, *, within: bool = True) -> Rough | None:
        """The sum of the children's."""
        total: Rough | None = None
        for child in self.children:
            if total is not None and isinstance(child, Word) and isinstance(child.counted, Listed):
                child.add_to(total, child.counted)
                continue
            part = child.rough(within=within and self.every)
            if part is not None:
                total = part if total is None else np.add(total, part, out=total)
        if total is not None and self.every and not within:
            total *= self.chosen.mask
        return total


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
