"""The source of a search for similar items: the texts, facet values and date of an item or of a text."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from index import analysis
from index.engine import MAX_SIMILAR_TERMS, Similar
from index.evaluator.snapshot import SegmentReader, Snapshot
from index.evaluator.terms import FIELD_NAMES
from index.fields import TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Source:
    """What items are to be like; `day` is a Gregorian ordinal, None where the date is unknown."""

    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    day: int | None


def source_of(snapshot: Snapshot, request: Similar, facets: Mapping[str, float]) -> Source:
    """The source that a request names, with its values of `facets`; an empty one for an unknown id."""
    if not request.id:
        day = request.before.toordinal() if request.before else None
        values = {facet: tuple(sorted(set(request.facets.get(facet, ())))) for facet in facets}
        return Source({"body": request.text}, values, day)
    found = snapshot.find(request.id)
    return _stored_source(*found, facets) if found else Source({}, {}, None)


def _stored_source(reader: SegmentReader, doc: int, facets: Mapping[str, float]) -> Source:
    segment = reader.segment
    values = {facet: segment.facet(facet).values_of(doc) for facet in facets}
    return Source(segment.texts(doc), values, int(segment.days[doc]))


def characteristic_stems(source: Source, snapshot: Snapshot) -> list[str]:
    """The stems with the highest tf-idf, best first: weight · log(1 + fields / doc_freq).

    `doc_freq` is summed over text fields, and `fields` is the number of text fields of all items.
    """
    weights = _stem_weights(source.texts)
    fields = max(snapshot.doc_count * len(TEXT_FIELDS), 1)
    doc_freqs = {stem: sum(snapshot.stem_doc_freq(f, stem) for f in FIELD_NAMES) for stem in weights}
    tf_idf = {
        stem: round(weight * math.log(1 + fields / doc_freqs[stem]), 9)
        for stem, weight in weights.items()
        if doc_freqs[stem]
    }
    return sorted(tf_idf, key=lambda stem: (-tf_idf[stem], stem))[:MAX_SIMILAR_TERMS]


def _stem_weights(texts: Mapping[str, str]) -> dict[str, float]:
    """The number of times each stem occurs in an item's text fields, each multiplied by the field's boost."""
    weights: dict[str, float] = {}
    for field in TEXT_FIELDS:
        for stem in analysis.terms(texts.get(field.name, "")):
            weights[stem] = weights.get(stem, 0.0) + field.boost
    return weights
