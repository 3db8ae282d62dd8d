"""The evaluator: a search or a request for similar items against a snapshot of segments, by array operations.

Nothing here loops over documents.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from index.engine import Hit, Results, Search, Similar, Sort
from index.evaluator import collector, filters, suggestions
from index.evaluator.docset import Chosen
from index.evaluator.matching import Evaluation, dated
from index.evaluator.segments import Snapshot, View
from index.evaluator.spelling import corrections
from index.evaluator.terms import FIELD_NAMES, Stems

__all__ = ["corrections", "search", "similar", "texts"]


def search(snapshot: Snapshot, request: Search) -> Results:
    """Answer a search exactly."""
    views = snapshot.views
    parts, notes = Evaluation(snapshot).parts(request.query)
    passed = [
        filters.filtered(view, dated(view, part.chosen, request.first, request.last), request.filters)
        for view, part in zip(views, parts, strict=True)
    ]
    found = [part.passing for part in passed]
    return Results(
        total=sum(chosen.count for chosen in found),
        hits=collector.hits(views, parts, found, request.sort, request.offset, request.limit),
        facets=filters.counts(snapshot, passed, request) if request.facets else {},
        span=_span(views, found),
        revision=snapshot.revision,
        notes=notes,
    )


def similar(snapshot: Snapshot, request: Similar) -> tuple[Hit, ...]:
    """The items that share the most telling stems of an item or a text, scored as an Or of them."""
    given = texts(snapshot, request.id) if request.id else {"body": request.text}
    weights = suggestions.stem_weights(given)
    frequencies = {stem: sum(snapshot.stem_frequency(f, stem) for f in FIELD_NAMES) for stem in weights}
    stems = suggestions.telling(weights, snapshot.documents, frequencies)
    evaluation = Evaluation(snapshot)
    parts = evaluation.any_of([Stems((stem,), FIELD_NAMES) for stem in stems])
    found = [_others(view, part.chosen, request) for view, part in zip(snapshot.views, parts, strict=True)]
    return collector.hits(snapshot.views, parts, found, Sort.RELEVANCE, 0, request.limit)


def texts(snapshot: Snapshot, id_: str) -> dict[str, str]:
    """The text fields of a live item; none for an id that is not there."""
    for view in snapshot.views:
        doc = view.segment.find(id_)
        if doc is not None and view.live[doc]:
            return view.segment.texts(doc)
    return {}


def _span(views: Sequence[View], found: Sequence[Chosen]) -> tuple[date, date] | None:
    ends = [view.ends(chosen) for view, chosen in zip(views, found, strict=True) if chosen.count]
    if not ends:
        return None
    return date.fromordinal(min(first for first, _ in ends)), date.fromordinal(max(last for _, last in ends))


def _others(view: View, chosen: Chosen, request: Similar) -> Chosen:
    """Those of some documents that are not the one asked about, and from before the date asked for."""
    if request.before is not None:
        chosen = dated(view, chosen, None, request.before - timedelta(1))
    doc = view.segment.find(request.id) if request.id else None
    return chosen if doc is None else chosen - Chosen(chosen.size, docs=np.array([doc]))
