"""The evaluator: a search or a request for similar items against a snapshot of segments, by array operations.

Nothing here loops over documents. Sums run in the order that `index.scoring` asks for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index import analysis, counting, expand, leaves, scoring, suggesting
from index.engine import Hit, Results, Search, Similar, Sort
from index.fields import TEXT_FIELDS
from index.leaves import Scored, Stems
from index.postings import Ints, Mask, Snapshot, View
from index.scoring import Floats
from index.tree import And, Dates, Everything, Leaf, Node, Not, Nothing, Or, Value

FIELD_NAMES = tuple(f.name for f in TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Matched:
    """Which documents of a segment a node matches, and their scores (0 elsewhere); None stands for all 0."""

    mask: Mask
    scores: Floats | None = None


def search(snapshot: Snapshot, request: Search) -> Results:
    """Answer a search exactly."""
    evaluation = _Evaluation(snapshot, {})
    matched = [evaluation.node(request.query, i) for i in range(len(snapshot.views))]
    passed = [
        counting.filtered(view, part.mask & _dated(view, request.first, request.last), request.filters)
        for view, part in zip(snapshot.views, matched, strict=True)
    ]
    found = [part.passing() for part in passed]
    return Results(
        total=sum(map(len, found)),
        hits=_hits(snapshot, found, matched, request.sort, request.offset, request.limit),
        facets={facet: counting.count(snapshot.views, passed, facet) for facet in request.facets},
        span=_span(snapshot.views, found),
        revision=snapshot.revision,
        notes=tuple(dict.fromkeys(evaluation.notes)),
    )


def similar(snapshot: Snapshot, request: Similar) -> tuple[Hit, ...]:
    """The items that share the most telling stems of an item or a text, scored as an Or of them."""
    given = texts(snapshot, request.id) if request.id else {"body": request.text}
    weights = suggesting.stem_weights(given)
    frequencies = {stem: sum(snapshot.stem_frequency(f, stem) for f in FIELD_NAMES) for stem in weights}
    stems = suggesting.telling(weights, snapshot.documents, frequencies)
    scored = [leaves.score(Stems((stem,), TEXT_FIELDS), snapshot) for stem in stems]
    matched = [
        _either([_dense(view, part[i]) for part in scored], view) for i, view in enumerate(snapshot.views)
    ]
    found = [
        np.flatnonzero(part.mask & _others(view, request))
        for view, part in zip(snapshot.views, matched, strict=True)
    ]
    return _hits(snapshot, found, matched, Sort.RELEVANCE, 0, request.limit)


def texts(snapshot: Snapshot, id_: str) -> dict[str, str]:
    """The text fields of a live item; none for an id that is not there."""
    for view in snapshot.views:
        doc = view.segment.find(id_)
        if doc is not None and view.live[doc]:
            return view.segment.texts(doc)
    return {}


def corrections(snapshot: Snapshot, words: Iterable[str]) -> dict[str, str]:
    """For each word that no item has the nearest, then most frequent, then alphabetically first word."""
    found = {word: _nearest(snapshot, word) for word in words}
    return {word: better for word, better in found.items() if better}


class _Evaluation:
    """One query on its way through the segments; each leaf is worked out once, for all of them."""

    def __init__(self, snapshot: Snapshot, known: dict[Leaf, list[Scored]]) -> None:
        self._snapshot = snapshot
        self._known = known
        self.notes: list[str] = []

    def node(self, node: Node, number: int) -> Matched:
        """What a node matches in one segment."""
        view = self._snapshot.views[number]
        match node:
            case Everything():
                return Matched(view.live)
            case Nothing():
                return Matched(np.zeros(view.segment.size, np.bool_))
            case Value(facet, value):
                mask = np.zeros(view.segment.size, np.bool_)
                mask[view.segment.facet(facet).carriers(value)] = True
                return Matched(mask & view.live)
            case Dates(first, last):
                return Matched(_dated(view, first, last) & view.live)
            case Not(child):
                return Matched(~self.node(child, number).mask & view.live)
            case And(children):
                return _all_of((self.node(child, number) for child in children), view)
            case Or(children):
                return _either((self.node(child, number) for child in children), view)
        return _dense(view, self._leaf(node)[number])

    def _leaf(self, leaf: Leaf) -> list[Scored]:
        if leaf not in self._known:
            term, note = leaves.resolve(leaf, self._snapshot)
            self._known[leaf] = leaves.score(term, self._snapshot)
            self.notes += [note] if note else []
        return self._known[leaf]


def _all_of(parts: Iterable[Matched], view: View) -> Matched:
    mask, scores = view.live, None
    for part in parts:
        mask = mask & part.mask
        scores = _sum(scores, part.scores)
    return Matched(mask, None if scores is None else np.where(mask, scores, 0.0))


def _either(parts: Iterable[Matched], view: View) -> Matched:
    mask, scores = np.zeros(view.segment.size, np.bool_), None
    for part in parts:
        mask = mask | part.mask
        scores = _sum(scores, part.scores)
    return Matched(mask, scores)


def _sum(total: Floats | None, more: Floats | None) -> Floats | None:
    if total is None or more is None:
        return more if total is None else total
    return total + more


def _dense(view: View, scored: Scored) -> Matched:
    mask, scores = np.zeros(view.segment.size, np.bool_), np.zeros(view.segment.size)
    mask[scored.docs] = True
    scores[scored.docs] = scored.scores
    return Matched(mask, scores)


def _dated(view: View, first: date | None, last: date | None) -> Mask:
    days = view.segment.days
    after = days >= (first or date.min).toordinal()
    return after & (days <= (last or date.max).toordinal())


def _hits(
    snapshot: Snapshot, found: list[Ints], matched: list[Matched], sort: Sort, offset: int, limit: int
) -> tuple[Hit, ...]:
    offset, limit = max(offset, 0), max(limit, 0)
    if not limit or not any(map(len, found)):
        return ()
    scores = np.concatenate([_rounded(part, docs) for part, docs in zip(matched, found, strict=True)])
    newest = np.concatenate([view.newest[docs] for view, docs in zip(snapshot.views, found, strict=True)])
    days = np.concatenate([view.segment.days[docs] for view, docs in zip(snapshot.views, found, strict=True)])
    primary = {Sort.RELEVANCE: scores, Sort.NEWEST: np.zeros(len(days)), Sort.OLDEST: -days}[sort]
    chosen = counting.best(primary, newest, min(offset + limit, len(days)))[offset:]
    ids = _ids(snapshot, found, chosen)
    return tuple(Hit(id_, score) for id_, score in zip(ids, scores[chosen].tolist(), strict=True))


def _rounded(matched: Matched, docs: Ints) -> Floats:
    return np.zeros(len(docs)) if matched.scores is None else np.round(matched.scores[docs], scoring.DECIMALS)


def _ids(snapshot: Snapshot, found: list[Ints], chosen: Ints) -> list[str]:
    """The ids of places in the found documents of all segments, one after another."""
    ends = np.cumsum([len(docs) for docs in found])
    ids = np.empty(len(chosen), object)
    for view, docs, end in zip(snapshot.views, found, ends.tolist(), strict=True):
        own = (chosen < end) & (chosen >= end - len(docs))
        ids[own] = view.segment.ids(docs[chosen[own] - (end - len(docs))])
    return list(ids)


def _span(views: Sequence[View], found: Sequence[Ints]) -> tuple[date, date] | None:
    days = [view.segment.days[docs] for view, docs in zip(views, found, strict=True) if len(docs)]
    if not days:
        return None
    first, last = min(int(part.min()) for part in days), max(int(part.max()) for part in days)
    return date.fromordinal(first), date.fromordinal(last)


def _others(view: View, request: Similar) -> Mask:
    """The live documents other than the one asked about, from before the date asked for."""
    mask = view.live.copy()
    if request.before is not None:
        mask &= view.segment.days < request.before.toordinal()
    doc = view.segment.find(request.id) if request.id else None
    if doc is not None:
        mask[doc] = False
    return mask


def _nearest(snapshot: Snapshot, word: str) -> str:
    folded = analysis.fold(word)
    known = any(snapshot.stem_frequency(f, stem) for stem in analysis.terms(word) for f in FIELD_NAMES)
    if known or len(folded) < suggesting.SHORTEST:
        return ""
    edits: dict[str, int] = {}
    for view in snapshot.views:
        for name in FIELD_NAMES:
            edits |= expand.near(folded, 2, view.segment.vocabulary(name))
    frequency = expand.frequencies(edits, snapshot, FIELD_NAMES)
    return min(frequency, key=lambda other: (edits[other], -frequency[other], other), default="")
