"""Words of a vocabulary that are spelled nearly like another one, without decoding the vocabulary.

Which letters a word has is kept as one number for each word; an edit changes at most two of its bits. What is
left by that and by length goes through the table of edits, all words at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import Ints, firsts
from index.evaluator.segments import Vocabulary

Distances = NDArray[np.int16]

_FOREIGN = np.uint32(1 << 31)
"""Says that a word has letters beyond ASCII; the other bits tell its ASCII letters."""

_WIDEST = 4
"""Bytes of a letter, at most."""

_BITS: NDArray[np.uint32] = np.where(
    np.arange(256) < 128, np.uint32(1) << np.arange(256) % 31, _FOREIGN
).astype(np.uint32)
_known: "WeakKeyDictionary[Vocabulary, NDArray[np.uint32]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Near:
    """Words of a vocabulary by number, and how many edits each is away."""

    numbers: Ints
    edits: Distances


def letters(vocabulary: Vocabulary) -> NDArray[np.uint32]:
    """Which letters each word has; worked out once for a vocabulary."""
    found = _known.get(vocabulary)
    if found is None:
        found = np.zeros(0, np.uint32)
        if len(vocabulary):
            starts = vocabulary.offsets[:-1].astype(np.intp)
            found = np.bitwise_or.reduceat(_BITS.take(vocabulary.blob), starts)
        _known[vocabulary] = found
    return found


def letters_of(text: str) -> np.uint32:
    """Which letters a text has."""
    coded = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    return np.uint32(np.bitwise_or.reduce(_BITS.take(coded), initial=np.uint32(0)))


def containing(vocabulary: Vocabulary, text: str, first: int, last: int) -> Ints:
    """The words from `first` up to `last` that have a text in them, which is not empty."""
    coded = text.encode("utf-8", "surrogatepass")
    begin, end = int(vocabulary.offsets[first]), int(vocabulary.offsets[last])
    starts = max(end - begin - len(coded) + 1, 0)
    hits = np.ones(starts, np.bool_)
    for place, byte in enumerate(coded, begin):
        hits &= vocabulary.blob[place : place + starts] == byte
    places = hits.nonzero()[0] + begin
    owners = np.searchsorted(vocabulary.offsets, places.astype(vocabulary.offsets.dtype), side="right") - 1
    whole = places + len(coded) <= vocabulary.offsets.take(owners + 1)
    found: Ints = owners[whole]
    return found[firsts(found)]


def words_of(vocabulary: Vocabulary, numbers: Ints) -> list[str]:
    """Words by their numbers, ascending."""
    if not len(numbers):
        return []
    first, last = int(numbers[0]), int(numbers[-1])
    if last - first < 4 * len(numbers):
        words = vocabulary.slice(first, last + 1)
        return [words[place] for place in (numbers - first).tolist()]
    blob = vocabulary.blob.data
    starts, ends = vocabulary.offsets[numbers].tolist(), vocabulary.offsets[numbers + 1].tolist()
    return [str(blob[start:end], "utf-8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]


def near_in(word: str, edits: int, vocabularies: Sequence[Vocabulary]) -> list[Near]:
    """The words of each vocabulary within so many edits of the folded `word`."""
    if not word or not vocabularies:
        return [Near(np.empty(0, np.int64), np.empty(0, np.int16)) for _ in vocabularies]
    plain = [_candidates(word, edits, vocabulary, foreign=False) for vocabulary in vocabularies]
    width = len(word) + edits
    tables = [_spelled(v, own, width) for v, own in zip(vocabularies, plain, strict=True)]
    away = _table(
        word, np.concatenate([t for t, _ in tables], axis=1), np.concatenate([e for _, e in tables])
    )
    shares = np.split(away, np.cumsum([len(own) for own in plain])[:-1])
    return [
        _within(edits, _joined(Near(own, share), _foreign(word, edits, vocabulary)))
        for vocabulary, own, share in zip(vocabularies, plain, shares, strict=True)
    ]


def near(word: str, edits: int, words: Sequence[str]) -> dict[str, int]:
    """Those of `words` within so many edits of the folded `word`, and their distances."""
    candidates = [other for other in words if abs(len(other) - len(word)) <= edits]
    if not word or not candidates:
        return {}
    found = zip(candidates, distances(word, candidates).tolist(), strict=True)
    return {other: distance for other, distance in found if distance <= edits}


def distances(word: str, others: Sequence[str]) -> Distances:
    """The edits from `word` to each of `others`: optimal string alignment.

    That is Damerau and Levenshtein's distance (insert, delete, replace, swap neighbours) with no part of a
    word edited twice.
    """
    array = np.array(others, np.str_)
    spelled = np.ascontiguousarray(array.view(np.uint32).reshape(len(others), -1).T)
    return _table(word, spelled, np.fromiter(map(len, others), np.int64, len(others)))


def _table(word: str, spelled: NDArray[Any], ends: Ints) -> Distances:
    """One pass of the usual table, each cell an array over all words: `spelled` has a row for each place."""
    wanted = [ord(letter) for letter in word]
    count = spelled.shape[1]
    before = above = np.repeat(np.arange(len(spelled) + 1, dtype=np.int16)[:, None], count, axis=1)
    for i, letter in enumerate(wanted):
        row = np.empty_like(above)
        row[0] = i + 1
        same = spelled == letter
        swapped = spelled == wanted[i - 1]
        for j in range(len(spelled)):
            np.minimum(above[j + 1], row[j], out=row[j + 1])
            row[j + 1] += 1
            np.minimum(row[j + 1], above[j] + ~same[j], out=row[j + 1])
            if i and j:
                crossed = swapped[j] & same[j - 1]
                np.minimum(row[j + 1], before[j - 1] + 1, out=row[j + 1], where=crossed)
        before, above = above, row
    found: Distances = above[ends, np.arange(count)]
    return found


def _candidates(word: str, edits: int, vocabulary: Vocabulary, *, foreign: bool) -> Ints:
    """Words that may be so near by their length and letters: plain ones, or those with foreign letters."""
    known = letters(vocabulary)
    lengths = np.diff(vocabulary.offsets)
    longest = (len(word) + edits) * (_WIDEST if foreign else 1)
    fitting = (lengths >= len(word) - edits) & (lengths <= longest) & (((known & _FOREIGN) != 0) == foreign)
    numbers = np.flatnonzero(fitting)
    differing = np.bitwise_count((known[numbers] ^ letters_of(word)) & ~_FOREIGN)
    kept: Ints = numbers[differing <= 2 * edits]
    return kept


def _spelled(vocabulary: Vocabulary, numbers: Ints, width: int) -> tuple[NDArray[np.uint8], Ints]:
    """Plain words no longer than `width`, a row for each place (0 after the end), and their lengths."""
    starts = vocabulary.offsets[numbers].astype(np.int64)
    ends = vocabulary.offsets[numbers + 1].astype(np.int64) - starts
    places = np.arange(width)[:, None]
    if not len(numbers):
        return np.empty((width, 0), np.uint8), ends
    spelled = vocabulary.blob.take(starts + places, mode="clip")
    spelled[places >= ends] = 0
    return spelled, ends


def _foreign(word: str, edits: int, vocabulary: Vocabulary) -> Near:
    numbers = _candidates(word, edits, vocabulary, foreign=True)
    words = words_of(vocabulary, numbers)
    return Near(numbers, distances(word, words) if words else np.empty(0, np.int16))


def _joined(some: Near, others: Near) -> Near:
    numbers = np.concatenate([some.numbers, others.numbers])
    order = np.argsort(numbers, kind="stable")
    return Near(numbers[order], np.concatenate([some.edits, others.edits])[order])


def _within(edits: int, found: Near) -> Near:
    kept = found.edits <= edits
    return Near(found.numbers[kept], found.edits[kept])
