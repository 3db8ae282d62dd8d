"""The evaluation of one query: a scorer for each node in each segment, and a weight for each term."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from index import scoring
from index.evaluator import date_filters, terms
from index.evaluator.docset import DocSet
from index.evaluator.frequencies import TermFrequencies
from index.evaluator.scorers import FilterScorer, Scorer, TermScorer, conjunction_scorer, disjunction_scorer
from index.evaluator.snapshot import Snapshot
from index.evaluator.terms import PseudoTerm
from index.query.nodes import And, Dates, EventDates, Everything, Leaf, Node, Not, Nothing, Or, Value


class QueryEvaluation:
    """Makes the scorers of a query's nodes; a term that occurs twice in a query is looked up once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._weights: dict[Leaf, _TermWeight] = {}

    def scorers(self, node: Node) -> tuple[list[Scorer], tuple[str, ...]]:
        """The scorer of a query in each segment, and notes on expansions that were capped."""
        notes: dict[str, None] = {}
        for leaf in _term_leaves(node):
            if leaf not in self._weights:
                term, note = terms.resolve_leaf(leaf, self._snapshot)
                self._weights[leaf] = _TermWeight(term, self._snapshot)
                notes |= {note: None} if note else {}
        scorers = [self._scorer(node, segment_ord) for segment_ord in range(len(self._snapshot.readers))]
        return scorers, tuple(notes)

    def term_scorers(self, pseudo_terms: Sequence[PseudoTerm]) -> list[list[Scorer]]:
        """The scorers of pseudo-terms, in their order, for each segment."""
        weights = [_TermWeight(term, self._snapshot) for term in pseudo_terms]
        segments = range(len(self._snapshot.readers))
        return [[weight.scorer(segment_ord) for weight in weights] for segment_ord in segments]

    def _scorer(self, node: Node, segment_ord: int) -> Scorer:
        reader = self._snapshot.readers[segment_ord]
        match node:
            case Everything():
                return FilterScorer(reader.live_docs)
            case Nothing():
                return FilterScorer(DocSet.empty(reader.segment.size))
            case Value(facet, value):
                return FilterScorer(reader.keep_live(reader.segment.facet(facet).docset_of(value)))
            case Dates(first, last):
                return FilterScorer(date_filters.in_date_range(reader, reader.live_docs, first, last))
            case EventDates(first, last, field):
                column = reader.segment.facet(field)
                return FilterScorer(reader.keep_live(date_filters.with_event_in(column, first, last)))
            case Not(child):
                return FilterScorer(reader.live_docs - self._scorer(child, segment_ord).docset)
            case And(children):
                clauses = [self._scorer(child, segment_ord) for child in children]
                return conjunction_scorer(clauses, reader.live_docs)
            case Or(children):
                clauses = [self._scorer(child, segment_ord) for child in children]
                return disjunction_scorer(clauses, reader.segment.size)
        return self._weights[node].scorer(segment_ord)


class _TermWeight:
    """A pseudo-term over all segments; implements `index.evaluator.scorers.TermWeight`."""

    def __init__(self, term: PseudoTerm, snapshot: Snapshot) -> None:
        self._term, self._snapshot = term, snapshot
        self._by_segment: dict[int, TermFrequencies] = {}

    def scorer(self, segment_ord: int) -> TermScorer:
        """The term's scorer in a segment."""
        return TermScorer(self._frequencies(segment_ord), self)

    @cached_property
    def weight(self) -> float:
        """The inverse document frequency; computed only if scores are needed, since it takes all segments."""
        segments = range(len(self._snapshot.readers))
        doc_freq = sum(self._frequencies(segment_ord).doc_freq for segment_ord in segments)
        return scoring.idf(self._snapshot.doc_count, doc_freq)

    def _frequencies(self, segment_ord: int) -> TermFrequencies:
        """The term's frequencies in a segment, cached for later queries if the term can occur in them."""
        frequencies = self._by_segment.get(segment_ord)
        if frequencies is None:
            frequencies = self._cached(segment_ord) if self._term.cacheable else self._computed(segment_ord)
            self._by_segment[segment_ord] = frequencies
        return frequencies

    def _cached(self, segment_ord: int) -> TermFrequencies:
        cache = self._snapshot.term_cache
        frequencies: TermFrequencies | None = cache.get((self._term, segment_ord))
        if frequencies is None:
            frequencies = self._computed(segment_ord)
            cache.put((self._term, segment_ord), frequencies)
        return frequencies

    def _computed(self, segment_ord: int) -> TermFrequencies:
        return terms.frequencies(self._term, self._snapshot, segment_ord)


def _term_leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _term_leaves(child)
        case Not(child):
            yield from _term_leaves(child)
        case Everything() | Nothing() | Value() | Dates() | EventDates():
            return
        case _:
            yield node
