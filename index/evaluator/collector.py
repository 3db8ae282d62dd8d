"""The collector: the best matches of all segments, with exact scores, in one stable order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import SCORE_DECIMALS, Hit, Sort
from index.evaluator.docset import DocSet, Ints
from index.evaluator.maxscore import candidates
from index.evaluator.scorers import Scorer
from index.evaluator.snapshot import SegmentReader
from index.evaluator.top_k import kth_highest
from index.scoring import Floats

_ROUNDING_ERROR = 0.6 * 10.0**-SCORE_DECIMALS
"""Rounding moves a score by half a unit of its last decimal at most; a little more is allowed for."""

RankedDoc = tuple[float, int, int, int]
"""Negative sort value, negative day, segment number, document: compared in this order, ascending."""


@dataclass(frozen=True, slots=True)
class TopDocs:
    """The best documents of a segment, best first, and the values (descending) that sort before the date."""

    segment_ord: int
    docs: Ints
    sort_values: NDArray[Any]


def collect_hits(
    readers: Sequence[SegmentReader],
    scorers: Sequence[Scorer],
    matches: Sequence[DocSet],
    sort: Sort,
    offset: int,
    limit: int,
) -> tuple[Hit, ...]:
    """The hits from `offset` on, at most `limit`, of all segments; each sequence has an entry per segment."""
    offset, limit = max(offset, 0), max(limit, 0)
    if not limit:
        return ()
    top_docs = [
        _top_docs(segment_ord, reader, scorer, docset, sort, offset + limit)
        for segment_ord, (reader, scorer, docset) in enumerate(zip(readers, scorers, matches, strict=True))
        if docset.count
    ]
    ranked = _merge(readers, top_docs, offset + limit)[offset : offset + limit]
    ids = _ids(readers, ranked)
    scores = [-first for first, *_ in ranked] if sort is Sort.RELEVANCE else _scores(scorers, ranked)
    return tuple(map(Hit, ids, map(abs, scores)))


def top_indices(sort_values: NDArray[Any], recency: Ints, count: int) -> Ints:
    """The indices of the first `count` entries by `sort_values` descending, then `recency` ascending."""
    indices = np.arange(len(sort_values))
    if count <= 0:
        return indices[:0]
    if count < len(sort_values):
        threshold = kth_highest(sort_values, count)
        above, tied = np.flatnonzero(sort_values > threshold), np.flatnonzero(sort_values == threshold)
        room = count - len(above)
        indices = np.concatenate([above, tied[np.argpartition(recency[tied], room - 1)[:room]]])
    return indices[np.lexsort((recency[indices], -sort_values[indices]))]


def _top_docs(
    segment_ord: int, reader: SegmentReader, scorer: Scorer, docset: DocSet, sort: Sort, count: int
) -> TopDocs:
    """The best documents of a segment, at most `count`."""
    if sort is Sort.NEWEST or (sort is Sort.RELEVANCE and not scorer.has_scores):
        docs = reader.newest_of(docset, count)
        return TopDocs(segment_ord, docs, np.zeros(len(docs)))
    if sort is Sort.RELEVANCE:
        docs, sort_values = _most_relevant(scorer, docset, count)
    else:
        docs = docset.docs
        sort_values = -reader.segment.days.take(docs).astype(np.float64)
    order = top_indices(sort_values, reader.recency.take(docs), count)
    return TopDocs(segment_ord, docs[order], sort_values[order])


def _most_relevant(scorer: Scorer, docset: DocSet, count: int) -> tuple[Ints, Floats]:
    """Documents that include the `count` best, with their rounded scores."""
    docs = candidates(scorer, docset, count)
    scores = scorer.scores(docs)
    assert scores is not None  # noqa: S101
    if count < len(docs):
        # Scores that differ before they are rounded may be equal afterwards.
        threshold = kth_highest(scores, count)
        kept = np.flatnonzero(scores >= threshold - 2 * _ROUNDING_ERROR)
        docs, scores = docs[kept], scores[kept]
    return docs, np.round(scores, SCORE_DECIMALS)


def _merge(readers: Sequence[SegmentReader], top_docs: Sequence[TopDocs], count: int) -> list[RankedDoc]:
    """The best documents of all segments; sort keys are read only for documents that are otherwise equal."""
    ranked = [
        (-sort_value, -day, top.segment_ord, doc)
        for top in top_docs
        for sort_value, day, doc in zip(
            top.sort_values.tolist(),
            readers[top.segment_ord].segment.days.take(top.docs).tolist(),
            top.docs.tolist(),
            strict=True,
        )
    ]
    if len(top_docs) > 1:
        ranked.sort(key=_value_and_day)
        ranked = [entry for entry in ranked if entry[:2] <= ranked[min(count, len(ranked)) - 1][:2]]
        tied = {entry for pair in pairwise(ranked) if pair[0][:2] == pair[1][:2] for entry in pair}
        keys = {entry: readers[entry[2]].segment.sort_keys(np.array([entry[3]]))[0] for entry in tied}
        ranked.sort(key=lambda entry: (*entry[:2], keys.get(entry, ())))
    return ranked[:count]


def _value_and_day(entry: RankedDoc) -> tuple[float, int]:
    return entry[:2]


def _ids(readers: Sequence[SegmentReader], ranked: Sequence[RankedDoc]) -> list[str]:
    ids = [""] * len(ranked)
    for segment_ord, ranks in _ranks_by_segment(ranked).items():
        docs = np.array([ranked[rank][3] for rank in ranks], np.int64)
        for rank, id_ in zip(ranks, readers[segment_ord].segment.ids(docs), strict=True):
            ids[rank] = id_
    return ids


def _scores(scorers: Sequence[Scorer], ranked: Sequence[RankedDoc]) -> list[float]:
    scores = [0.0] * len(ranked)
    for segment_ord, ranks in _ranks_by_segment(ranked).items():
        exact = scorers[segment_ord].scores(np.array([ranked[rank][3] for rank in ranks], np.int64))
        if exact is not None:
            for rank, score in zip(ranks, np.round(exact, SCORE_DECIMALS).tolist(), strict=True):
                scores[rank] = score
    return scores


def _ranks_by_segment(ranked: Sequence[RankedDoc]) -> dict[int, list[int]]:
    """For each segment that has documents in the list, their places in it."""
    ranks: dict[int, list[int]] = {}
    for rank, (_, _, segment_ord, _) in enumerate(ranked):
        ranks.setdefault(segment_ord, []).append(rank)
    return ranks
