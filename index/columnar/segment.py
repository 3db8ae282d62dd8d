"""A segment's file as the evaluator reads it: arrays mapped into memory, of which only what is used is read.

To open a segment makes no object per document. Its dictionaries and columns are compared with their
checksums then; postings, positions and texts only if the file is small, or when `check` is called. A damaged
posting can make NumPy raise IndexError or an answer wrong, and nothing worse.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar.arrays import Array, ranges
from index.columnar.columns import decompress_texts
from index.columnar.container import Container, DamagedError
from index.columnar.term_dictionary import StringArray, TermsDict, encode_utf8, pack_strings
from index.evaluator.facet_column import FacetColumn
from index.evaluator.segments import Occurrences, Postings
from index.fields import TEXT_FIELDS, VALUE_FIELDS

MAX_FULLY_CHECKED_BYTES = 16 << 20
"""A file of up to this size is compared with its checksums whole when it is opened."""

BULK_ARRAYS = ("docs", "frequencies", "positions", "texts", "fingerprints")
"""The arrays that are not compared when a larger file is opened."""

_MAX_CACHED_LOOKUPS = 20_000
"""How many terms of a field have their list numbers cached, before the cache is emptied."""

_FACETS = frozenset(facet.name for facet in VALUE_FIELDS)
_NO_VALUES = TermsDict(*pack_strings([]))


class Segment:
    """Implements `index.evaluator.segments.Segment`; threads may share it.

    Its file is closed when the last of its arrays is released.
    """

    def __init__(self, path: Path) -> None:
        self._file = Container(path)
        self._file.check(BULK_ARRAYS if path.stat().st_size > MAX_FULLY_CHECKED_BYTES else ())
        self.size = self._file.documents
        self.days: Any = self._file["days"]
        self.recency: Any = self._file["newest"]
        self._fields = {f.name: _Field(self._file, f.name) for f in TEXT_FIELDS}
        self._columns: dict[str, FacetColumn] = {}
        self._ids = self._strings("ids")

    def __getitem__(self, name: str) -> Array:
        """An array of the file by its name."""
        return self._file[name]

    def lengths(self, field: str) -> Any:
        """Each document's number of tokens in a text field."""
        return self._fields[field].lengths

    def facet(self, facet: str) -> FacetColumn:
        """The column of a facet; an empty one for an unknown facet."""
        if facet not in self._columns:
            self._columns[facet] = self._column(facet)
        return self._columns[facet]

    def values(self, facet: str) -> TermsDict:
        """The values of a facet."""
        return TermsDict(self._file[f"{facet}.values"], self._file[f"{facet}.values_at"])

    def postings(self, field: str, stem: str) -> Postings:
        """The postings of a stem."""
        return self._fields[field].postings(self._fields[field].stem_list(stem))

    def occurrences(self, field: str, stem: str) -> Occurrences:
        """The occurrences of a stem; DamagedError if frequencies and positions disagree."""
        return self._fields[field].occurrences(self._fields[field].stem_list(stem))

    def word_postings(self, field: str, word: str) -> Postings:
        """The postings of a word."""
        return self._fields[field].postings(self._fields[field].word_list(word))

    def words(self, field: str) -> TermsDict:
        """The words of a field."""
        return self._fields[field].words

    def stems(self, field: str) -> TermsDict:
        """The stems of a field."""
        return self._fields[field].stems

    def stem_doc_freq(self, field: str, stem: str) -> int:
        """The number of documents in which a stem occurs, deleted ones included."""
        return self._fields[field].doc_freq(self._fields[field].stem_list(stem))

    def word_doc_freqs(self, field: str) -> Any:
        """By ordinal, the number of documents in which a word occurs, deleted ones included."""
        arrays = self._fields[field]
        return np.diff(arrays.starts)[arrays.lists]

    def positions(self, field: str, stem: str) -> Array:
        """The positions of a stem, document after document."""
        return self._fields[field].positions_of(self._fields[field].stem_list(stem))

    def postings_of_words(self, field: str, ordinals: Array) -> Postings:
        """The posting lists of words, concatenated in the order of the ordinals."""
        arrays = self._fields[field]
        lists = arrays.lists[ordinals].astype(np.int64)
        starts = arrays.starts[lists].astype(np.int64)
        entries = ranges(starts, arrays.starts[lists + 1].astype(np.int64) - starts)
        return Postings(arrays.docs[entries], arrays.frequencies[entries])

    def ids(self, docs: Array) -> list[str]:
        """The ids of documents."""
        return self._ids.take(docs)

    @property
    def all_ids(self) -> list[str]:
        """The ids of all documents."""
        return self._ids.slice(0, self.size)

    @property
    def fingerprints(self) -> list[str]:
        """The fingerprints of all documents."""
        return self._strings("fingerprints").slice(0, self.size)

    @property
    def tokens(self) -> int:
        """The number of tokens of all documents in all text fields."""
        return sum(len(arrays.positions) for arrays in self._fields.values())

    def sort_keys(self, docs: Array) -> list[tuple[int, str, int, str]]:
        """The keys that sort documents newest first: negative date, issue, position, id."""
        issues, issue = self._strings("issues"), self._file["issue"][docs].tolist()
        days, ranks = (-self.days[docs].astype(np.int64)).tolist(), self._file["ranks"][docs].tolist()
        return list(zip(days, (issues[n] for n in issue), ranks, self.ids(docs), strict=True))

    def find(self, id: str) -> int | None:  # noqa: A002
        """The document with this id; None if there is none."""
        return _SortedView(self._ids, self._file["by_id"]).find(id)

    def texts(self, doc: int) -> dict[str, str]:
        """A document's stored text fields."""
        block = int(self._file["block"][doc])
        start, end = self._file["texts_at"][block : block + 2].tolist()
        return decompress_texts(self._file["texts"][start:end].tobytes(), int(self._file["slot"][doc]))

    def check(self) -> None:
        """Compare all arrays with their checksums; DamagedError where one differs."""
        self._file.check(())

    def _strings(self, name: str) -> StringArray:
        return StringArray(self._file[name], self._file[f"{name}_at"])

    def _column(self, facet: str) -> FacetColumn:
        if facet not in _FACETS:
            return FacetColumn(0, np.zeros(self.size + 1, np.int64), np.empty(0, np.int64), _NO_VALUES)
        starts: Any = self._file[f"{facet}.starts"]
        numbers: Any = self._file[f"{facet}.numbers"]
        values = self.values(facet)
        return FacetColumn(len(values), starts, numbers, values)


@dataclass
class _Field:
    """The arrays of a text field (see `index.columnar.posting_lists`). List number None is an empty list."""

    file: Container
    name: str
    _lists: dict[tuple[bool, str], int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = TermsDict(self._array("words"), self._array("words_at"))
        self.stems = TermsDict(self._array("stems"), self._array("stems_at"))
        self.lists, self.lengths = self._array("lists"), self._array("lengths")
        self.starts, self.places = self._array("starts"), self._array("places")
        self.docs, self.frequencies = self._array("docs"), self._array("frequencies")
        self.positions = self._array("positions")

    def stem_list(self, stem: str) -> int | None:
        """The number of a stem's list; None for an unknown stem."""
        return self._list(False, stem)

    def word_list(self, word: str) -> int | None:
        """The number of a word's list; None for an unknown word."""
        return self._list(True, word)

    def doc_freq(self, number: int | None) -> int:
        """The number of documents in a list."""
        if number is None:
            return 0
        return int(self.starts[number + 1]) - int(self.starts[number])

    def postings(self, number: int | None) -> Postings:
        """The postings of a list."""
        start, end = (0, 0) if number is None else (int(self.starts[number]), int(self.starts[number + 1]))
        return Postings(self.docs[start:end], self.frequencies[start:end])

    def positions_of(self, number: int | None) -> Array:
        """The positions of a stem's list."""
        start, end = (0, 0) if number is None else (int(self.places[number]), int(self.places[number + 1]))
        positions: Array = self.positions[start:end]
        return positions

    def occurrences(self, number: int | None) -> Occurrences:
        """The occurrences of a stem's list."""
        postings, positions = self.postings(number), self.positions_of(number)
        frequencies = postings.frequencies
        # Wrong frequencies of more than a byte could ask for any amount of memory.
        if frequencies.dtype != np.uint8 and frequencies.sum(dtype=np.int64) != len(positions):
            raise DamagedError(f"frequencies of {self.name} have changed")
        return Occurrences(np.repeat(postings.docs, frequencies), positions)

    def _array(self, name: str) -> Any:
        return self.file[f"{self.name}.{name}"]

    def _list(self, is_word: bool, text: str) -> int | None:
        key = (is_word, text)
        number = self._lists.get(key, -1)
        if number == -1:
            if len(self._lists) >= _MAX_CACHED_LOOKUPS:
                self._lists.clear()
            ordinal = (self.words if is_word else self.stems).ordinal(text)
            number = int(self.lists[ordinal]) if is_word and ordinal is not None else ordinal
            self._lists[key] = number
        return number


class _SortedView:
    """Strings seen in another order, in which they ascend."""

    def __init__(self, strings: StringArray, order: Array) -> None:
        self._strings, self._order = strings, order

    def bytes_at(self, place: int) -> bytes:
        """The bytes of the string at a place of that order."""
        return self._strings.bytes_at(int(self._order[place]))

    def find(self, text: str) -> int | None:
        """The number of a string; None if it is not there."""
        coded = encode_utf8(text)
        place = bisect_left(range(len(self._order)), coded, key=self.bytes_at)
        found = place < len(self._order) and self.bytes_at(place) == coded
        return int(self._order[place]) if found else None
