"""Which words of the vocabulary a Prefix, Wildcard or Fuzzy leaf stands for."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.postings import Snapshot
from index.tree import Fuzzy, Prefix, Wildcard

EXPANSIONS = 1000
"""A leaf stands for at most this many words: the most frequent ones, by alphabet where frequencies agree."""

Expanding = Prefix | Wildcard | Fuzzy


def expand(leaf: Expanding, snapshot: Snapshot, fields: Sequence[str]) -> tuple[list[str], int]:
    """The words that a leaf stands for in these fields, capped, and how many there are uncapped."""
    words = {
        word
        for view in snapshot.views
        for name in fields
        for word in _fitting(leaf, view.segment.vocabulary(name))
    }
    if len(words) <= EXPANSIONS:
        return sorted(words), len(words)
    frequency = frequencies(words, snapshot, fields)
    return sorted(frequency, key=lambda word: (-frequency[word], word))[:EXPANSIONS], len(frequency)


def frequencies(words: Iterable[str], snapshot: Snapshot, fields: Sequence[str]) -> dict[str, int]:
    """In how many fields of how many live items each word stands, added up; words of none are left out."""
    counted = {word: sum(snapshot.word_frequency(name, word) for name in fields) for word in words}
    return {word: count for word, count in counted.items() if count}


def near(word: str, edits: int, words: Sequence[str]) -> dict[str, int]:
    """Those of `words` within so many edits of the folded `word`, and their distances."""
    candidates = [other for other in words if abs(len(other) - len(word)) <= edits]
    if not word or not candidates:
        return {}
    found = zip(candidates, distances(word, candidates).tolist(), strict=True)
    return {other: distance for other, distance in found if distance <= edits}


def distances(word: str, others: Sequence[str]) -> NDArray[np.int16]:
    """The edits from `word` to each of `others`: optimal string alignment.

    That is Damerau and Levenshtein's distance (insert, delete, replace, swap neighbours) with no part of a
    word edited twice. One pass of the usual table, each cell an array over all `others`.
    """
    array = np.array(others, np.str_)
    letters = np.ascontiguousarray(array.view(np.uint32).reshape(len(others), -1).T)
    wanted = [ord(letter) for letter in word]
    width = len(letters)
    before = above = np.repeat(np.arange(width + 1, dtype=np.int16)[:, None], len(others), axis=1)
    for i, letter in enumerate(wanted):
        row = np.empty_like(above)
        row[0] = i + 1
        for j in range(width):
            differs = (letters[j] != letter).astype(np.int16)
            row[j + 1] = np.minimum(np.minimum(above[j + 1], row[j]) + 1, above[j] + differs)
            if i and j:
                swapped = (letters[j] == wanted[i - 1]) & (letters[j - 1] == letter)
                row[j + 1] = np.where(swapped, np.minimum(row[j + 1], before[j - 1] + 1), row[j + 1])
        before, above = above, row
    ends = np.fromiter(map(len, others), np.int64, len(others))
    result: NDArray[np.int16] = above[ends, np.arange(len(others))]
    return result


def _fitting(leaf: Expanding, vocabulary: Sequence[str]) -> Iterable[str]:
    if isinstance(leaf, Prefix):
        return _starting(analysis.fold(leaf.text), vocabulary) if leaf.text else ()
    if isinstance(leaf, Fuzzy):
        return near(analysis.fold(leaf.text), min(leaf.distance, 2), vocabulary)
    if not leaf.pattern:
        return ()
    matches = re.compile(_regex(leaf.pattern)).fullmatch
    start = analysis.fold(re.split(r"[*?]", leaf.pattern, maxsplit=1)[0])
    return (word for word in _starting(start, vocabulary, all_if_empty=True) if matches(word))


def _starting(start: str, vocabulary: Sequence[str], *, all_if_empty: bool = False) -> Iterator[str]:
    if not start and not all_if_empty:
        return
    for i in range(bisect_left(vocabulary, start), len(vocabulary)):
        if not vocabulary[i].startswith(start):
            return
        yield vocabulary[i]


def _regex(pattern: str) -> str:
    """A regular expression for a wildcard pattern; it never backtracks, as each `*` takes the nearest fit."""
    first, *rest = (_literal(part) for part in re.split(r"\*+", pattern))
    if not rest:
        return first
    *middle, last = rest
    return f"(?s:{first}{''.join(f'(?>.*?{part})' for part in middle)}.*{last})"


def _literal(part: str) -> str:
    return ".".join(re.escape(analysis.fold(run)) for run in part.split("?"))
