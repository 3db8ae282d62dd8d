"""Which words of the vocabularies a Prefix, Wildcard or Fuzzy leaf stands for, by their numbers there."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress

import numpy as np

from index import analysis
from index.engine import MAX_EXPANSIONS
from index.evaluator import edit_distance
from index.evaluator.docset import Ints, Mask
from index.evaluator.segments import Snapshot, Vocabulary
from index.evaluator.top_k import threshold
from index.query.nodes import Fuzzy, Prefix, Wildcard

Expanding = Prefix | Wildcard | Fuzzy
Place = tuple[int, str]
"""The number of a segment, and a text field."""

Numbers = Mapping[Place, Ints]


def expand(leaf: Expanding, snapshot: Snapshot, fields: Sequence[str]) -> tuple[Numbers, int]:
    """The words that a leaf stands for in these fields, capped; how many there are, if too many."""
    vocabularies = vocabularies_of(snapshot, fields)
    found = dict(zip(vocabularies, _fitting(leaf, list(vocabularies.values())), strict=True))
    fitting = sum(map(len, found.values()))
    if fitting <= MAX_EXPANSIONS:
        return found, fitting
    if len(found) == 1:
        ((place, numbers),) = found.items()
        counts = _living(snapshot, place, numbers)
        return {place: numbers[_most_frequent(counts)]}, int(np.count_nonzero(counts))
    words = {place: edit_distance.words_of(vocabularies[place], found[place]) for place in found}
    frequency = frequencies(snapshot, found, words)
    if len(frequency) <= MAX_EXPANSIONS:
        return found, len(frequency)
    listed = sorted(frequency)
    best = _most_frequent(np.fromiter(map(frequency.__getitem__, listed), np.int64, len(listed)))
    kept = set(compress(listed, best.tolist()))
    masks = {place: np.array([word in kept for word in words[place]], np.bool_) for place in found}
    return {place: numbers[masks[place]] for place, numbers in found.items()}, len(frequency)


def _most_frequent(counts: Ints) -> Mask:
    """Of words in their order those that stand most often, the first ones where that is equally often."""
    if len(counts) <= MAX_EXPANSIONS:
        return counts > 0
    bar = max(threshold(counts, MAX_EXPANSIONS), 1)
    kept: Mask = counts > bar
    kept[(counts == bar).nonzero()[0][: MAX_EXPANSIONS - np.count_nonzero(kept)]] = True
    return kept


def vocabularies_of(snapshot: Snapshot, fields: Sequence[str]) -> dict[Place, Vocabulary]:
    """The vocabularies of some fields in all segments."""
    return {
        (number, field): view.segment.vocabulary(field)
        for number, view in enumerate(snapshot.views)
        for field in fields
    }


def frequencies(snapshot: Snapshot, found: Numbers, words: Mapping[Place, Sequence[str]]) -> Counter[str]:
    """In how many fields of how many live items each word stands, added up; words of none are left out."""
    counted: Counter[str] = Counter()
    for place, numbers in found.items():
        counts = _living(snapshot, place, numbers).tolist()
        for word, count in zip(words[place], counts, strict=True):
            if count:
                counted[word] += count
    return counted


def _living(snapshot: Snapshot, place: Place, numbers: Ints) -> Ints:
    """In how many live items words of a vocabulary stand."""
    number, field = place
    view = snapshot.views[number]
    sizes = view.segment.word_counts(field)[numbers]
    if view.whole or not len(numbers):
        return sizes
    ends = np.cumsum(sizes, dtype=np.int64)
    alive = np.zeros(int(ends[-1]) + 1, np.int64)
    np.cumsum(view.live[view.segment.listed(field, numbers).docs], out=alive[1:])
    counts: Ints = alive[ends] - alive[ends - sizes]
    return counts


def _fitting(leaf: Expanding, vocabularies: Sequence[Vocabulary]) -> list[Ints]:
    match leaf:
        case Prefix(text):
            start = analysis.fold(text)
            return [_starting(start, v) if start else np.empty(0, np.int64) for v in vocabularies]
        case Fuzzy(text, distance):
            near = edit_distance.near_in(analysis.fold(text), min(distance, 2), vocabularies)
            return [found.numbers for found in near]
        case Wildcard(pattern):
            return [_matching(pattern, vocabulary) for vocabulary in vocabularies]


def _matching(pattern: str, vocabulary: Vocabulary) -> Ints:
    """The words that match a pattern; only those with its beginning and its longest part are decoded."""
    if not pattern:
        return np.empty(0, np.int64)
    start, *rest = (analysis.fold(part) for part in re.split(r"[*?]", pattern))
    first, last = _range(start, vocabulary)
    longest = max(rest, key=len, default="")
    numbers = (
        edit_distance.containing(vocabulary, longest, first, last) if longest else np.arange(first, last)
    )
    if pattern in (f"{start}*", f"*{longest}*"):
        return numbers
    matches = re.compile(_regex(pattern)).fullmatch
    kept = [matches(word) is not None for word in edit_distance.words_of(vocabulary, numbers)]
    return numbers[np.array(kept, np.bool_)]


def _starting(start: str, vocabulary: Vocabulary) -> Ints:
    return np.arange(*_range(start, vocabulary))


def _range(start: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """Where the words that begin so stand."""
    coded = start.encode("utf-8", "surrogatepass")
    # No byte of UTF-8 is greater than F4.
    return vocabulary.locate(coded), vocabulary.locate(coded + b"\xff")


def _regex(pattern: str) -> str:
    """A regular expression for a wildcard pattern; it never backtracks, as each `*` takes the nearest fit."""
    first, *rest = (_literal(part) for part in re.split(r"\*+", pattern))
    if not rest:
        return first
    *middle, last = rest
    return f"(?s:{first}{''.join(f'(?>.*?{part})' for part in middle)}.*{last})"


def _literal(part: str) -> str:
    return ".".join(re.escape(analysis.fold(run)) for run in part.split("?"))
