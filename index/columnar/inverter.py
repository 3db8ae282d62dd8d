"""Inversion: from the tokens of some documents to posting lists, by sorting the numbers of stems and words.

A field has one posting list for each stem, and behind those one for each word that shares its stem with
another word. A word that is alone on its stem has the stem's list.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrays import Array, Ints, radix_argsort, smallest
from index.columnar.lexicon import Lexicon

MAX_SEGMENT_DOCS = 1 << 17
"""The most documents of a segment; the numbers of up to half as many fit 16 bits."""

MAX_FIELD_TOKENS = 1 << 22
"""How many tokens of a document's field are indexed; the rest of a longer field is not."""


@dataclass(frozen=True, slots=True)
class PostingLists:
    """The posting lists of a text field of some documents, which are numbered from 0.

    `stems` has the numbers of the stems, whose lists come first and in that order; `words` has the numbers of
    the words, and `lists` the number of each word's list. List n has the entries `starts[n]` up to
    `starts[n + 1]` of `docs`, which ascend, and of `frequencies`. Stem n has the entries `places[n]` up to
    `places[n + 1]` of `positions`, document after document. `lengths` has each document's number of tokens.
    """

    stems: Array
    words: Array
    lists: Array
    starts: Array
    places: Array
    docs: Array
    frequencies: Array
    positions: Array
    lengths: Array


def invert(tokens: Array, lengths: Ints, lexicon: Lexicon) -> PostingLists:
    """The posting lists of documents whose tokens, `lengths` for each, are given as the numbers of words."""
    docs = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    positions = np.arange(len(tokens), dtype=np.uint32)
    positions -= np.repeat((np.cumsum(lengths) - lengths).astype(np.uint32), lengths)
    if lengths.max(initial=0) > MAX_FIELD_TOKENS:
        indexed = positions < MAX_FIELD_TOKENS
        tokens, docs, positions = tokens[indexed], docs[indexed], positions[indexed]
        lengths = np.minimum(lengths, MAX_FIELD_TOKENS)
    stem_of = lexicon.stem_of[tokens]
    order = radix_argsort(stem_of)
    stems, starts, stem_docs, frequencies, firsts = _postings(stem_of[order], docs[order])
    shared = np.flatnonzero(lexicon.is_shared[stem_of])
    sharing = shared[radix_argsort(tokens[shared])]
    words, word_starts, word_docs, word_frequencies, _ = _postings(tokens[sharing], docs[sharing])
    alone = np.flatnonzero(~lexicon.is_shared[stems])
    return PostingLists(
        stems=stems,
        words=np.concatenate([lexicon.first_word[stems[alone]], words]),
        lists=smallest(np.concatenate([alone, len(stems) + np.arange(len(words))])),
        starts=smallest(np.concatenate([starts, word_starts[1:] + len(stem_docs)])),
        places=smallest(firsts[starts]),
        docs=smallest(np.concatenate([stem_docs, word_docs])),
        frequencies=smallest(np.concatenate([frequencies, word_frequencies])),
        positions=smallest(positions[order]),
        lengths=smallest(lengths),
    )


def _postings(terms: Array, docs: Array) -> tuple[Array, Ints, Array, Ints, Ints]:
    """Posting lists from occurrences, which are given in the order of terms and then documents.

    Return the distinct terms; where the postings of each begin, and the end; the documents and the
    frequencies of the postings; where the occurrences of each posting begin, and the end.
    """
    new_term = _changes(terms)
    firsts = np.flatnonzero(new_term | _changes(docs))
    starts = np.flatnonzero(new_term[firsts])
    frequencies = np.diff(firsts, append=len(terms))
    return (
        terms[firsts[starts]],
        np.append(starts, len(firsts)),
        docs[firsts],
        frequencies,
        np.append(firsts, len(terms)),
    )


def _changes(values: Any) -> NDArray[np.bool_]:
    """Whether each value differs from the one before it; true for the first."""
    changed = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed
