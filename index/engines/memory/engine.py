"""The engine in memory: the plainest scan over all documents, the oracle that other engines are held to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from threading import RLock

from index import analysis, scoring
from index.documents import Change, IndexDocument, event_days
from index.engine import (
    K1,
    MAX_EXPANSIONS,
    MIN_MISSPELT_LENGTH,
    SCORE_DECIMALS,
    Filter,
    Hit,
    Results,
    Search,
    Similar,
    Sort,
    Suggestion,
    expansion_note,
)
from index.engines.memory.terms import Scanned, distance, expand, fields_of, frequencies, occurrences, scan
from index.evaluator import suggestions
from index.fields import FIELDS, TEXT_FIELDS
from index.query.nodes import (
    And,
    Dates,
    Events,
    Everything,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Nothing,
    Or,
    Prefix,
    Value,
    Wildcard,
)

Counts = Mapping[str, int]
Scores = dict[str, float]


class MemoryEngine:
    """Holds documents in a dict and looks at every one of them for every question."""

    def __init__(self) -> None:
        self._scanned: dict[str, Scanned] = {}
        self._revision = 0
        self._lock = RLock()

    @property
    def revision(self) -> int:
        """The revision given with the last change."""
        return self._revision

    def search(self, request: Search) -> Results:
        """Find items by looking at all of them."""
        with self._lock:
            pass_ = _Pass(list(self._scanned.values()))
            scores = pass_.matching(request.query)
            chosen = [s for s in pass_.corpus if s.document.id in scores and _in_view(s.document, request)]
            found = [s.document for s in chosen if _passes(s.document, request.filters, "")]
            hits = _ordered(found, scores, request.sort)[max(request.offset, 0) :][: max(request.limit, 0)]
            return Results(
                total=len(found),
                hits=tuple(hits),
                facets={
                    facet: _counts([s.document for s in chosen], request, facet) for facet in request.facets
                },
                span=(min(d.date for d in found), max(d.date for d in found)) if found else None,
                revision=self._revision,
                notes=tuple(dict.fromkeys(pass_.notes)),
            )

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """Items that share the most telling words."""
        with self._lock:
            weights = self._weights(request)
            corpus = list(self._scanned.values())
            totals: Scores = {}
            pass_ = _Pass(corpus)
            for stem in suggestions.telling(weights, len(corpus), self._stem_frequencies()):
                counts = {
                    s.document.id: {f.name: s.stems[f.name].count(stem) for f in TEXT_FIELDS} for s in corpus
                }
                for id_, score in pass_.scored(counts).items():
                    totals[id_] = totals.get(id_, 0.0) + score
            fitting = [s.document for s in corpus if _is_similar(s.document, request, totals)]
            return tuple(_ordered(fitting, totals, Sort.RELEVANCE)[: max(request.limit, 0)])

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions from headlines and facet labels."""
        return suggestions.complete(self.search, self._headlines, text, limit)

    def corrections(self, words: Iterable[str]) -> Mapping[str, str]:
        """The nearest, then most frequent word for each that no item has."""
        with self._lock:
            known = frequencies(self._scanned.values(), [f.name for f in TEXT_FIELDS])
            stems = self._stem_frequencies()
            found = {word: _nearest(word, known, stems) for word in words}
            return {word: better for word, better in found.items() if better}

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each item's id and fingerprint."""
        with self._lock:
            return iter([(id_, s.document.fingerprint) for id_, s in self._scanned.items()])

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Take all changes, or none where one of them cannot be read."""
        with self._lock:
            scanned = dict(self._scanned)
            for change in changes:
                scanned.pop(change.id, None)
                if change.document is not None:
                    scanned[change.id] = scan(change.document)
            self._scanned, self._revision = scanned, revision

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything; of two documents with one id the first counts."""
        first = {document.id: document for document in reversed(list(documents))}
        scanned = {id_: scan(document) for id_, document in first.items()}
        with self._lock:
            self._scanned, self._revision = scanned, revision

    def verify(self) -> None:
        """Nothing is stored, so that nothing can be damaged."""

    def close(self) -> None:
        """Nothing to release."""

    def _headlines(self, ids: Iterable[str]) -> list[str]:
        return [self._scanned[id_].document.texts.get("headline", "") for id_ in ids]

    def _stem_frequencies(self) -> Counter[str]:
        return Counter(
            stem for s in self._scanned.values() for stems in s.stems.values() for stem in set(stems)
        )

    def _weights(self, request: Similar) -> dict[str, float]:
        if not request.id:
            return suggestions.stem_weights({"body": request.text})
        scanned = self._scanned.get(request.id)
        return suggestions.stem_weights(scanned.document.texts) if scanned else {}


class _Pass:
    """One question put to one state of the corpus."""

    def __init__(self, corpus: list[Scanned]) -> None:
        self.corpus = corpus
        self.notes: list[str] = []
        lengths = {f.name: sum(len(s.stems[f.name]) for s in corpus) for f in TEXT_FIELDS}
        self.averages = {name: total / len(corpus) for name, total in lengths.items()} if corpus else {}

    def matching(self, node: Node) -> Scores:
        """The score of each item that matches."""
        match node:
            case Everything():
                return dict.fromkeys((s.document.id for s in self.corpus), 0.0)
            case Nothing():
                return {}
            case Value(facet, value):
                return {s.document.id: 0.0 for s in self.corpus if value in s.document.facets.get(facet, ())}
            case Dates(first, last):
                return {s.document.id: 0.0 for s in self.corpus if _between(s.document.date, first, last)}
            case Events(first, last, field):
                return {
                    s.document.id: 0.0
                    for s in self.corpus
                    if any(_overlaps(v, first, last) for v in s.document.facets.get(field, ()))
                }
            case Not(child):
                hit = self.matching(child)
                return {s.document.id: 0.0 for s in self.corpus if s.document.id not in hit}
            case And(children):
                parts = [self.matching(child) for child in children]
                ids = [s.document.id for s in self.corpus if all(s.document.id in part for part in parts)]
                return {id_: _total(part[id_] for part in parts) for id_ in ids}
            case Or(children):
                parts = [self.matching(child) for child in children]
                ids = [s.document.id for s in self.corpus if any(s.document.id in part for part in parts)]
                return {id_: _total(part[id_] for part in parts if id_ in part) for id_ in ids}
        return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> Scores:
        expansion, fitting = expand(leaf, self.corpus)
        if isinstance(leaf, Prefix | Wildcard | Fuzzy) and fitting > MAX_EXPANSIONS:
            self.notes.append(expansion_note(leaf, fitting))
        names = fields_of(leaf)
        return self.scored(
            {
                s.document.id: {name: occurrences(leaf, s, name, expansion) for name in names}
                for s in self.corpus
            }
        )

    def scored(self, counts: Mapping[str, Counts]) -> Scores:
        """BM25F of a pseudo-term from its frequency in each field of each item."""
        containing = [id_ for id_, by_field in counts.items() if any(by_field.values())]
        weight = scoring.idf(len(self.corpus), len(containing))
        lengths = {s.document.id: {name: len(stems) for name, stems in s.stems.items()} for s in self.corpus}
        scores: Scores = {}
        for id_ in containing:
            combined = 0.0
            for field in TEXT_FIELDS:
                if tf := counts[id_].get(field.name, 0):
                    norm = (1 - field.b) + field.b * lengths[id_][field.name] / self.averages[field.name]
                    combined += field.boost * tf / norm
            scores[id_] = combined / (K1 + combined) * weight
        return scores


def _total(scores: Iterable[float]) -> float:
    total = 0.0
    for score in scores:
        total += score
    return total


def _between(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _overlaps(event: str, first: date | None, last: date | None) -> bool:
    begins, ends = event_days(event)
    in_order = first is None or last is None or first <= last
    return in_order and (first is None or first <= ends) and (last is None or begins <= last)


def _in_view(document: IndexDocument, request: Search) -> bool:
    return _between(document.date, request.first, request.last)


def _passes(document: IndexDocument, filters: Iterable[Filter], ignored: str) -> bool:
    """Whether a document passes the filters, the included values of the facet `ignored` left aside."""
    wanted: dict[str, list[bool]] = {}
    for filter_ in filters:
        carries = filter_.value in document.facets.get(filter_.facet, ())
        if filter_.exclude and carries:
            return False
        if not filter_.exclude and filter_.facet != ignored:
            wanted.setdefault(filter_.facet, []).append(carries)
    return all(any(alternatives) for alternatives in wanted.values())


def _counts(documents: list[IndexDocument], request: Search, facet: str) -> Counts:
    passing = [d for d in documents if _passes(d, request.filters, facet)]
    counts = Counter(value for d in passing for value in set(d.facets.get(facet, ())))
    if request.most_values is None or any(field.hierarchical for field in FIELDS if field.name == facet):
        return dict(counts)
    kept = sorted(counts, key=lambda value: (-counts[value], value))[: max(request.most_values, 0)]
    kept += [filter_.value for filter_ in request.filters if filter_.facet == facet]
    return {value: counts[value] for value in kept if counts[value]}


def _ordered(documents: Iterable[IndexDocument], scores: Scores, sort: Sort) -> list[Hit]:
    def newest(d: IndexDocument) -> tuple[int, str, int, str]:
        return (-d.date.toordinal(), d.issue, d.position, d.id)

    def key(d: IndexDocument) -> tuple[float, tuple[int, str, int, str]]:
        if sort is Sort.RELEVANCE:
            return (-round(scores[d.id], SCORE_DECIMALS), newest(d))
        return (d.date.toordinal() if sort is Sort.OLDEST else 0, newest(d))

    return [Hit(d.id, round(scores[d.id], SCORE_DECIMALS)) for d in sorted(documents, key=key)]


def _is_similar(document: IndexDocument, request: Similar, scores: Scores) -> bool:
    earlier = request.before is None or document.date < request.before
    return document.id in scores and document.id != request.id and earlier


def _nearest(word: str, known: Mapping[str, int], stems: Mapping[str, int]) -> str:
    folded = analysis.fold(word)
    if len(folded) < MIN_MISSPELT_LENGTH or any(stem in stems for stem in analysis.terms(word)):
        return ""
    near = [
        (distance(folded, other), -known[other], other)
        for other in known
        if abs(len(other) - len(folded)) <= 2
    ]
    return min((found for found in near if found[0] <= 2), default=(0, 0, ""))[2]
