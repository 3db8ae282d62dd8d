"""The posting lists of a text field of a segment, concatenated from those of its parts. Names in the file:

words, words_at, stems, stems_at   the terms dictionaries (`term_dictionary.pack_strings`)
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

from index.columnar.arrays import Array, Ints, narrowest, offsets, ranges, smallest
from index.columnar.inverter import PostingLists
from index.columnar.term_dictionary import pack_strings


@dataclass(frozen=True)
class FieldTerms:
    """The words of a field, sorted; its stems, sorted; the ordinal of each word's stem."""

    words: Sequence[str]
    stems: Sequence[str]
    stem_of: Array

    @classmethod
    def of(cls, words: Sequence[str], stemmed: Sequence[str]) -> "FieldTerms":
        """The terms of a field from its distinct words in ascending order, and the stem of each."""
        stems = sorted(set(stemmed))
        numbers = {stem: number for number, stem in enumerate(stems)}
        return cls(words, stems, np.fromiter(map(numbers.__getitem__, stemmed), np.int64, len(words)))

    @cached_property
    def sharing(self) -> NDArray[np.bool_]:
        """For each word, whether another word has the same stem."""
        result: NDArray[np.bool_] = np.bincount(self.stem_of, minlength=1)[self.stem_of] > 1
        return result

    @cached_property
    def lists(self) -> Ints:
        """For each word, the number of its posting list."""
        return np.where(self.sharing, len(self.stems) - 1 + np.cumsum(self.sharing), self.stem_of)


def concatenate(terms: FieldTerms, parts: Sequence[PostingLists]) -> dict[str, Array]:
    """The arrays, by name, of a field whose documents are those of the parts, in order.

    The numbers of words and stems in the parts must be their ordinals in `terms`.
    """
    postings = _Concatenation(terms, parts)
    first_doc = 0
    for part in parts:
        postings.append(part, first_doc)
        first_doc += len(part.lengths)
    words, words_at = pack_strings(terms.words)
    stems, stems_at = pack_strings(terms.stems)
    return {
        "words": words,
        "words_at": words_at,
        "stems": stems,
        "stems_at": stems_at,
        "lists": smallest(terms.lists),
        "starts": smallest(postings.starts),
        "places": smallest(postings.places),
        "docs": postings.docs,
        "frequencies": postings.frequencies,
        "positions": postings.positions,
        "lengths": smallest(np.concatenate([part.lengths for part in parts])),
    }


class _Concatenation:
    """Arrays for the postings of all parts, and how far each list in them has been filled."""

    def __init__(self, terms: FieldTerms, parts: Sequence[PostingLists]) -> None:
        self._terms = terms
        stems = len(terms.stems)
        list_sizes = np.zeros(stems + int(terms.sharing.sum()), np.int64)
        occurrences = np.zeros(stems, np.int64)
        for part in parts:
            sharing, sizes = self._sharing_words(part), np.diff(part.starts)
            list_sizes[part.stems] += sizes[: len(part.stems)]
            list_sizes[terms.lists[part.words[sharing]]] += sizes[part.lists[sharing]]
            occurrences[part.stems] += np.diff(part.places)
        self.starts, self.places = offsets(list_sizes), offsets(occurrences)
        self._next, self._next_place = self.starts[:-1].copy(), self.places[:-1].copy()
        documents = sum(len(part.lengths) for part in parts)
        self.docs = np.empty(self.starts[-1], narrowest(documents - 1))
        self.frequencies = np.empty(self.starts[-1], np.result_type(*(part.frequencies for part in parts)))
        self.positions = np.empty(self.places[-1], np.result_type(*(part.positions for part in parts)))

    def append(self, part: PostingLists, first_doc: int) -> None:
        """Append a part's postings to the lists; its first document becomes `first_doc`."""
        docs, sizes = part.docs.astype(self.docs.dtype), np.diff(part.starts)
        docs += docs.dtype.type(first_doc)
        stems = len(part.stems)
        end = part.starts[stems]
        self._fill(part.stems, sizes[:stems], docs[:end], part.frequencies[:end])
        sharing = self._sharing_words(part)
        lists = part.lists[sharing]
        entries = ranges(part.starts[lists], sizes[lists])
        new_lists = self._terms.lists[part.words[sharing]]
        self._fill(new_lists, sizes[lists], docs[entries], part.frequencies[entries])
        occurrences = np.diff(part.places)
        self.positions[ranges(self._next_place[part.stems], occurrences)] = part.positions
        self._next_place[part.stems] += occurrences

    def _fill(self, lists: Array, sizes: Array, docs: Array, frequencies: Array) -> None:
        entries = ranges(self._next[lists], sizes)
        self.docs[entries], self.frequencies[entries] = docs, frequencies
        self._next[lists] += sizes

    def _sharing_words(self, part: PostingLists) -> Ints:
        """The indices of a part's words that have lists of their own in the segment."""
        return np.flatnonzero(self._terms.sharing[part.words])
