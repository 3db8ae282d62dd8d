"""One query on its way through the segments: what its nodes match there, what its words weigh over all."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from index import leaves, scoring
from index.leaves import PseudoTerm
from index.postings import Mask, Snapshot, View
from index.tree import And, Dates, Everything, Leaf, Node, Not, Nothing, Or, Value
from index.weighing import Counted, Listed, Part, Plain, Word, all_of, either

_COMMON = 48
"""So many arrays over all documents of a segment are held at once."""


class Evaluation:
    """Works out a query; call `weigh` first."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.notes: list[str] = []
        self._snapshot = snapshot
        self._terms: dict[Leaf, PseudoTerm] = {}
        self._weights: dict[PseudoTerm, float] = {}
        self._common: dict[tuple[PseudoTerm, int], Counted] = {}

    def weigh(self, node: Node) -> None:
        """Find the weights of all word leaves."""
        for leaf in _leaves(node):
            if leaf not in self._terms:
                self._terms[leaf], note = leaves.resolve(leaf, self._snapshot)
                self.notes += [note] if note else []
                self._weigh_term(self._terms[leaf])

    def part(self, node: Node, number: int) -> Part:
        """What a node matches in one segment."""
        view = self._snapshot.views[number]
        match node:
            case Everything():
                return Plain(view.live)
            case Nothing():
                return Plain(np.zeros(view.segment.size, np.bool_))
            case Value(facet, value):
                return Plain(_living(view.segment.facet(facet).carrying(value), view))
            case Dates(first, last):
                return Plain(_living(dated(view, first, last), view))
            case Not(child):
                return Plain(_living(~self.part(child, number).mask, view))
            case And(children):
                return _joint([self.part(child, number) for child in children], view, every=True)
            case Or(children):
                return _joint([self.part(child, number) for child in children], view, every=False)
        return self._word(self._terms[node], number)

    def any_of(self, terms: Sequence[PseudoTerm]) -> list[Part]:
        """An Or of terms in each segment."""
        for term in terms:
            self._weigh_term(term)
        return [
            _joint([self._word(term, number) for term in terms], view, every=False)
            for number, view in enumerate(self._snapshot.views)
        ]

    def _weigh_term(self, term: PseudoTerm) -> None:
        if term not in self._weights:
            containing = sum(self._count(term, i).containing for i in range(len(self._snapshot.views)))
            self._weights[term] = scoring.idf(self._snapshot.documents, containing)

    def _word(self, term: PseudoTerm, number: int) -> Word:
        return Word(self._count(term, number), self._weights[term])

    def _count(self, term: PseudoTerm, number: int) -> Counted:
        """What a term comes to in a segment.

        Lists are kept for later queries. Arrays over all documents are kept for this one, and only so many:
        to work one out again is quicker than to ask the system for memory.
        """
        key = (term, number)
        known = self._common.get(key) or self._snapshot.kept.get(key)
        if known is None:
            known = leaves.count(term, self._snapshot, number)
            if isinstance(known, Listed):
                self._snapshot.kept.put(key, known)
            elif len(self._common) < _COMMON:
                self._common[key] = known
        return known


def dated(view: View, first: date | None, last: date | None) -> Mask:
    """The documents from `first` to `last`, whether live or not."""
    days = view.segment.days
    if first is None or last is None:
        if first is None and last is None:
            return np.ones(len(days), np.bool_)
        return days >= first.toordinal() if first else days <= (last or date.max).toordinal()
    mask: Mask = days >= first.toordinal()
    mask &= days <= last.toordinal()
    return mask


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child)
        case Not(child):
            yield from _leaves(child)
        case Everything() | Nothing() | Value() | Dates():
            return
        case _:
            yield node


def _joint(parts: list[Part], view: View, *, every: bool) -> Part:
    if not parts:
        return Plain(view.live if every else np.zeros(view.segment.size, np.bool_))
    if len(parts) == 1:
        return parts[0]
    size = view.segment.size
    return all_of(parts, size) if every else either(parts, size)


def _living(mask: Mask, view: View) -> Mask:
    return mask if view.whole else mask & view.live
