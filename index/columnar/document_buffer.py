"""The documents of a segment before it is written: their columns, in memory until the segment is full."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from index.columnar import columns, posting_lists
from index.columnar.arrays import Array, Ints, offsets, ranges
from index.columnar.batch import InvertedBatch
from index.columnar.columns import Columns, FacetEntries
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
    """The columns of one segment's documents; whoever fills it keeps their inverted texts."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._issues: list[str] = []
        self._days: list[int] = []
        self._ranks: list[int] = []
        self._fingerprints: list[str] = []
        self._facets = {facet.name: _FacetBuffer() for facet in VALUE_FIELDS}
        self._bytes = 0

    def add(self, documents: Sequence[IndexDocument]) -> list[str]:
        """Add a batch of documents; return their texts, for each document those of TEXT_FIELDS in order."""
        self._ids += [document.id for document in documents]
        self._issues += [document.issue for document in documents]
        self._days += [document.date.toordinal() for document in documents]
        self._ranks += [document.position for document in documents]
        self._fingerprints += [document.fingerprint for document in documents]
        facets = [document.facets for document in documents]
        for name, buffer in self._facets.items():
            buffer.extend([values.get(name, ()) for values in facets])
        texts = [document.texts.get(name, "") for document in documents for name in _TEXT_NAMES]
        self._bytes += sum(len(text) if text.isascii() else len(encode_utf8(text)) for text in texts)
        return texts

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def is_full(self) -> bool:
        """Whether the segment must be written now."""
        return len(self) >= MAX_SEGMENT_DOCS or self._bytes >= MAX_SEGMENT_BYTES

    def arrays(self, batches: Sequence[InvertedBatch], lexicon: Lexicon) -> dict[str, Array]:
        """All arrays of the segment by name; `batches` are emptied of their fields to free memory early."""
        arrays = columns.to_arrays(self._columns(batches))
        words, stems = _argsort(lexicon.words), _argsort(lexicon.stems)
        for field in reversed(_TEXT_NAMES):
            parts = [batch.fields.pop() for batch in batches]
            field_arrays = _field_arrays(parts, lexicon, words, stems)
            arrays |= {f"{field}.{name}": array_ for name, array_ in field_arrays.items()}
        return arrays

    def _columns(self, batches: Sequence[InvertedBatch]) -> Columns:
        doc_numbers = [np.arange(batch.documents) for batch in batches]
        first_blocks = offsets([len(batch.blocks) for batch in batches])[:-1]
        blocks = [
            first_block + numbers // columns.BLOCK_DOCS
            for first_block, numbers in zip(first_blocks, doc_numbers, strict=True)
        ]
        return Columns(
            self._ids,
            self._issues,
            self._days,
            self._ranks,
            self._fingerprints,
            texts=[block for batch in batches for block in batch.blocks],
            block=np.concatenate(blocks),
            slot=np.concatenate([numbers % columns.BLOCK_DOCS for numbers in doc_numbers]),
            facets={name: buffer.entries() for name, buffer in self._facets.items()},
        )


class _FacetBuffer(dict[tuple[str, ...], int]):
    """A facet's values: the distinct combinations, numbered as they are seen, and each document's one."""

    def __init__(self) -> None:
        self._numbers = array("I")

    def extend(self, values: Iterable[tuple[str, ...]]) -> None:
        """Add the values of more documents."""
        self._numbers.extend(map(self.__getitem__, values))

    def entries(self) -> FacetEntries:
        """The values of all documents, sorted and numbered."""
        combinations = [tuple(dict.fromkeys(filter(None, values))) for values in self]
        values = sorted(set(chain.from_iterable(combinations)))
        ordinal_of = {value: ordinal for ordinal, value in enumerate(values)}
        sizes = np.array(list(map(len, combinations)), np.int64)
        ordinals = np.array([ordinal_of[value] for values in combinations for value in values], np.int64)
        numbers = np.array(self._numbers, np.int64)
        starts = offsets(sizes)[numbers]
        return FacetEntries(values, sizes[numbers], ordinals[ranges(starts, sizes[numbers])])

    def __missing__(self, values: tuple[str, ...]) -> int:
        number = self[values] = len(self)
        return number


def _field_arrays(
    parts: Sequence[PostingLists], lexicon: Lexicon, words: Ints, stems: Ints
) -> dict[str, Array]:
    """The arrays of a text field.

    `words` and `stems` are the numbers of all words and stems of the lexicon in ascending order of the
    strings; the field need not have all of them.
    """
    word_ordinals = _ordinals(words, [part.words for part in parts])
    stem_ordinals = _ordinals(stems, [part.stems for part in parts])
    field_words, field_stems = words[word_ordinals[words] >= 0], stems[stem_ordinals[stems] >= 0]
    terms = FieldTerms(
        [lexicon.words[word] for word in field_words.tolist()],
        [lexicon.stems[stem] for stem in field_stems.tolist()],
        stem_ordinals[lexicon.stem_of[field_words]],
    )
    renumbered = [
        replace(part, words=word_ordinals[part.words], stems=stem_ordinals[part.stems]) for part in parts
    ]
    return posting_lists.concatenate(terms, renumbered)


def _ordinals(order: Ints, parts: Sequence[Array]) -> Ints:
    """By number, the place in `order` among the numbers that occur in any part; -1 for the others."""
    ordinals = np.full(len(order), -1)
    for part in parts:
        ordinals[part] = 0
    used = order[ordinals[order] >= 0]
    ordinals[used] = np.arange(len(used))
    return ordinals


def _argsort(texts: Sequence[str]) -> Ints:
    return np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
