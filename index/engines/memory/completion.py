"""Completions of what is being typed, and better spellings, by trying every value, headline and word."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from index import analysis
from index.documents import IndexDocument
from index.engine import (
    COMPLETED_FACETS,
    COMPLETED_HEADLINES,
    MAX_COMPLETED_VALUES,
    MIN_MISSPELT_LENGTH,
    Suggestion,
)
from index.engines.memory.occurrences import AnalyzedDocument, distance, expand, word_frequencies
from index.fields import TEXT_FIELDS
from index.query.nodes import Prefix

Labels = Callable[[str, str], str]
"""Gives the label of a facet's value."""


def completions(
    newest_first: Sequence[AnalyzedDocument], labels: Labels, text: str, limit: int
) -> tuple[Suggestion, ...]:
    """Facet values, then headlines, as `index.engine` says."""
    typed = analysis.words(text)
    if not typed or limit <= 0:
        return ()
    values = [s for facet in COMPLETED_FACETS for s in _values(newest_first, labels, facet, typed)]
    values.sort(key=lambda s: (-s.count, s.text, s.kind, s.value))
    values = values[: max(limit // 2, 1)]
    return (*values, *_headlines(newest_first, typed, limit - len(values)))


def better_spelling(word: str, corpus: Sequence[AnalyzedDocument]) -> str:
    """The nearest, then most frequent, then alphabetically first word within two edits; "" for none.

    There is none for a word that a document has in any form, and for one that is too short.
    """
    folded = analysis.fold(word)
    stems = set(analysis.terms(word))
    if len(folded) < MIN_MISSPELT_LENGTH or any(stems & set(s) for a in corpus for s in a.stems.values()):
        return ""
    known = word_frequencies(corpus, [field.name for field in TEXT_FIELDS])
    similar = [other for other in known if abs(len(other) - len(folded)) <= 2]
    near = [(distance(folded, other), -known[other], other) for other in similar]
    return min((candidate for candidate in near if candidate[0] <= 2), default=(0, 0, ""))[2]


def _values(
    corpus: Sequence[AnalyzedDocument], labels: Labels, facet: str, typed: list[str]
) -> Iterator[Suggestion]:
    counts: Mapping[str, int] = Counter(v for a in corpus for v in set(_facet(a.document, facet)))
    tried = sorted(counts, key=lambda value: (-counts[value], value))[:MAX_COMPLETED_VALUES]
    for value in tried:
        label = labels(facet, value)
        if _goes_on(analysis.words(label), typed):
            yield Suggestion(facet, value, label, counts[value])


def _facet(document: IndexDocument, facet: str) -> tuple[str, ...]:
    return document.facets.get(facet, ())


def _goes_on(words: list[str], typed: list[str]) -> bool:
    """Whether the words typed stand side by side in a label, the last of them perhaps unfinished."""
    *whole, last = typed
    size = len(whole)
    return any(
        words[i : i + size] == whole and words[i + size].startswith(last) for i in range(len(words) - size)
    )


def _headlines(newest_first: Sequence[AnalyzedDocument], typed: list[str], room: int) -> list[Suggestion]:
    *whole, last = typed
    endings, _ = expand(Prefix(last, "headline"), newest_first)
    fitting = [
        analyzed.document
        for analyzed in newest_first
        if set(whole) <= set(analyzed.words["headline"]) and endings & set(analyzed.words["headline"])
    ]
    newest: dict[tuple[str, ...], Suggestion] = {}
    for document in fitting[: COMPLETED_HEADLINES * room]:
        headline = document.texts["headline"]
        newest.setdefault(tuple(analysis.words(headline)), Suggestion("headline", document.id, headline))
    return list(newest.values())[:room]
