"""Analyzed documents, and how often a leaf of a query occurs in one of their fields."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index import analysis
from index.documents import IndexDocument
from index.engine import MAX_EXPANSIONS
from index.fields import TEXT_FIELDS
from index.query.nodes import Fuzzy, Leaf, Phrase, Prefix, Term, Wildcard


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    """A document with the stems and the folded words of each text field, in order."""

    document: IndexDocument
    stems: dict[str, list[str]]
    words: dict[str, list[str]]


def analyze(document: IndexDocument) -> AnalyzedDocument:
    """Analyze a document's text fields."""
    texts = {f.name: document.texts.get(f.name, "") for f in TEXT_FIELDS}
    stems = {name: [token.term for token in analysis.tokens(text)] for name, text in texts.items()}
    words = {name: [token.word for token in analysis.tokens(text)] for name, text in texts.items()}
    return AnalyzedDocument(document, stems, words)


def fields_of(leaf: Leaf) -> list[str]:
    """The names of the text fields that a leaf looks in."""
    return [f.name for f in TEXT_FIELDS if leaf.field in ("", f.name)]


def occurrences(leaf: Leaf, analyzed: AnalyzedDocument, field: str, expansion: frozenset[str]) -> int:
    """The number of occurrences of a leaf in one field; `expansion` has the words that it stands for."""
    if isinstance(leaf, Prefix | Wildcard | Fuzzy):
        return sum(word in expansion for word in analyzed.words[field])
    texts = (leaf.text,) if isinstance(leaf, Term) else leaf.words
    wanted = [stem for text in texts for stem in analysis.terms(text)]
    slop = leaf.slop if isinstance(leaf, Phrase) else 0
    return _phrase_count(wanted, analyzed.stems[field], slop)


def expand(leaf: Leaf, corpus: Iterable[AnalyzedDocument]) -> tuple[frozenset[str], int]:
    """The words that a leaf stands for, at most MAX_EXPANSIONS of them, and how many there are."""
    if not isinstance(leaf, Prefix | Wildcard | Fuzzy):
        return frozenset(), 0
    frequency = word_frequencies(corpus, fields_of(leaf))
    fitting = [word for word in frequency if _fits(leaf, word)]
    fitting.sort(key=lambda word: (-frequency[word], word))
    return frozenset(fitting[:MAX_EXPANSIONS]), len(fitting)


def word_frequencies(corpus: Iterable[AnalyzedDocument], fields: Iterable[str]) -> Counter[str]:
    """For each word, the number of fields of documents that hold it."""
    names = list(fields)
    return Counter(word for analyzed in corpus for name in names for word in set(analyzed.words[name]))


def distance(a: str, b: str) -> int:
    """The edit distance of two words: insertions, deletions, replacements and swaps of neighbours.

    This is the optimal string alignment distance: no part of a word is edited twice.
    """
    rows = [list(range(len(b) + 1))]
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _phrase_count(wanted: list[str], stems: list[str], slop: int) -> int:
    if not wanted:
        return 0
    if slop <= 0 or len(wanted) == 1:
        return sum(stems[i : i + len(wanted)] == wanted for i in range(len(stems)))
    needed, width = Counter(wanted), len(wanted) + slop
    return sum(stem in needed and needed <= Counter(stems[i : i + width]) for i, stem in enumerate(stems))


def _fits(leaf: Prefix | Wildcard | Fuzzy, word: str) -> bool:
    if isinstance(leaf, Prefix):
        start = analysis.fold(leaf.text)
        return bool(start) and word.startswith(start)
    if isinstance(leaf, Fuzzy):
        wanted, edits = analysis.fold(leaf.text), min(leaf.distance, 2)
        return bool(wanted) and abs(len(wanted) - len(word)) <= edits and distance(wanted, word) <= edits
    return bool(leaf.pattern) and _glob(list(_pieces(leaf.pattern)), word)


def _pieces(pattern: str) -> Iterator[str]:
    """The wildcards of a pattern and the folded characters between them, one by one."""
    run = ""
    for character in pattern:
        if character in "*?":
            yield from analysis.fold(run)
            yield character
            run = ""
        else:
            run += character
    yield from analysis.fold(run)


def _glob(pieces: list[str], word: str) -> bool:
    """Whether the whole word matches: an automaton that keeps the set of places reached in the pattern."""
    reached = _skip_stars(pieces, {0})
    for character in word:
        stay = {i for i in reached if i < len(pieces) and pieces[i] == "*"}
        step = {i + 1 for i in reached if i < len(pieces) and pieces[i] in ("?", character)}
        reached = _skip_stars(pieces, stay | step)
    return len(pieces) in reached


def _skip_stars(pieces: list[str], places: set[int]) -> set[int]:
    for i, piece in enumerate(pieces):
        if i in places and piece == "*":
            places.add(i + 1)
    return places
