"""Documents on their way into a segment: kept as postings and compressed texts until the segment is full."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from index.columnar import columns, posting_lists
from index.columnar.batch import InvertedBatch
from index.columnar.columns import Columns, FacetEntries
from index.columnar.container import Array, Ints, offsets, ranges
from index.columnar.inverter import MAX_SEGMENT_DOCS, PostingLists
from index.columnar.lexicon import Lexicon
from index.columnar.posting_lists import FieldTerms
from index.columnar.term_dictionary import encode_utf8
from index.documents import IndexDocument
from index.fields import TEXT_FIELDS, VALUE_FIELDS

MAX_SEGMENT_BYTES = 256_000_000
"""A segment is full with so many bytes of text (some 40 million English words)."""

_TEXT_NAMES = [field.name for field in TEXT_FIELDS]


class DocumentBuffer:
    """The documents of one segment to be."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._issues: list[str] = []
        self._days: list[int] = []
        self._ranks: list[int] = []
        self._fingerprints: list[str] = []
        self._facets = {facet.name: _FacetBuffer() for facet in VALUE_FIELDS}
        self._bytes = 0

    def add(self, documents: Sequence[IndexDocument]) -> list[str]:
        """Take a batch of documents; their texts, those of `index.fields` in its order for each."""
        self._ids += [document.id for document in documents]
        self._issues += [document.issue for document in documents]
        self._days += [document.date.toordinal() for document in documents]
        self._ranks += [document.position for document in documents]
        self._fingerprints += [document.fingerprint for document in documents]
        facets = [document.facets for document in documents]
        for name, carried in self._facets.items():
            carried.extend([values.get(name, ()) for values in facets])
        texts = [document.texts.get(name, "") for document in documents for name in _TEXT_NAMES]
        self._bytes += sum(len(text) if text.isascii() else len(encode_utf8(text)) for text in texts)
        return texts

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def full(self) -> bool:
        """Whether this must become a segment now."""
        return len(self) >= MAX_SEGMENT_DOCS or self._bytes >= MAX_SEGMENT_BYTES

    def arrays(self, digests: Sequence[InvertedBatch], lexicon: Lexicon) -> dict[str, Array]:
        """All arrays of the segment, from the digests of the batches, which are used up."""
        made = columns.to_arrays(self._columns(digests))
        words, stems = _argsort(lexicon.words), _argsort(lexicon.stems)
        for name in reversed(_TEXT_NAMES):
            parts = [digest.fields.pop() for digest in digests]
            made |= {
                f"{name}.{part}": array_
                for part, array_ in _field_arrays(parts, lexicon, words, stems).items()
            }
        return made

    def _columns(self, digests: Sequence[InvertedBatch]) -> Columns:
        batches = [np.arange(digest.documents) for digest in digests]
        bases = offsets([len(digest.blocks) for digest in digests])[:-1]
        return Columns(
            self._ids,
            self._issues,
            self._days,
            self._ranks,
            self._fingerprints,
            texts=[block for digest in digests for block in digest.blocks],
            block=np.concatenate(
                [base + own // columns.BLOCK_DOCS for base, own in zip(bases, batches, strict=True)]
            ),
            slot=np.concatenate([own % columns.BLOCK_DOCS for own in batches]),
            facets={name: carried.facet() for name, carried in self._facets.items()},
        )


class _FacetBuffer(dict[tuple[str, ...], int]):
    """The values of a facet: combinations of them, numbered as they are seen, and which each document has."""

    def __init__(self) -> None:
        self._numbers = array("I")

    def extend(self, values: Iterable[tuple[str, ...]]) -> None:
        """Take the values of more documents."""
        self._numbers.extend(map(self.__getitem__, values))

    def facet(self) -> FacetEntries:
        """All of it."""
        listed = [tuple(dict.fromkeys(filter(None, values))) for values in self]
        values = sorted(set(chain.from_iterable(listed)))
        place = {value: number for number, value in enumerate(values)}
        sizes = np.array(list(map(len, listed)), np.int64)
        numbers = np.array([place[value] for values in listed for value in values], np.int64)
        own = np.array(self._numbers, np.int64)
        return FacetEntries(values, sizes[own], numbers[ranges(offsets(sizes)[own], sizes[own])])

    def __missing__(self, values: tuple[str, ...]) -> int:
        number = self[values] = len(self)
        return number


def _field_arrays(
    parts: Sequence[PostingLists], lexicon: Lexicon, words: Ints, stems: Ints
) -> dict[str, Array]:
    """The arrays of a field; `words` and `stems` are those of the lexicon in order, and may be more."""
    word_ranks = _ranks(words, [part.words for part in parts])
    stem_ranks = _ranks(stems, [part.stems for part in parts])
    own_words, own_stems = words[word_ranks[words] >= 0], stems[stem_ranks[stems] >= 0]
    dictionary = FieldTerms(
        [lexicon.words[word] for word in own_words.tolist()],
        [lexicon.stems[stem] for stem in own_stems.tolist()],
        stem_ranks[lexicon.stem_of[own_words]],
    )
    ranked = [replace(part, words=word_ranks[part.words], stems=stem_ranks[part.stems]) for part in parts]
    return posting_lists.concatenate(dictionary, ranked)


def _ranks(order: Ints, parts: Sequence[Array]) -> Ints:
    """The rank of each number that any part has, among those in this order; -1 for the others."""
    ranks = np.full(len(order), -1)
    for part in parts:
        ranks[part] = 0
    used = order[ranks[order] >= 0]
    ranks[used] = np.arange(len(used))
    return ranks


def _argsort(texts: Sequence[str]) -> Ints:
    return np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
