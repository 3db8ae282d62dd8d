"""One query on its way through the segments: what its nodes match there, what its words weigh over all."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from index import scoring
from index.evaluator import event_dates
from index.evaluator import terms as leaves
from index.evaluator.docset import Chosen, nothing
from index.evaluator.frequencies import Counted
from index.evaluator.scorers import Part, Plain, Word, all_of, any_of
from index.evaluator.segments import Snapshot, View
from index.evaluator.terms import PseudoTerm
from index.query.nodes import And, Dates, EventDates, Everything, Leaf, Node, Not, Nothing, Or, Value


class Evaluation:
    """Works out a query."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._sought: dict[Leaf, _Sought] = {}

    def parts(self, node: Node) -> tuple[list[Part], tuple[str, ...]]:
        """What a query matches in each segment, and notes on what was capped."""
        notes: dict[str, None] = {}
        for leaf in _leaves(node):
            if leaf not in self._sought:
                term, note = leaves.resolve(leaf, self._snapshot)
                self._sought[leaf] = _Sought(term, self._snapshot)
                notes |= {note: None} if note else {}
        return [self._part(node, number) for number in range(len(self._snapshot.views))], tuple(notes)

    def any_of(self, terms: Sequence[PseudoTerm]) -> list[Part]:
        """An Or of terms in each segment."""
        sought = [_Sought(term, self._snapshot) for term in terms]
        return [
            any_of([term.word(number) for term in sought], view.segment.size)
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
            case EventDates(first, last, field):
                return Plain(view.living(event_dates.overlapping(view.segment.facet(field), first, last)))
            case Not(child):
                return Plain(view.alive - self._part(child, number).chosen)
            case And(children):
                return all_of([self._part(child, number) for child in children], view.alive)
            case Or(children):
                return any_of([self._part(child, number) for child in children], view.segment.size)
        return self._sought[node].word(number)


class _Sought:
    """A pseudo-term in all segments."""

    def __init__(self, term: PseudoTerm, snapshot: Snapshot) -> None:
        self._term, self._snapshot = term, snapshot
        self._counted: dict[int, Counted] = {}

    def word(self, number: int) -> Word:
        """What it matches in one segment."""
        return Word(self._count(number), self)

    @cached_property
    def weight(self) -> float:
        """Asked for only where scores are: it takes a look at every segment."""
        containing = sum(self._count(number).containing for number in range(len(self._snapshot.views)))
        return scoring.idf(self._snapshot.documents, containing)

    def _count(self, number: int) -> Counted:
        """What the term comes to in a segment; kept for later queries too if it can be asked for again."""
        known = self._counted.get(number)
        if known is None:
            known = self._counted[number] = self._kept(number) if self._term.lasting else self._made(number)
        return known

    def _kept(self, number: int) -> Counted:
        kept: Counted | None = self._snapshot.kept.get((self._term, number))
        if kept is None:
            kept = self._made(number)
            self._snapshot.kept.put((self._term, number), kept)
        return kept

    def _made(self, number: int) -> Counted:
        return leaves.count(self._term, self._snapshot, number)


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
        case Everything() | Nothing() | Value() | Dates() | EventDates():
            return
        case _:
            yield node
