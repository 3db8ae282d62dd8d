"""One query on its way through the segments: what its nodes match there, what its words weigh over all."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from index import leaves, occasions, scoring
from index.chosen import Chosen, nothing
from index.counted import Counted
from index.leaves import PseudoTerm
from index.postings import Snapshot, View
from index.tree import And, Dates, Events, Everything, Leaf, Node, Not, Nothing, Or, Value
from index.weighing import Part, Plain, Word, all_of, any_of


class Evaluation:
    """Works out a query."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._terms: dict[Leaf, PseudoTerm] = {}
        self._weights: dict[PseudoTerm, float] = {}
        self._counted: dict[tuple[PseudoTerm, int], Counted] = {}

    def parts(self, node: Node) -> tuple[list[Part], tuple[str, ...]]:
        """What a query matches in each segment, and notes on what was capped."""
        notes: dict[str, None] = {}
        for leaf in _leaves(node):
            if leaf not in self._terms:
                self._terms[leaf], note = leaves.resolve(leaf, self._snapshot)
                notes |= {note: None} if note else {}
        return [self._part(node, number) for number in range(len(self._snapshot.views))], tuple(notes)

    def any_of(self, terms: Sequence[PseudoTerm]) -> list[Part]:
        """An Or of terms in each segment."""
        return [
            any_of([self._word(term, number) for term in terms], view.segment.size)
            for number, view in enumerate(self._snapshot.views)
        ]

    def _part(self, node: Node, number: int) -> Part:
        view = self._snapshot.views[number]
        match node:
            case Everything():
                return Plain(view.alive)
            case Nothing():
                return Plain(nothing(view.segment.size))
            case Value(facet, value):
                return Plain(view.living(view.segment.facet(facet).carrying(value)))
            case Dates(first, last):
                return Plain(dated(view, view.alive, first, last))
            case Events(first, last, field):
                return Plain(view.living(occasions.overlapping(view.segment.facet(field), first, last)))
            case Not(child):
                return Plain(view.alive - self._part(child, number).chosen)
            case And(children):
                return all_of([self._part(child, number) for child in children], view.alive)
            case Or(children):
                return any_of([self._part(child, number) for child in children], view.segment.size)
        return self._word(self._terms[node], number)

    def _word(self, term: PseudoTerm, number: int) -> Word:
        return Word(self._count(term, number), partial(self._weight, term))

    def _weight(self, term: PseudoTerm) -> float:
        """Asked for only where scores are: it takes a look at every segment."""
        weight = self._weights.get(term)
        if weight is None:
            containing = sum(self._count(term, i).containing for i in range(len(self._snapshot.views)))
            weight = self._weights[term] = scoring.idf(self._snapshot.documents, containing)
        return weight

    def _count(self, term: PseudoTerm, number: int) -> Counted:
        """What a term comes to in a segment; kept for later queries too if it can be asked for again."""
        key = (term, number)
        known = self._counted.get(key) or self._snapshot.kept.get(key)
        if known is None:
            known = leaves.count(term, self._snapshot, number)
            if term.lasting:
                self._snapshot.kept.put(key, known)
        self._counted[key] = known
        return known


def dated(view: View, chosen: Chosen, first: date | None, last: date | None) -> Chosen:
    """Those of some documents that are from `first` to `last`."""
    if first is None and last is None:
        return chosen
    days = view.segment.days.take(chosen.docs) if chosen.few else view.segment.days
    low, high = (first or date.min).toordinal(), (last or date.max).toordinal()
    kept = (days >= low) & (days <= high)
    return chosen.where(kept) if chosen.few else chosen & Chosen(chosen.size, mask=kept)


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child)
        case Not(child):
            yield from _leaves(child)
        case Everything() | Nothing() | Value() | Dates() | Events():
            return
        case _:
            yield node
