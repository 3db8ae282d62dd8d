"""The best of what matched: exact scores for the few that can be among them, and one stable order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import SCORE_DECIMALS, Hit, Sort
from index.evaluator.docset import Chosen, Ints
from index.evaluator.maxscore import promising
from index.evaluator.scorers import Part
from index.evaluator.segments import View
from index.evaluator.top_k import threshold
from index.scoring import Floats

_HALF_A_DIGIT = 0.6 * 10.0**-SCORE_DECIMALS


Place = tuple[float, int, int, int]
"""What is compared first and second (ascending), the number of a segment, and a document in it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Documents of a segment, best first, and what they are ordered by (descending) before their date."""

    number: int
    docs: Ints
    primary: NDArray[Any]


def hits(
    views: Sequence[View], parts: Sequence[Part], found: Sequence[Chosen], sort: Sort, offset: int, limit: int
) -> tuple[Hit, ...]:
    """The hits from `offset` on, at most `limit`, of all segments."""
    offset, limit = max(offset, 0), max(limit, 0)
    if not limit:
        return ()
    placed = [
        _placed(number, view, part, chosen, sort, offset + limit)
        for number, (view, part, chosen) in enumerate(zip(views, parts, found, strict=True))
        if chosen.count
    ]
    listed = _merged(views, placed, offset + limit)[offset : offset + limit]
    ids = _ids(views, listed)
    scores = [-first for first, *_ in listed] if sort is Sort.RELEVANCE else _scores(parts, listed)
    return tuple(map(Hit, ids, map(abs, scores)))


def best(primary: NDArray[Any], newest: Ints, count: int) -> Ints:
    """The exact first `count` places of the order by `primary` descending, then `newest` ascending."""
    chosen = np.arange(len(primary))
    if count <= 0:
        return chosen[:0]
    if count < len(primary):
        bar = threshold(primary, count)
        above, level = np.flatnonzero(primary > bar), np.flatnonzero(primary == bar)
        left = count - len(above)
        chosen = np.concatenate([above, level[np.argpartition(newest[level], left - 1)[:left]]])
    return chosen[np.lexsort((newest[chosen], -primary[chosen]))]


def _placed(number: int, view: View, part: Part, chosen: Chosen, sort: Sort, count: int) -> Placed:
    """The best documents of a segment."""
    if sort is Sort.NEWEST or (sort is Sort.RELEVANCE and not part.scored):
        docs = view.newest_of(chosen, count)
        return Placed(number, docs, np.zeros(len(docs)))
    if sort is Sort.RELEVANCE:
        docs, primary = _relevant(part, chosen, count)
    else:
        docs = chosen.docs
        primary = -view.segment.days.take(docs).astype(np.float64)
    order = best(primary, view.newest.take(docs), count)
    return Placed(number, docs[order], primary[order])


def _relevant(part: Part, chosen: Chosen, count: int) -> tuple[Ints, Floats]:
    """Documents among which the best are, with their rounded scores."""
    docs = promising(part, chosen, count)
    scores = part.scores(docs)
    assert scores is not None  # noqa: S101
    if count < len(docs):
        bar = threshold(scores, count)
        kept = np.flatnonzero(scores >= bar - 2 * _HALF_A_DIGIT)
        docs, scores = docs[kept], scores[kept]
    return docs, np.round(scores, SCORE_DECIMALS)


def _merged(views: Sequence[View], placed: Sequence[Placed], count: int) -> list[Place]:
    """The best of all segments; keys are asked for only where all else is equal."""
    listed = [
        (-score, -day, part.number, doc)
        for part in placed
        for score, day, doc in zip(
            part.primary.tolist(),
            views[part.number].segment.days.take(part.docs).tolist(),
            part.docs.tolist(),
            strict=True,
        )
    ]
    if len(placed) > 1:
        listed.sort(key=_before_keys)
        listed = [place for place in listed if place[:2] <= listed[min(count, len(listed)) - 1][:2]]
        level = {place for pair in pairwise(listed) if pair[0][:2] == pair[1][:2] for place in pair}
        keys = {place: views[place[2]].segment.keys(np.array([place[3]]))[0] for place in level}
        listed.sort(key=lambda place: (*place[:2], keys.get(place, ())))
    return listed[:count]


def _before_keys(place: Place) -> tuple[float, int]:
    return place[:2]


def _ids(views: Sequence[View], listed: Sequence[Place]) -> list[str]:
    ids = [""] * len(listed)
    for number, places in _by_segment(listed).items():
        docs = np.array([listed[place][3] for place in places], np.int64)
        for place, id_ in zip(places, views[number].segment.ids(docs), strict=True):
            ids[place] = id_
    return ids


def _scores(parts: Sequence[Part], listed: Sequence[Place]) -> list[float]:
    scores = [0.0] * len(listed)
    for number, places in _by_segment(listed).items():
        found = parts[number].scores(np.array([listed[place][3] for place in places], np.int64))
        if found is not None:
            for place, score in zip(places, np.round(found, SCORE_DECIMALS).tolist(), strict=True):
                scores[place] = score
    return scores


def _by_segment(listed: Sequence[Place]) -> dict[int, list[int]]:
    """For each segment that occurs, where its documents stand in the list."""
    places: dict[int, list[int]] = {}
    for place, (_, _, number, _) in enumerate(listed):
        places.setdefault(number, []).append(place)
    return places
