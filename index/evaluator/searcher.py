"""The searcher: searches, similar items and spelling suggestions, answered from a snapshot of an index.

No function of the evaluator loops over documents in Python.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from index import analysis
from index.engine import MAX_SIMILAR_TERMS, MIN_MISSPELT_LENGTH, Hit, Results, Search, Similar, Sort
from index.evaluator import collector, edit_distance, filters, multi_terms
from index.evaluator.date_filters import in_date_range
from index.evaluator.docset import DocSet
from index.evaluator.matching import QueryEvaluation
from index.evaluator.snapshot import SegmentReader, Snapshot
from index.evaluator.terms import FIELD_NAMES, PhraseTerm
from index.fields import TEXT_FIELDS

_MAX_MISSPELLING_EDITS = 2


def search(snapshot: Snapshot, request: Search) -> Results:
    """The results of a search."""
    readers = snapshot.readers
    scorers, notes = QueryEvaluation(snapshot).scorers(request.query)
    results = [
        filters.apply_filters(
            reader, in_date_range(reader, scorer.docset, request.first, request.last), request.filters
        )
        for reader, scorer in zip(readers, scorers, strict=True)
    ]
    matches = [result.docset for result in results]
    return Results(
        total=sum(docset.count for docset in matches),
        hits=collector.collect_hits(readers, scorers, matches, request.sort, request.offset, request.limit),
        facets=filters.facet_counts(snapshot, results, request) if request.facets else {},
        span=_day_span(readers, matches),
        revision=snapshot.revision,
        notes=notes,
    )


def similar(snapshot: Snapshot, request: Similar) -> tuple[Hit, ...]:
    """The items most like an item or a text: the best matches of an Or of its characteristic stems."""
    texts = stored_texts(snapshot, request.id) if request.id else {"body": request.text}
    weights = _stem_weights(texts)
    doc_freqs = {stem: sum(snapshot.stem_doc_freq(f, stem) for f in FIELD_NAMES) for stem in weights}
    stems = _characteristic_stems(weights, snapshot.doc_count, doc_freqs)
    scorers = QueryEvaluation(snapshot).any_of([PhraseTerm((stem,), FIELD_NAMES) for stem in stems])
    matches = [
        _without_source(reader, scorer.docset, request)
        for reader, scorer in zip(snapshot.readers, scorers, strict=True)
    ]
    return collector.collect_hits(snapshot.readers, scorers, matches, Sort.RELEVANCE, 0, request.limit)


def spelling_suggestions(snapshot: Snapshot, words: Iterable[str]) -> dict[str, str]:
    """The nearest word for each word that no item has; of several the most frequent, then the first."""
    nearest = {word: _nearest_word(snapshot, word) for word in words}
    return {word: suggestion for word, suggestion in nearest.items() if suggestion}


def stored_texts(snapshot: Snapshot, id_: str) -> dict[str, str]:
    """The stored text fields of a live item; empty for an unknown id."""
    for reader in snapshot.readers:
        doc = reader.segment.find(id_)
        if doc is not None and reader.live[doc]:
            return reader.segment.texts(doc)
    return {}


def _day_span(readers: Sequence[SegmentReader], matches: Sequence[DocSet]) -> tuple[date, date] | None:
    pairs = zip(readers, matches, strict=True)
    spans = [reader.day_span(docset) for reader, docset in pairs if docset.count]
    if not spans:
        return None
    return date.fromordinal(min(first for first, _ in spans)), date.fromordinal(
        max(last for _, last in spans)
    )


def _stem_weights(texts: Mapping[str, str]) -> dict[str, float]:
    """The number of times each stem occurs in an item's text fields, each multiplied by the field's boost."""
    weights: dict[str, float] = {}
    for field in TEXT_FIELDS:
        for stem in analysis.terms(texts.get(field.name, "")):
            weights[stem] = weights.get(stem, 0.0) + field.boost
    return weights


def _characteristic_stems(
    weights: Mapping[str, float], documents: int, doc_freqs: Mapping[str, int]
) -> list[str]:
    """The stems with the highest tf-idf, best first: weight · log(1 + fields / doc_freq).

    `doc_freqs` are summed over text fields, and `fields` is the number of text fields of all items.
    """
    fields = max(documents * len(TEXT_FIELDS), 1)
    known = {stem: weight for stem, weight in weights.items() if doc_freqs.get(stem, 0)}
    tf_idf = {stem: round(w * math.log(1 + fields / doc_freqs[stem]), 9) for stem, w in known.items()}
    return sorted(tf_idf, key=lambda stem: (-tf_idf[stem], stem))[:MAX_SIMILAR_TERMS]


def _without_source(reader: SegmentReader, docset: DocSet, request: Similar) -> DocSet:
    """The matches without the item asked about, and only from before the date asked for."""
    if request.before is not None:
        docset = in_date_range(reader, docset, None, request.before - timedelta(1))
    doc = reader.segment.find(request.id) if request.id else None
    return docset if doc is None else docset - DocSet(docset.size, docs=np.array([doc]))


def _nearest_word(snapshot: Snapshot, word: str) -> str:
    """The word to suggest for a word; "" if an item has it, or if none is near."""
    folded = analysis.fold(word)
    known = any(snapshot.stem_doc_freq(f, stem) for stem in analysis.terms(word) for f in FIELD_NAMES)
    if known or len(folded) < MIN_MISSPELT_LENGTH:
        return ""
    dicts = multi_terms.terms_dicts(snapshot, FIELD_NAMES)
    terms = edit_distance.near_terms(folded, _MAX_MISSPELLING_EDITS, list(dicts.values()))
    near = dict(zip(dicts, terms, strict=True))
    words = {key: edit_distance.decode_terms(dicts[key], matching.ordinals) for key, matching in near.items()}
    edits = {
        other: distance
        for key, matching in near.items()
        for other, distance in zip(words[key], matching.distances.tolist(), strict=True)
    }
    frequency = multi_terms.doc_freqs(snapshot, {key: each.ordinals for key, each in near.items()}, words)
    return min(frequency, key=lambda other: (edits[other], -frequency[other], other), default="")
