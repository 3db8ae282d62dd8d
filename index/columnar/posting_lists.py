"""The postings of a field of a segment, put together from those of its parts, a list behind a list.

words, words_at, stems, stems_at   the dictionaries (`vocabulary.packed`)
lists         for each word, the number of its list: its stem's, whose number is the stem's, or its own
starts        where each list begins in `docs` and `frequencies`; one more entry for the end
places        where each stem's occurrences begin in `positions`; one more entry for the end
docs, frequencies, positions
lengths       for each document, its number of tokens
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.columnar.container import Array, Ints, offsets, ranges
from index.columnar.inverter import PostingLists
from index.columnar.term_dictionary import narrowest, pack_strings, smallest


@dataclass(frozen=True)
class FieldTerms:
    """The words of a field, sorted; its stems, sorted; the number of each word's stem."""

    words: Sequence[str]
    stems: Sequence[str]
    stem_of: Array

    @classmethod
    def of(cls, words: Sequence[str], stemmed: Sequence[str]) -> "FieldTerms":
        """The dictionary of words given in ascending order, each once, with the stem of each."""
        stems = sorted(set(stemmed))
        numbers = {stem: number for number, stem in enumerate(stems)}
        return cls(words, stems, np.fromiter(map(numbers.__getitem__, stemmed), np.int64, len(words)))

    @cached_property
    def sharing(self) -> NDArray[np.bool_]:
        """For each word, whether another has the same stem."""
        result: NDArray[np.bool_] = np.bincount(self.stem_of, minlength=1)[self.stem_of] > 1
        return result

    @cached_property
    def lists(self) -> Ints:
        """For each word, the number of its list."""
        return np.where(self.sharing, len(self.stems) - 1 + np.cumsum(self.sharing), self.stem_of)


def concatenate(dictionary: FieldTerms, parts: Sequence[PostingLists]) -> dict[str, Array]:
    """The arrays of a field whose documents are those of the parts, in order.

    The numbers of words and stems in the parts are their places in the dictionary.
    """
    postings = _Concatenation(dictionary, parts)
    base = 0
    for part in parts:
        postings.take(part, base)
        base += len(part.lengths)
    words, words_at = pack_strings(dictionary.words)
    stems, stems_at = pack_strings(dictionary.stems)
    return {
        "words": words,
        "words_at": words_at,
        "stems": stems,
        "stems_at": stems_at,
        "lists": smallest(dictionary.lists),
        "starts": smallest(postings.starts),
        "places": smallest(postings.places),
        "docs": postings.docs,
        "frequencies": postings.frequencies,
        "positions": postings.positions,
        "lengths": smallest(np.concatenate([part.lengths for part in parts])),
    }


class _Concatenation:
    """Room for the postings of all parts, and how far each list has been filled."""

    def __init__(self, dictionary: FieldTerms, parts: Sequence[PostingLists]) -> None:
        self._dictionary = dictionary
        stems = len(dictionary.stems)
        sizes = np.zeros(stems + int(dictionary.sharing.sum()), np.int64)
        spans = np.zeros(stems, np.int64)
        for part in parts:
            chosen, each = self._sharing(part), np.diff(part.starts)
            sizes[part.stems] += each[: len(part.stems)]
            sizes[dictionary.lists[part.words[chosen]]] += each[part.lists[chosen]]
            spans[part.stems] += np.diff(part.places)
        self.starts, self.places = offsets(sizes), offsets(spans)
        self._next, self._next_place = self.starts[:-1].copy(), self.places[:-1].copy()
        documents = sum(len(part.lengths) for part in parts)
        self.docs = np.empty(self.starts[-1], narrowest(documents - 1))
        self.frequencies = np.empty(self.starts[-1], np.result_type(*(part.frequencies for part in parts)))
        self.positions = np.empty(self.places[-1], np.result_type(*(part.positions for part in parts)))

    def take(self, part: PostingLists, base: int) -> None:
        """Add a part, whose first document has the number `base` here."""
        docs, each = part.docs.astype(self.docs.dtype), np.diff(part.starts)
        docs += docs.dtype.type(base)
        stems = len(part.stems)
        self._put(
            part.stems, each[:stems], docs[: part.starts[stems]], part.frequencies[: part.starts[stems]]
        )
        chosen = self._sharing(part)
        lists = part.lists[chosen]
        places = ranges(part.starts[lists], each[lists])
        own = self._dictionary.lists[part.words[chosen]]
        self._put(own, each[lists], docs[places], part.frequencies[places])
        spans = np.diff(part.places)
        self.positions[ranges(self._next_place[part.stems], spans)] = part.positions
        self._next_place[part.stems] += spans

    def _put(self, lists: Array, sizes: Array, docs: Array, frequencies: Array) -> None:
        places = ranges(self._next[lists], sizes)
        self.docs[places], self.frequencies[places] = docs, frequencies
        self._next[lists] += sizes

    def _sharing(self, part: PostingLists) -> Ints:
        """Which of a part's words have lists of their own."""
        return np.flatnonzero(self._dictionary.sharing[part.words])
