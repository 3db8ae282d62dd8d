"""The searcher: searches and spelling suggestions, answered from a snapshot of an index.

No function of the evaluator loops over documents in Python.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from index import analysis
from index.engine import MIN_MISSPELT_LENGTH, Results, Search
from index.evaluator import collector, edit_distance, filters, multi_terms
from index.evaluator.date_filters import in_date_range
from index.evaluator.docset import DocSet
from index.evaluator.matching import QueryEvaluation
from index.evaluator.snapshot import SegmentReader, Snapshot
from index.evaluator.terms import FIELD_NAMES

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


def spelling_suggestions(snapshot: Snapshot, words: Iterable[str]) -> dict[str, str]:
    """The nearest word for each word that no item has; of several the most frequent, then the first."""
    nearest = {word: _nearest_word(snapshot, word) for word in words}
    return {word: suggestion for word, suggestion in nearest.items() if suggestion}


def stored_texts(snapshot: Snapshot, id_: str) -> dict[str, str]:
    """The stored text fields of a live item; empty for an unknown id."""
    found = snapshot.find(id_)
    return found[0].segment.texts(found[1]) if found else {}


def _day_span(readers: Sequence[SegmentReader], matches: Sequence[DocSet]) -> tuple[date, date] | None:
    pairs = zip(readers, matches, strict=True)
    spans = [reader.day_span(docset) for reader, docset in pairs if docset.count]
    if not spans:
        return None
    return date.fromordinal(min(first for first, _ in spans)), date.fromordinal(
        max(last for _, last in spans)
    )


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
