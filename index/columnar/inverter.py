"""From the tokens of some documents to postings, by sorting the numbers of stems and words.

A field has lists of postings: first one for each stem, then one for each word that shares its stem with
another word. A word alone on its stem has the stem's list.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.container import Array, Ints, radix_argsort
from index.columnar.lexicon import Lexicon
from index.columnar.term_dictionary import smallest

MAX_SEGMENT_DOCS = 1 << 17
"""A segment has at most so many documents; the numbers of up to half as many fit 16 bits."""
MAX_FIELD_TOKENS = 1 << 22
"""Of a longer field so many tokens are indexed."""

_EMPTY = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class PostingLists:
    """The postings of a field of some documents, which are numbered from 0.

    `stems` has the numbers of the stems, whose lists are the first; `words` those of the words, and `lists`
    for each the number of its list. List n has the entries `starts[n]` to `starts[n + 1]` of `docs`, which
    ascend, and of `frequencies`; stem n has the entries `places[n]` to `places[n + 1]` of `positions`,
    document after document. `lengths` has each document's number of tokens.
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
    """The lists of documents that have `lengths` tokens each, given as the numbers of words."""
    docs = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    positions = np.arange(len(tokens), dtype=np.uint32)
    positions -= np.repeat((np.cumsum(lengths) - lengths).astype(np.uint32), lengths)
    if lengths.max(initial=0) > MAX_FIELD_TOKENS:
        within = positions < MAX_FIELD_TOKENS
        tokens, docs, positions = tokens[within], docs[within], positions[within]
        lengths = np.minimum(lengths, MAX_FIELD_TOKENS)
    stem_of = lexicon.stem_of[tokens]
    order = radix_argsort(stem_of)
    stems, starts, stem_docs, frequencies, firsts = _postings(stem_of[order], docs[order])
    shared = np.flatnonzero(lexicon.several[stem_of])
    sharing = shared[radix_argsort(tokens[shared])]
    words, word_starts, word_docs, word_frequencies, _ = _postings(tokens[sharing], docs[sharing])
    alone = np.flatnonzero(~lexicon.several[stems])
    return PostingLists(
        stems=stems,
        words=np.concatenate([lexicon.first[stems[alone]], words]),
        lists=smallest(np.concatenate([alone, len(stems) + np.arange(len(words))])),
        starts=smallest(np.concatenate([starts, word_starts[1:] + len(stem_docs)])),
        places=smallest(firsts[starts]),
        docs=smallest(np.concatenate([stem_docs, word_docs])),
        frequencies=smallest(np.concatenate([frequencies, word_frequencies])),
        positions=smallest(positions[order]),
        lengths=smallest(lengths),
    )


def _postings(terms: Array, docs: Array) -> tuple[Array, Ints, Array, Ints, Ints]:
    """Of occurrences in the order of terms and documents: the terms, where the postings of each begin, the
    postings' documents and frequencies, and where the occurrences of each begin; with the ends of both.
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
    """Whether each value differs from the one before it; the first does."""
    changed = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed
