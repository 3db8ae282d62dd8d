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
from index.fields import TEXT_FIELDS, VALUED

CHUNKS = 16_000_000
"""A segment is full with so many chunks of text (about as many words); it takes some 50 bytes a chunk."""

_AT_ONCE = 200_000
"""So many characters of text are cut into chunks together."""

Row = tuple[str, str, int, int, str, list[str], list[list[str]]]
"""A document in plain parts: id, issue, day, position, fingerprint, texts, each facet's values."""


def row_of(document: IndexDocument) -> Row:
    """A document's parts, in the order of `index.fields`."""
    texts = [document.texts.get(field.name, "") for field in TEXT_FIELDS]
    facets = [[value for value in document.facets.get(facet.name, ()) if value] for facet in VALUED]
    day = document.date.toordinal()
    return document.id, document.issue, day, document.position, document.fingerprint, texts, facets


class Gathering:
    """The documents of one segment to be."""

    def __init__(self, chunks: Chunks, share: float = 1.0) -> None:
        self._chunks = chunks
        self._share = share
        self._heads: list[tuple[str, str, int, int, str]] = []
        self._waiting: list[str] = []
        self._blocks: list[bytes] = []
        self._unread: list[str] = []
        self._characters = 0
        self._tokens = [_Runs() for _ in TEXT_FIELDS]
        self._values = [(_Numbers(), _Runs()) for _ in VALUED]

    def add(self, row: Row) -> None:
        """Take one more document."""
        *_, texts, facets = row
        self._heads.append(row[:5])
        self._waiting += texts
        if not len(self._heads) % columns.BLOCK:
            self._squeeze()
        self._unread += texts
        self._characters += sum(map(len, texts))
        if self._characters >= _AT_ONCE:
            self._read()
        for (numbers, runs), carried in zip(self._values, facets, strict=True):
            distinct = dict.fromkeys(carried)
            runs.numbers.extend(map(numbers.__getitem__, distinct))
            runs.sizes.append(len(distinct))

    def __len__(self) -> int:
        return len(self._heads)

    @property
    def full(self) -> bool:
        """Whether this must become a segment now."""
        held = sum(len(runs.numbers) for runs in self._tokens)
        return len(self) >= inverting.DOCUMENTS or held >= CHUNKS * self._share

    def arrays(self) -> dict[str, Array]:
        """All arrays of the segment; nothing can be added after."""
        self._squeeze()
        self._read()
        ids, issues, days, ranks, fingerprints = zip(*self._heads, strict=True) if self._heads else [()] * 5
        block, slot = np.divmod(np.arange(len(self)), columns.BLOCK)
        facets = {facet.name: _facet(*self._values[i]) for i, facet in enumerate(VALUED)}
        made = columns.arrays(
            Columns(ids, issues, days, ranks, fingerprints, self._blocks, block, slot, facets)
        )
        tables = self._chunks.tables()
        for field in reversed(TEXT_FIELDS):
            arrays = _inverted(self._tokens.pop(), self._chunks.words, *tables)
            made |= {f"{field.name}.{part}": array_ for part, array_ in arrays.items()}
        return made

    def _read(self) -> None:
        """Cut the texts that wait into chunks."""
        for place, runs in enumerate(self._tokens):
            numbers, sizes = self._chunks.of(self._unread[place :: len(self._tokens)])
            runs.numbers.frombytes(numbers.astype(np.uintc).tobytes())
            runs.sizes.frombytes(sizes.astype(np.uintc).tobytes())
        self._unread, self._characters = [], 0

    def _squeeze(self) -> None:
        if self._waiting:
            self._blocks.append(columns.squeezed(self._waiting))
            self._waiting = []


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
    tokens, lengths = _spread(
        np.array(runs.numbers, np.uint32), np.array(runs.sizes, np.int64), sizes, inside
    )
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
    word_postings = inverting.counted(inverting.keys(tokens[shared], docs[shared], np.zeros(1, np.uint32)))
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
