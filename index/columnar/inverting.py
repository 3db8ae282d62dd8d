"""From tokens to postings by sorting numbers, each made of a term's rank, a document and a position.

A field of a segment has lists of postings: first one for each stem, in the order of the stems, then one for
each word that shares its stem with another word. A word alone on its stem has the stem's list.

    words, words_at, stems, stems_at   the dictionaries (`vocabulary.packed`)
    lists         for each word, the number of its list
    starts        where each list begins in `docs` and `frequencies`; one more entry for the end
    places        where each stem's occurrences begin in `positions`; one more entry for the end
    docs, frequencies, positions
    lengths       for each document, its number of tokens
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.columnar.container import Array
from index.columnar.vocabulary import packed, smallest

DOCUMENTS = 1 << 17
"""A segment has at most so many documents; the numbers of up to half as many fit 16 bits."""
TOKENS = 1 << 22
"""Of a longer field so many tokens are indexed."""

_DOC_BITS, _LOW_BITS = 17, 22
_DOC, _LOW = np.uint64(DOCUMENTS - 1), np.uint64(TOKENS - 1)

Keys = NDArray[np.uint64]


@dataclass(frozen=True)
class Dictionary:
    """The words of a field, sorted; its stems, sorted; the number of each word's stem."""

    words: Sequence[str]
    stems: Sequence[str]
    stem_of: Array

    @classmethod
    def of(cls, words: Sequence[str]) -> "Dictionary":
        """The dictionary of words given in ascending order, each once."""
        stemmed = analysis.stems(words)
        stems = sorted(set(stemmed))
        numbers = {stem: number for number, stem in enumerate(stems)}
        return cls(words, stems, np.fromiter(map(numbers.__getitem__, stemmed), np.int64, len(words)))

    @property
    def sharing(self) -> NDArray[np.bool_]:
        """For each word, whether another has the same stem."""
        result: NDArray[np.bool_] = np.bincount(self.stem_of, minlength=1)[self.stem_of] > 1
        return result


def keys(terms: Array, docs: Array, low: Array) -> Keys:
    """One number for each term's rank, document, and position or frequency."""
    made = terms.astype(np.uint64)
    made <<= np.uint64(_DOC_BITS)
    made |= docs.astype(np.uint64)
    made <<= np.uint64(_LOW_BITS)
    made |= low.astype(np.uint64)
    return made


def counted(unsorted: Keys) -> Keys:
    """Keys of occurrences as keys of postings: each term and document once, with its frequency."""
    pairs = np.sort(unsorted >> np.uint64(_LOW_BITS))
    firsts, frequencies = _runs(pairs)
    return (pairs[firsts] << np.uint64(_LOW_BITS)) | frequencies.astype(np.uint64)


def field_arrays(
    dictionary: Dictionary, occurrences: Keys, word_postings: Keys, lengths: Array
) -> dict[str, Array]:
    """The arrays of a field from the keys of stems' occurrences and of the sharing words' postings.

    Both are sorted in place.
    """
    occurrences.sort()
    word_postings.sort()
    pairs = occurrences >> np.uint64(_LOW_BITS)
    firsts, frequencies = _runs(pairs)
    pairs = pairs[firsts]
    starts = _starts(pairs >> np.uint64(_DOC_BITS), len(dictionary.stems))
    sharing = dictionary.sharing
    own = np.cumsum(sharing) - 1
    ranks = own[(word_postings >> np.uint64(_DOC_BITS + _LOW_BITS)).astype(np.int64)]
    word_starts = _starts(ranks, int(sharing.sum())) + len(pairs)
    word_docs = (word_postings >> np.uint64(_LOW_BITS)) & _DOC
    words, words_at = packed(dictionary.words)
    stems, stems_at = packed(dictionary.stems)
    return {
        "words": words,
        "words_at": words_at,
        "stems": stems,
        "stems_at": stems_at,
        "lists": smallest(np.where(sharing, len(dictionary.stems) + own, dictionary.stem_of)),
        "starts": smallest(np.concatenate([starts, word_starts[1:]])),
        "places": smallest(np.concatenate([firsts, [len(occurrences)]])[starts]),
        "docs": smallest(np.concatenate([pairs & _DOC, word_docs])),
        "frequencies": smallest(np.concatenate([frequencies, (word_postings & _LOW).astype(np.int64)])),
        "positions": smallest(occurrences & _LOW),
        "lengths": smallest(lengths),
    }


def _runs(values: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each run of equal values begins, and how long it is."""
    if not len(values):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    firsts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    return firsts, np.diff(firsts, append=len(values))


def _starts(ranks: Array, count: int) -> NDArray[np.int64]:
    """Where each of `count` ranks begins among sorted ones, and the end."""
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(ranks.astype(np.int64), minlength=count), out=starts[1:])
    return starts
