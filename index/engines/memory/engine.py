"""The engine in memory: it answers every request by looking at all documents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from threading import RLock

from archive.vocabularies import SHIPPED, Vocabularies
from index.documents import Change, IndexDocument
from index.engine import (
    SCORE_DECIMALS,
    Filter,
    Hit,
    Results,
    Search,
    Similar,
    Sort,
    Suggestion,
)
from index.engines.memory.completion import better_spelling, completions
from index.engines.memory.occurrences import AnalyzedDocument, analyze
from index.engines.memory.scan import Scan, Scores, between
from index.engines.memory.similarity import similarity_scores
from index.facet_values import FacetValues
from index.fields import FIELDS


class MemoryEngine:
    """Holds analyzed documents in a dict; threads may share it."""

    def __init__(self, vocabularies: Vocabularies = SHIPPED) -> None:
        self._values = FacetValues(vocabularies=vocabularies)
        self._analyzed: dict[str, AnalyzedDocument] = {}
        self._revision = 0
        self._lock = RLock()

    @property
    def revision(self) -> int:
        """The revision given with the last change."""
        return self._revision

    def search(self, request: Search) -> Results:
        """Find items."""
        corpus, revision = self._state()
        scan = Scan(corpus)
        scores = scan.scores(request.query)
        in_period = [
            a.document
            for a in corpus
            if a.document.id in scores and between(a.document.date, request.first, request.last)
        ]
        matching = [d for d in in_period if _passes(d, request.filters)]
        hits = _ordered(matching, scores, request.sort)[max(request.offset, 0) :][: max(request.limit, 0)]
        return Results(
            total=len(matching),
            hits=tuple(hits),
            facets={facet: _counts(in_period, request, facet) for facet in request.facets},
            span=(min(d.date for d in matching), max(d.date for d in matching)) if matching else None,
            revision=revision,
            notes=tuple(dict.fromkeys(scan.notes)),
        )

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """The items most like one item or text."""
        corpus, _ = self._state()
        scores = similarity_scores(corpus, request)
        others = [a.document for a in corpus if a.document.id in scores and a.document.id != request.id]
        earlier = [d for d in others if request.before is None or d.date < request.before]
        return tuple(_ordered(earlier, scores, Sort.RELEVANCE)[: max(request.limit, 0)])

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed."""
        corpus, _ = self._state()
        newest_first = sorted(corpus, key=lambda analyzed: _newest_first(analyzed.document))
        return completions(newest_first, self._values.label, text, limit)

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """Better spellings of words that no item has."""
        corpus, _ = self._state()
        return {word: better for word in words if (better := better_spelling(word, corpus))}

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each item's id and fingerprint."""
        corpus, _ = self._state()
        return iter([(a.document.id, a.document.fingerprint) for a in corpus])

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Apply all changes, or none if reading them fails."""
        with self._lock:
            analyzed = dict(self._analyzed)
            for change in changes:
                analyzed.pop(change.id, None)
                if change.document is not None:
                    analyzed[change.id] = analyze(change.document)
            self._analyzed, self._revision = analyzed, revision

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything; of two documents with one id the first counts."""
        first = {document.id: document for document in reversed(list(documents))}
        analyzed = {id_: analyze(document) for id_, document in first.items()}
        with self._lock:
            self._analyzed, self._revision = analyzed, revision

    def verify(self) -> None:
        """Nothing is stored, so that nothing can be damaged."""

    def close(self) -> None:
        """Nothing to release."""

    def _state(self) -> tuple[list[AnalyzedDocument], int]:
        """All documents, and the revision that they are of."""
        with self._lock:
            return list(self._analyzed.values()), self._revision


def _passes(document: IndexDocument, filters: Iterable[Filter], ignored_facet: str = "") -> bool:
    """Whether a document passes the filters; included values of the facet `ignored_facet` are ignored."""
    included: dict[str, list[bool]] = {}
    for filter_ in filters:
        carries = filter_.value in document.facets.get(filter_.facet, ())
        if filter_.exclude and carries:
            return False
        if not filter_.exclude and filter_.facet != ignored_facet:
            included.setdefault(filter_.facet, []).append(carries)
    return all(any(alternatives) for alternatives in included.values())


def _counts(documents: list[IndexDocument], request: Search, facet: str) -> dict[str, int]:
    """The number of documents that carry each value of a facet, capped as the request says."""
    passing = [d for d in documents if _passes(d, request.filters, facet)]
    counts = Counter(value for d in passing for value in set(d.facets.get(facet, ())))
    if request.max_values is None or any(field.hierarchical for field in FIELDS if field.name == facet):
        return dict(counts)
    kept = sorted(counts, key=lambda value: (-counts[value], value))[: max(request.max_values, 0)]
    kept += [filter_.value for filter_ in request.filters if filter_.facet == facet]
    return {value: counts[value] for value in kept if counts[value]}


def _newest_first(document: IndexDocument) -> tuple[int, str, int, str]:
    return (-document.date.toordinal(), document.issue, document.position, document.id)


def _ordered(documents: Iterable[IndexDocument], scores: Scores, sort: Sort) -> list[Hit]:
    def key(document: IndexDocument) -> tuple[float, tuple[int, str, int, str]]:
        if sort is Sort.RELEVANCE:
            return -round(scores[document.id], SCORE_DECIMALS), _newest_first(document)
        return document.date.toordinal() if sort is Sort.OLDEST else 0, _newest_first(document)

    return [Hit(d.id, round(scores[d.id], SCORE_DECIMALS)) for d in sorted(documents, key=key)]
