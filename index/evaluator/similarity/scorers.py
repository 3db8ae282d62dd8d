"""The scorers of similarity beside those of words: a facet value in common, and nearness in time."""

from dataclasses import dataclass

import numpy as np

from index import scoring
from index.evaluator.docset import DocSet, Ints
from index.evaluator.frequencies import Approximate
from index.evaluator.snapshot import Snapshot
from index.scoring import Floats


@dataclass(frozen=True)
class ValueScorer:
    """A facet value: each document that carries it scores `weight`."""

    docset: DocSet
    weight: float
    has_scores = True

    def scores(self, docs: Ints, *, all_match: bool = True) -> Floats:  # noqa: ARG002
        """The weight for documents that carry the value, 0 for the others."""
        return np.where(self.docset.contains(docs), self.weight, 0.0)

    @property
    def max_score(self) -> float:
        """The weight."""
        return self.weight

    def add_approximate(self, total: Approximate, *, all_match: bool = True) -> None:  # noqa: ARG002
        """Add the weight in single precision."""
        if self.docset.is_sparse:
            total[self.docset.docs] += np.float32(self.weight)
        else:
            total += self.docset.mask * np.float32(self.weight)


@dataclass(frozen=True)
class NearnessScorer:
    """Nearness in time: what a document scores depends on its day alone. `docset` are the live documents.

    `by_day` has the score of each day from `first` (a Gregorian ordinal) to that of the last live document.
    """

    docset: DocSet
    days: Ints
    first: int
    by_day: Floats
    has_scores = True

    def scores(self, docs: Ints, *, all_match: bool = True) -> Floats:  # noqa: ARG002
        """The scores of the documents' days."""
        return self.by_day.take(self.days.take(docs) - self.first)

    @property
    def max_score(self) -> float:
        """The score of the nearest day."""
        return float(self.by_day.max())

    def add_approximate(self, total: Approximate, *, all_match: bool = True) -> None:  # noqa: ARG002
        """Add the same scores in single precision; deleted documents may be of other days."""
        total += self.by_day.astype(np.float32).take(self.days - self.first, mode="clip")


def nearness_by_day(snapshot: Snapshot, day: int, last: int, weight: float) -> tuple[int, Floats]:
    """For `by_day` of NearnessScorer, the first day and the scores of items like one of `day`.

    Only items up to the day `last` are wanted.
    """
    first, counts = snapshot.day_counts
    days = np.arange(first, first + len(counts))
    distances = np.abs(days - day)
    wanted = np.where((days <= last) & (days != day), counts, 0)
    order = distances.argsort(kind="stable")
    as_near = wanted[order].cumsum().take(distances[order].searchsorted(distances, side="right") - 1)
    return first, np.where(distances > 0, weight * scoring.idfs(snapshot.doc_count, as_near), 0.0)
