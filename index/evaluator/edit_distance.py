"""Words within a number of edits of a word, found in a terms dictionary without decoding it.

The letters of a word are a bit mask, of which an edit changes at most two bits. The words that are left by
masks and lengths go through the dynamic-programming table of edits, all words at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.evaluator.docset import Ints, run_starts
from index.evaluator.segments import TermsDict

Distances = NDArray[np.int16]

_NON_ASCII = np.uint32(1 << 31)
"""The bit of a letter mask that is set for letters beyond ASCII; the other 31 bits are shared by ASCII."""

_MAX_LETTER_BYTES = 4
"""The most bytes of a letter in UTF-8."""

_LETTER_BITS: NDArray[np.uint32] = np.where(
    np.arange(256) < 128, np.uint32(1) << np.arange(256) % 31, _NON_ASCII
).astype(np.uint32)
"""The bit of each byte."""

_letter_masks: "WeakKeyDictionary[TermsDict, NDArray[np.uint32]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class NearTerms:
    """Words of a terms dictionary by ordinal, and the number of edits to each."""

    ordinals: Ints
    distances: Distances


def letter_masks(terms_dict: TermsDict) -> NDArray[np.uint32]:
    """The letter mask of each word, by ordinal; computed once for a dictionary."""
    masks = _letter_masks.get(terms_dict)
    if masks is None:
        masks = np.zeros(0, np.uint32)
        if len(terms_dict):
            starts = terms_dict.offsets[:-1].astype(np.intp)
            masks = np.bitwise_or.reduceat(_LETTER_BITS.take(terms_dict.blob), starts)
        _letter_masks[terms_dict] = masks
    return masks


def letter_mask(text: str) -> np.uint32:
    """The letter mask of a text."""
    coded = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    return np.uint32(np.bitwise_or.reduce(_LETTER_BITS.take(coded), initial=np.uint32(0)))


def terms_containing(terms_dict: TermsDict, text: str, first: int, last: int) -> Ints:
    """The ordinals from `first` up to `last` of the words that contain a text, which must not be empty."""
    coded = text.encode("utf-8", "surrogatepass")
    begin, end = int(terms_dict.offsets[first]), int(terms_dict.offsets[last])
    starts = max(end - begin - len(coded) + 1, 0)
    hits = np.ones(starts, np.bool_)
    for place, byte in enumerate(coded, begin):
        hits &= terms_dict.blob[place : place + starts] == byte
    places = hits.nonzero()[0] + begin
    ordinals = np.searchsorted(terms_dict.offsets, places.astype(terms_dict.offsets.dtype), side="right") - 1
    within_word = places + len(coded) <= terms_dict.offsets.take(ordinals + 1)
    containing: Ints = ordinals[within_word]
    return containing[run_starts(containing)]


def decode_terms(terms_dict: TermsDict, ordinals: Ints) -> list[str]:
    """The words with these ordinals, which ascend."""
    if not len(ordinals):
        return []
    first, last = int(ordinals[0]), int(ordinals[-1])
    if last - first < 4 * len(ordinals):
        words = terms_dict.slice(first, last + 1)
        return [words[place] for place in (ordinals - first).tolist()]
    blob = terms_dict.blob.data
    starts, ends = terms_dict.offsets[ordinals].tolist(), terms_dict.offsets[ordinals + 1].tolist()
    return [str(blob[start:end], "utf-8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]


def near_terms(word: str, edits: int, dicts: Sequence[TermsDict]) -> list[NearTerms]:
    """The words of each dictionary that are at most `edits` away from the folded `word`."""
    if not word or not dicts:
        return [NearTerms(np.empty(0, np.int64), np.empty(0, np.int16)) for _ in dicts]
    ascii_ordinals = [_candidates(word, edits, each, non_ascii=False) for each in dicts]
    width = len(word) + edits
    rows = [_code_rows(each, ordinals, width) for each, ordinals in zip(dicts, ascii_ordinals, strict=True)]
    ascii_distances = _edit_table(
        word, np.concatenate([r for r, _ in rows], axis=1), np.concatenate([lengths for _, lengths in rows])
    )
    by_dict = np.split(ascii_distances, np.cumsum([len(ordinals) for ordinals in ascii_ordinals])[:-1])
    return [
        _within_distance(edits, _merge(NearTerms(ordinals, away), _near_non_ascii(word, edits, terms_dict)))
        for terms_dict, ordinals, away in zip(dicts, ascii_ordinals, by_dict, strict=True)
    ]


def near_words(word: str, edits: int, words: Sequence[str]) -> dict[str, int]:
    """The distances of those of `words` that are at most `edits` away from the folded `word`."""
    candidates = [other for other in words if abs(len(other) - len(word)) <= edits]
    if not word or not candidates:
        return {}
    pairs = zip(candidates, distances(word, candidates).tolist(), strict=True)
    return {other: distance for other, distance in pairs if distance <= edits}


def distances(word: str, others: Sequence[str]) -> Distances:
    """The number of edits from `word` to each of `others`: the optimal string alignment distance.

    That is Damerau and Levenshtein's distance (insert, delete, replace, swap neighbours) with no part of a
    word edited twice.
    """
    array = np.array(others, np.str_)
    rows = np.ascontiguousarray(array.view(np.uint32).reshape(len(others), -1).T)
    return _edit_table(word, rows, np.fromiter(map(len, others), np.int64, len(others)))


def _edit_table(word: str, rows: NDArray[Any], lengths: Ints) -> Distances:
    """The dynamic-programming table of edits, each cell an array over all other words.

    `rows[i, n]` is the code of letter i of word n, `lengths[n]` its length; what follows its end is ignored.
    """
    wanted = [ord(letter) for letter in word]
    count = rows.shape[1]
    before = above = np.repeat(np.arange(len(rows) + 1, dtype=np.int16)[:, None], count, axis=1)
    for i, letter in enumerate(wanted):
        row = np.empty_like(above)
        row[0] = i + 1
        same = rows == letter
        swapped = rows == wanted[i - 1]
        for j in range(len(rows)):
            np.minimum(above[j + 1], row[j], out=row[j + 1])
            row[j + 1] += 1
            np.minimum(row[j + 1], above[j] + ~same[j], out=row[j + 1])
            if i and j:
                crossed = swapped[j] & same[j - 1]
                np.minimum(row[j + 1], before[j - 1] + 1, out=row[j + 1], where=crossed)
        before, above = above, row
    result: Distances = above[lengths, np.arange(count)]
    return result


def _candidates(word: str, edits: int, terms_dict: TermsDict, *, non_ascii: bool) -> Ints:
    """The ordinals of words whose lengths and letters allow the distance: all ASCII ones, or all others."""
    masks = letter_masks(terms_dict)
    lengths = np.diff(terms_dict.offsets)
    longest = (len(word) + edits) * (_MAX_LETTER_BYTES if non_ascii else 1)
    plausible = (lengths >= len(word) - edits) & (lengths <= longest)
    plausible &= ((masks & _NON_ASCII) != 0) == non_ascii
    ordinals = np.flatnonzero(plausible)
    differing = np.bitwise_count((masks[ordinals] ^ letter_mask(word)) & ~_NON_ASCII)
    kept: Ints = ordinals[differing <= 2 * edits]
    return kept


def _code_rows(terms_dict: TermsDict, ordinals: Ints, width: int) -> tuple[NDArray[np.uint8], Ints]:
    """The bytes of ASCII words as uint8[width, words], 0 after the end of each, and their lengths."""
    starts = terms_dict.offsets[ordinals].astype(np.int64)
    lengths = terms_dict.offsets[ordinals + 1].astype(np.int64) - starts
    places = np.arange(width)[:, None]
    if not len(ordinals):
        return np.empty((width, 0), np.uint8), lengths
    rows = terms_dict.blob.take(starts + places, mode="clip")
    rows[places >= lengths] = 0
    return rows, lengths


def _near_non_ascii(word: str, edits: int, terms_dict: TermsDict) -> NearTerms:
    ordinals = _candidates(word, edits, terms_dict, non_ascii=True)
    words = decode_terms(terms_dict, ordinals)
    return NearTerms(ordinals, distances(word, words) if words else np.empty(0, np.int16))


def _merge(one: NearTerms, other: NearTerms) -> NearTerms:
    ordinals = np.concatenate([one.ordinals, other.ordinals])
    order = np.argsort(ordinals, kind="stable")
    return NearTerms(ordinals[order], np.concatenate([one.distances, other.distances])[order])


def _within_distance(edits: int, terms: NearTerms) -> NearTerms:
    kept = terms.distances <= edits
    return NearTerms(terms.ordinals[kept], terms.distances[kept])
