"""Matches and scores a query by looking at each document.

The formulas are implemented here a second time, from their sources and not from `index.scoring`, so that an
error in either shows as a difference.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from index.documents import IndexDocument, parse_event_value
from index.engine import K1, MAX_EXPANSIONS, expansion_note
from index.engines.memory.occurrences import AnalyzedDocument, expand, fields_of, occurrences
from index.fields import TEXT_FIELDS
from index.query.nodes import (
    And,
    Dates,
    EventDates,
    Everything,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    Wildcard,
)

Scores = Mapping[str, float]
"""The score of each document that matches, by its id."""


class Scan:
    """The evaluation of one request over one state of the corpus; `notes` collects what was capped."""

    def __init__(self, corpus: Sequence[AnalyzedDocument]) -> None:
        self.corpus = corpus
        self.notes: list[str] = []
        self._ids = [analyzed.document.id for analyzed in corpus]
        self._lengths = {a.document.id: {name: len(s) for name, s in a.stems.items()} for a in corpus}
        totals = {f.name: sum(by_field[f.name] for by_field in self._lengths.values()) for f in TEXT_FIELDS}
        self._averages = {name: total / len(corpus) for name, total in totals.items()} if corpus else {}

    def scores(self, node: Node) -> Scores:
        """The documents that match a query, and their scores."""
        match node:
            case Not(child):
                excluded = self.scores(child)
                return {id_: 0.0 for id_ in self._ids if id_ not in excluded}
            case And(children):
                scores = [self.scores(child) for child in children]
                return {id_: _total(id_, scores) for id_ in self._ids if all(id_ in s for s in scores)}
            case Or(children):
                return self.disjunction([self.scores(child) for child in children])
            case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                return self._leaf(node)
        return {a.document.id: 0.0 for a in self.corpus if _passes(a.document, node)}

    def disjunction(self, scores: Sequence[Scores]) -> Scores:
        """The documents that have any of these scores, and the sums of those that they have."""
        return {id_: _total(id_, scores) for id_ in self._ids if any(id_ in s for s in scores)}

    def bm25f(self, frequencies: Mapping[str, Mapping[str, int]]) -> Scores:
        """The scores of a pseudo-term from its frequency in each field of each document, by id and field.

        Equations 3.19 to 3.21 of Robertson and Zaragoza, The Probabilistic Relevance Framework (2009),
        without the constant factor (K1 + 1); the idf is that of Lucene's BM25Similarity, never negative.
        """
        containing = [id_ for id_, by_field in frequencies.items() if any(by_field.values())]
        idf = self.idf(len(containing))
        scores: dict[str, float] = {}
        for id_ in containing:
            weighted = 0.0
            for field in TEXT_FIELDS:
                if frequency := frequencies[id_].get(field.name, 0):
                    relative_length = self._lengths[id_][field.name] / self._averages[field.name]
                    weighted += field.boost * frequency / ((1 - field.b) + field.b * relative_length)
            scores[id_] = weighted / (K1 + weighted) * idf
        return scores

    def idf(self, containing: int) -> float:
        """The inverse document frequency of what so many documents contain."""
        return math.log(1 + (len(self.corpus) - containing + 0.5) / (containing + 0.5))

    def _leaf(self, leaf: Leaf) -> Scores:
        words, fitting = expand(leaf, self.corpus)
        if isinstance(leaf, Prefix | Wildcard | Fuzzy) and fitting > MAX_EXPANSIONS:
            self.notes.append(expansion_note(leaf, fitting))
        return self.bm25f(
            {
                analyzed.document.id: {
                    name: occurrences(leaf, analyzed, name, words) for name in fields_of(leaf)
                }
                for analyzed in self.corpus
            }
        )


def between(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies within a period, None being an open end."""
    return (first is None or first <= day) and (last is None or day <= last)


def _total(id_: str, scores: Iterable[Scores]) -> float:
    """The sum of a document's scores, in their order: `sum` may round otherwise."""
    total = 0.0
    for score in scores:
        total += score.get(id_, 0.0)
    return total


def _passes(document: IndexDocument, node: Node) -> bool:
    """Whether a document matches a node that only filters."""
    match node:
        case Everything():
            return True
        case Value(facet, value):
            return value in document.facets.get(facet, ())
        case Dates(first, last):
            return between(document.date, first, last)
        case EventDates(first, last, field):
            return any(_overlaps(event, first, last) for event in document.facets.get(field, ()))
    return False


def _overlaps(event: str, first: date | None, last: date | None) -> bool:
    """Whether an event has a day within a period."""
    begins, ends = parse_event_value(event)
    in_order = first is None or last is None or first <= last
    return in_order and (first is None or first <= ends) and (last is None or begins <= last)
