"""Documents on their way into a segment: kept as numbers and compressed texts until the segment is full."""

from array import array
from collections.abc import Sequence

import numpy as np

from index.columnar import columns, inverting
from index.columnar.chunks import Chunks
from index.columnar.columns import Columns, Facet
from index.columnar.container import Array
from index.columnar.inverting import Dictionary
from index.documents import IndexDocument
from index.fields import FACETS, TEXT_FIELDS

CHUNKS = 24_000_000
"""A segment is full with so many chunks of text (about as many words); it takes some 50 bytes a chunk."""


class Gathering:
    """The documents of one segment to be."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._ids: list[str] = []
        self._issues: list[str] = []
        self._days: list[int] = []
        self._ranks: list[int] = []
        self._fingerprints: list[str] = []
        self._texts: list[bytes] = []
        self._tokens = {field.name: _Runs() for field in TEXT_FIELDS}
        self._values = {facet.name: (_Numbers(), _Runs()) for facet in FACETS}

    def add(self, document: IndexDocument) -> None:
        """Take one more."""
        self._ids.append(document.id)
        self._issues.append(document.issue)
        self._days.append(document.date.toordinal())
        self._ranks.append(document.position)
        self._fingerprints.append(document.fingerprint)
        texts = [document.texts.get(field.name, "") for field in TEXT_FIELDS]
        self._texts.append(columns.squeezed(texts))
        for runs, text in zip(self._tokens.values(), texts, strict=True):
            runs.sizes.append(self._chunks.of(text, runs.numbers))
        for name, (numbers, runs) in self._values.items():
            carried = set(document.facets.get(name, ()))
            carried.discard("")
            runs.numbers.extend(sorted(map(numbers.__getitem__, carried)))
            runs.sizes.append(len(carried))

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def full(self) -> bool:
        """Whether this must become a segment now."""
        held = sum(len(runs.numbers) for runs in self._tokens.values())
        return len(self) >= inverting.DOCUMENTS or held >= CHUNKS

    def arrays(self) -> dict[str, Array]:
        """All arrays of the segment; nothing can be added after."""
        facets = {name: _facet(numbers, runs) for name, (numbers, runs) in self._values.items()}
        made = columns.arrays(
            Columns(
                self._ids, self._issues, self._days, self._ranks, self._fingerprints, self._texts, facets
            )
        )
        tables = self._chunks.tables()
        for name in list(self._tokens):
            field = _inverted(self._tokens.pop(name), self._chunks.words, *tables)
            made |= {f"{name}.{part}": array_ for part, array_ in field.items()}
        return made


class _Runs:
    """Numbers, document after document, and how many each has."""

    def __init__(self) -> None:
        self.numbers = array("I")
        self.sizes = array("I")


class _Numbers(dict[str, int]):
    """Numbers values in the order in which they are seen."""

    def __missing__(self, value: str) -> int:
        number = self[value] = len(self)
        return number


def _facet(numbers: _Numbers, runs: _Runs) -> Facet:
    values = sorted(numbers)
    places = np.zeros(len(values), np.int64)
    places[[numbers[value] for value in values]] = np.arange(len(values))
    sizes = np.array(runs.sizes, np.int64)
    return Facet(values, sizes, places[np.array(runs.numbers, np.int64)])


def _inverted(runs: _Runs, words: Sequence[str], sizes: Array, inside: Array) -> dict[str, Array]:
    tokens, lengths = _spread(np.array(runs.numbers, np.uint32), np.array(runs.sizes, np.int64), sizes, inside)
    docs = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    positions = np.arange(len(tokens), dtype=np.uint32)
    positions -= np.repeat((np.cumsum(lengths) - lengths).astype(np.uint32), lengths)
    if lengths.max(initial=0) > inverting.TOKENS:
        within = positions < inverting.TOKENS
        tokens, docs, positions = tokens[within], docs[within], positions[within]
        lengths = np.minimum(lengths, inverting.TOKENS)
    used = np.flatnonzero(np.bincount(tokens, minlength=1)).tolist()
    used.sort(key=words.__getitem__)
    dictionary = Dictionary.of([words[number] for number in used])
    rank = np.zeros(len(words) + 1, np.uint32)
    rank[used] = np.arange(len(used))
    tokens = rank[tokens]
    shared = dictionary.sharing[tokens]
    word_postings = inverting.counted(
        inverting.keys(tokens[shared], docs[shared], np.zeros(1, np.uint32))
    )
    occurrences = inverting.keys(dictionary.stem_of[tokens], docs, positions)
    return inverting.field_arrays(dictionary, occurrences, word_postings, lengths)


def _spread(chunks: Array, counts: Array, sizes: Array, inside: Array) -> tuple[Array, Array]:
    """The words in chunks, and how many each document has."""
    each = sizes[chunks].astype(np.int64)
    ends = np.concatenate([[0], np.cumsum(each)])
    last = np.cumsum(counts)
    lengths = ends[last] - ends[last - counts]
    firsts = np.cumsum(sizes, dtype=np.int64) - sizes
    shifts = np.repeat((firsts[chunks] - ends[:-1]).astype(np.int64), each)
    shifts += np.arange(len(shifts))
    return inside[shifts], lengths
