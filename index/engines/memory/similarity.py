"""Similarity to an item or a text, as `index.engine` defines it, by looking at each document.

Like the formulas of `index.engines.memory.scan`, this one is implemented a second time.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from index import analysis
from index.documents import IndexDocument
from index.engine import MAX_SIMILAR_TERMS, SIMILARITY_WEIGHTS, Similar
from index.engines.memory.occurrences import AnalyzedDocument
from index.engines.memory.scan import Scan, Scores
from index.fields import TEXT_FIELDS


def similarity_scores(corpus: Sequence[AnalyzedDocument], request: Similar) -> Scores:
    """The score of each document that has anything in common with the item or text asked for."""
    source = _source(corpus, request)
    if source is None:
        return {}
    scan = Scan(corpus)
    common = scan.disjunction([*_word_scores(scan, source), *_value_scores(scan, source)])
    day = source.date if request.id else request.before
    nearness = _nearness_scores(scan, day, request.before or date.max) if day else {}
    return {id_: score + nearness.get(id_, 0.0) for id_, score in common.items()}


def _source(corpus: Sequence[AnalyzedDocument], request: Similar) -> IndexDocument | None:
    """The item or the text asked for; None where there is no such item."""
    if not request.id:
        return IndexDocument("", "", date.min, 1, {"body": request.text}, request.facets)
    return next((a.document for a in corpus if a.document.id == request.id), None)


def _word_scores(scan: Scan, source: IndexDocument) -> Iterator[Scores]:
    for stem in _characteristic_stems(source, scan.corpus):
        yield scan.bm25f({a.document.id: {f: s.count(stem) for f, s in a.stems.items()} for a in scan.corpus})


def _value_scores(scan: Scan, source: IndexDocument) -> Iterator[Scores]:
    for facet, weight in SIMILARITY_WEIGHTS.facets.items():
        for value in sorted(set(source.facets.get(facet, ()))):
            carrying = [a.document.id for a in scan.corpus if value in a.document.facets.get(facet, ())]
            yield dict.fromkeys(carrying, weight * scan.idf(len(carrying)))


def _nearness_scores(scan: Scan, day: date, before: date) -> Scores:
    """The scores of the items of other days that are wanted."""
    dates = {a.document.id: a.document.date for a in scan.corpus}
    days = {id_: abs((other - day).days) for id_, other in dates.items() if other != day and other < before}
    as_near = {distance: sum(other <= distance for other in days.values()) for distance in days.values()}
    return {id_: SIMILARITY_WEIGHTS.nearness * scan.idf(as_near[distance]) for id_, distance in days.items()}


def _characteristic_stems(source: IndexDocument, corpus: Sequence[AnalyzedDocument]) -> list[str]:
    """The heaviest stems, heaviest first."""
    frequencies = Counter(stem for a in corpus for stems in a.stems.values() for stem in set(stems))
    weights: dict[str, float] = {}
    for field in TEXT_FIELDS:
        for stem in analysis.terms(source.texts.get(field.name, "")):
            weights[stem] = weights.get(stem, 0.0) + field.boost
    fields = len(corpus) * len(TEXT_FIELDS)
    rated = {
        stem: round(weight * math.log(1 + fields / frequencies[stem]), 9)
        for stem, weight in weights.items()
        if frequencies[stem]
    }
    return sorted(rated, key=lambda stem: (-rated[stem], stem))[:MAX_SIMILAR_TERMS]
