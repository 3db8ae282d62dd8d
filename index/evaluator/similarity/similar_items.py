"""Similar items: the best matches of an Or of what characterises an item or a text (`index.engine`)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from index import scoring
from index.engine import SIMILARITY_WEIGHTS, Hit, Similar, SimilarityWeights, Sort
from index.evaluator import collector
from index.evaluator.date_filters import in_date_range
from index.evaluator.docset import DocSet
from index.evaluator.matching import QueryEvaluation
from index.evaluator.scorers import BooleanScorer, Scorer, disjunction_scorer
from index.evaluator.similarity.scorers import NearnessScorer, ValueScorer, nearness_by_day
from index.evaluator.similarity.source import Source, characteristic_stems, source_of
from index.evaluator.snapshot import SegmentReader, Snapshot
from index.evaluator.terms import FIELD_NAMES, PhraseTerm


def similar(
    snapshot: Snapshot, request: Similar, weights: SimilarityWeights = SIMILARITY_WEIGHTS
) -> tuple[Hit, ...]:
    """The items most like an item or a text, best first."""
    source = source_of(snapshot, request, weights.facets)
    stems = characteristic_stems(source, snapshot)
    terms = [PhraseTerm((stem,), FIELD_NAMES) for stem in stems]
    words = QueryEvaluation(snapshot).term_scorers(terms)
    values = list(_value_scorers(snapshot, source, weights))
    near = _nearness_scorers(snapshot, source, request, weights.nearness)
    scorers = [
        _scorer(
            [*words[segment_ord], *(value[segment_ord] for value in values)],
            near[segment_ord],
            reader.segment.size,
        )
        for segment_ord, reader in enumerate(snapshot.readers)
    ]
    matches = [
        _wanted(reader, scorer.docset, request)
        for reader, scorer in zip(snapshot.readers, scorers, strict=True)
    ]
    return collector.collect_hits(snapshot.readers, scorers, matches, Sort.RELEVANCE, 0, request.limit)


def _value_scorers(
    snapshot: Snapshot, source: Source, weights: SimilarityWeights
) -> Iterator[list[ValueScorer]]:
    """For each value of the source, by facet and then ascending, its scorer in each segment."""
    for facet, weight in weights.facets.items():
        for value in source.facets.get(facet, ()) if weight > 0 else ():
            docsets = [
                reader.keep_live(reader.segment.facet(facet).docset_of(value)) for reader in snapshot.readers
            ]
            idf = scoring.idf(snapshot.doc_count, sum(docset.count for docset in docsets))
            yield [ValueScorer(docset, weight * idf) for docset in docsets]


def _nearness_scorers(
    snapshot: Snapshot, source: Source, request: Similar, weight: float
) -> list[NearnessScorer] | list[None]:
    """The scorer of nearness in each segment; None where it scores nothing."""
    if source.day is None or not weight or not snapshot.doc_count:
        return [None] * len(snapshot.readers)
    last = request.before.toordinal() - 1 if request.before else date.max.toordinal()
    first, by_day = nearness_by_day(snapshot, source.day, last, weight)
    return [
        NearnessScorer(reader.live_docs, reader.segment.days, first, by_day) for reader in snapshot.readers
    ]


def _scorer(clauses: Sequence[Scorer], near: NearnessScorer | None, size: int) -> Scorer:
    """The scorer of a segment: nearness ranks what the other clauses match, and matches nothing itself."""
    matching = disjunction_scorer(clauses, size)
    if near is None or not clauses:
        return matching
    return BooleanScorer(matching.docset, [*clauses, near], is_conjunction=False)


def _wanted(reader: SegmentReader, docset: DocSet, request: Similar) -> DocSet:
    """The matches without the item asked about, and only from before the date asked for."""
    if request.before is not None:
        docset = in_date_range(reader, docset, None, request.before - timedelta(1))
    doc = reader.segment.find(request.id) if request.id else None
    return docset if doc is None else docset - DocSet(docset.size, docs=np.array([doc]))
