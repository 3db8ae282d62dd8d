"""MaxScore: which documents may be among the best, judged by approximate scores in single precision.

The clauses of an Or are summed in descending order of their upper bounds. As soon as no document can be among
the best by the other clauses alone, those (the most frequent words) are looked up only for the few candidates
left (Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995).
"""

from collections.abc import Iterable, Sequence

import numpy as np

from index.evaluator.docset import DocSet, Ints
from index.evaluator.frequencies import Approximate
from index.evaluator.scorers import BooleanScorer, Scorer
from index.evaluator.top_k import kth_highest, kth_highest_bound

_MIN_SEGMENT_DOCS = 1024
"""In a smaller segment all matches are scored exactly."""

_CANDIDATE_RATIO = 64
"""The other clauses are looked up when at most one in so many documents is still a candidate."""

_TOLERANCE = 1e-4
"""The error of an approximate score is less than this, relative to the score or to 1 if that is more."""

_EXCLUDED = np.float32(-1e30)
"""The approximate score of a document that does not match."""


def candidates(scorer: Scorer, docset: DocSet, count: int) -> Ints:
    """Documents of a set that include the `count` best, ascending; all, where exclusion would not pay."""
    if docset.is_sparse or docset.size < max(_MIN_SEGMENT_DOCS, 4 * count):
        return docset.docs
    total = np.where(docset.mask, np.float32(0), _EXCLUDED)
    clauses = sorted(_clauses(scorer), key=lambda clause: -clause.max_score)
    added, docs = _accumulate(clauses, total, count)
    if docs is None:
        return docset.docs
    if added == len(clauses):
        return docs
    sums = total.take(docs)
    for clause in clauses[added:]:
        scores = clause.scores(docs, all_match=False)
        if scores is not None:
            sums += scores.astype(np.float32)
    return docs[sums >= _lowered(float(kth_highest(sums, count)))]


def _accumulate(clauses: Sequence[Scorer], total: Approximate, count: int) -> tuple[int, Ints | None]:
    """Add clauses to `total` until few candidates are left.

    Return how many clauses were added, and the candidates; None for all documents.
    """
    for added, clause in enumerate(clauses):
        # Only a clause that matches many documents is worth sparing.
        if added and not clause.docset.is_sparse:
            docs = _competitive(total, count, sum(other.max_score for other in clauses[added:]))
            if docs is not None and len(docs) * _CANDIDATE_RATIO <= len(total):
                return added, docs
        clause.add_approximate(total, all_match=len(clauses) == 1)
    return len(clauses), _competitive(total, count, 0.0)


def _clauses(scorer: Scorer) -> Iterable[Scorer]:
    if isinstance(scorer, BooleanScorer) and not scorer.is_conjunction:
        return scorer.clauses
    return [scorer]


def _competitive(total: Approximate, count: int, headroom: float) -> Ints | None:
    """The documents that can be among the best if each may still gain `headroom`; None for all."""
    threshold = _lowered(float(kth_highest_bound(total, count))) - headroom
    return (total >= np.float32(threshold)).nonzero()[0] if threshold > 0 else None


def _lowered(score: float) -> float:
    """A number that is less than the exact score behind this approximate one."""
    return score - _TOLERANCE * max(score, 1.0)
