"""Scorers: the documents of one segment that a query node matches, and their scores.

Scores are computed twice: approximately for all documents at once, in single precision, to rule out those
that cannot be among the best; then exactly for the few that are left, in double precision and in the order
of summation that `index.scoring` prescribes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from index import scoring
from index.engine import K1
from index.evaluator.docset import DocSet, Ints, intersection, union
from index.evaluator.frequencies import Approximate, TermFrequencies
from index.scoring import Floats


class Scorer(Protocol):
    """A query node in one segment."""

    @property
    def docset(self) -> DocSet:
        """The live documents that match."""

    @property
    def has_scores(self) -> bool:
        """Whether any score can be other than 0."""

    def scores(self, docs: Ints, *, all_match: bool = True) -> Floats | None:
        """The scores of documents, 0 for one that does not match; None means that all are 0.

        `all_match` promises that every document matches, which spares the check.
        """

    @property
    def max_score(self) -> float:
        """An upper bound of all scores."""

    def add_approximate(self, total: Approximate, *, all_match: bool = True) -> None:
        """Add approximate scores of all live documents to `total`, float32[size].

        With `all_match` the caller ignores documents that do not match: any value may be added for them.
        """


@dataclass(frozen=True)
class FilterScorer:
    """A node that only filters: all its scores are 0."""

    docset: DocSet
    has_scores = False
    max_score = 0.0

    def scores(self, docs: Ints, *, all_match: bool = True) -> None:
        """None: all scores are 0."""

    def add_approximate(self, total: Approximate, *, all_match: bool = True) -> None:
        """Add nothing."""


class TermWeight(Protocol):
    """A pseudo-term over all segments; its weight is computed when first asked for."""

    @property
    def weight(self) -> float:
        """The inverse document frequency."""


@dataclass(frozen=True)
class TermScorer:
    """A pseudo-term in one segment, scored by BM25F."""

    frequencies: TermFrequencies
    term: TermWeight
    has_scores = True

    @cached_property
    def docset(self) -> DocSet:
        """The live documents that contain the term."""
        return self.frequencies.docset

    def scores(self, docs: Ints, *, all_match: bool = True) -> Floats:  # noqa: ARG002
        """tf~, saturated and multiplied by the weight."""
        return scoring.saturate(self.frequencies.of(docs), self.term.weight)

    @property
    def max_score(self) -> float:
        """The weight, which the score approaches as the term frequency grows."""
        return self.term.weight

    def add_approximate(self, total: Approximate, *, all_match: bool = True) -> None:  # noqa: ARG002
        """Add the same scores in single precision."""
        docs, tf = self.frequencies.approximate()
        tf /= tf + np.float32(K1)
        tf *= np.float32(self.term.weight)
        if docs is None:
            total += tf
        else:
            np.add.at(total, docs, tf)


@dataclass(frozen=True)
class BooleanScorer:
    """An And (`is_conjunction`) or an Or of clauses."""

    docset: DocSet
    clauses: Sequence[Scorer]
    is_conjunction: bool

    @property
    def has_scores(self) -> bool:
        """Whether any clause has scores."""
        return any(clause.has_scores for clause in self.clauses)

    def scores(self, docs: Ints, *, all_match: bool = True) -> Floats | None:
        """The sums of the clauses' scores, in the order of the clauses."""
        total: Floats | None = None
        for clause in self.clauses:
            scores = clause.scores(docs, all_match=all_match and self.is_conjunction)
            if scores is not None:
                total = scores if total is None else np.add(total, scores, out=total)
        if total is None or all_match or not self.is_conjunction:
            return total
        return np.where(self.docset.contains(docs), total, 0.0)

    @property
    def max_score(self) -> float:
        """The sum of the clauses' upper bounds."""
        return sum(clause.max_score for clause in self.clauses)

    def add_approximate(self, total: Approximate, *, all_match: bool = True) -> None:
        """Add the clauses' approximate scores."""
        masked = self.is_conjunction and not all_match
        sums = np.zeros_like(total) if masked else total
        for clause in self.clauses:
            clause.add_approximate(sums, all_match=all_match and self.is_conjunction)
        if masked:
            sums *= self.docset.mask
            total += sums


def disjunction_scorer(clauses: Sequence[Scorer], size: int) -> Scorer:
    """The scorer of an Or in a segment of `size` documents; without clauses it matches nothing."""
    if len(clauses) == 1:
        return clauses[0]
    if not clauses:
        return FilterScorer(DocSet.empty(size))
    return BooleanScorer(union([clause.docset for clause in clauses], size), clauses, is_conjunction=False)


def conjunction_scorer(clauses: Sequence[Scorer], live_docs: DocSet) -> Scorer:
    """The scorer of an And; without clauses it matches all live documents."""
    if len(clauses) == 1:
        return clauses[0]
    if not clauses:
        return FilterScorer(live_docs)
    return BooleanScorer(intersection([clause.docset for clause in clauses]), clauses, is_conjunction=True)
