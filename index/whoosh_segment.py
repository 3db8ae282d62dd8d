"""A Whoosh segment as arrays: columns read when it is opened, postings when first asked for and then kept."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from threading import RLock
from typing import Any

import numpy as np

from index import whoosh_errors
from index.fields import TEXT_FIELDS
from index.postings import NONE, FacetColumn, Ints, Occurrences, Postings
from index.whoosh_schema import Row, schema, words_field
from index.whoosh_storage import DurableStorage

_KEPT = 4_000_000
"""How many numbers of postings a segment keeps at hand (8 bytes each)."""

_SCHEMA = schema()


class WhooshSegment:
    """Implements `index.postings.Segment`; shared by threads, closed by the last of its `holders`."""

    def __init__(self, storage: DurableStorage, segment: Any) -> None:
        self.holders = 0
        self.size: int = segment.doc_count_all()
        self._folder = storage.path
        self._lock = RLock()
        self._kept = _Kept(_KEPT)
        self._columns: dict[str, FacetColumn] = {}
        self._words: dict[str, list[str]] = {}
        with whoosh_errors.reading(self._folder):
            self._files = segment.open_compound_file(storage) if segment.is_compound() else storage
            codec = segment.codec()
            self._terms = codec.terms_reader(self._files, segment)
            self._stored = codec.per_document_reader(self._files, segment)
            self._take_rows([Row(*self._stored.stored_fields(doc)["row"]) for doc in range(self.size)])

    def _take_rows(self, rows: list[Row]) -> None:
        self._ids = [row.id for row in rows]
        self._docs = {id_: doc for doc, id_ in enumerate(self._ids)}
        self.issues = [row.issue for row in rows]
        self.fingerprints = [row.fingerprint for row in rows]
        self.days: Ints = np.array([row.day for row in rows], np.int64)
        self.positions: Ints = np.array([row.position for row in rows], np.int64)
        lengths = np.array([row.lengths for row in rows], np.int64).reshape(self.size, len(TEXT_FIELDS))
        self._lengths = {field.name: lengths[:, i].copy() for i, field in enumerate(TEXT_FIELDS)}

    def lengths(self, field: str) -> Ints:
        """Each document's number of tokens."""
        return self._lengths[field]

    def facet(self, facet: str) -> FacetColumn:
        """A facet's column, put together from Whoosh's postings."""
        with self._reading():
            if facet not in self._columns:
                self._columns[facet] = self._column(facet)
            return self._columns[facet]

    def postings(self, field: str, stem: str) -> Postings:
        """Where a stem stands."""
        docs, frequencies = self._arrays(field, stem, _docs_and_frequencies)
        return Postings(docs, frequencies)

    def occurrences(self, field: str, stem: str) -> Occurrences:
        """At which positions a stem stands."""
        docs, positions = self._arrays(field, stem, _docs_and_positions)
        return Occurrences(docs, positions)

    def word_postings(self, field: str, word: str) -> Postings:
        """Where a word stands."""
        return self.postings(words_field(field), word)

    def vocabulary(self, field: str) -> Sequence[str]:
        """The words of a field."""
        with self._reading():
            if field not in self._words:
                self._words[field] = [term.decode() for term in self._terms_of(words_field(field))]
            return self._words[field]

    def stem_count(self, field: str, stem: str) -> int:
        """In how many documents a stem stands."""
        with self._reading():
            key = (field, stem.encode())
            return int(self._terms.doc_frequency(*key)) if key in self._terms else 0

    def word_count(self, field: str, word: str) -> int:
        """In how many documents a word stands."""
        return self.stem_count(words_field(field), word)

    def ids(self, docs: Ints) -> list[str]:
        """The ids of documents."""
        return [self._ids[doc] for doc in docs.tolist()]

    @property
    def all_ids(self) -> Sequence[str]:
        """The ids of all documents, deleted ones included."""
        return self._ids

    def find(self, id: str) -> int | None:  # noqa: A002
        """The document with this id."""
        return self._docs.get(id)

    def texts(self, doc: int) -> dict[str, str]:
        """A document's text fields."""
        with self._reading():
            return dict(self._stored.stored_fields(doc)["texts"])

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            self._terms.close()
            self._stored.close()
            if self._files is not None and not isinstance(self._files, DurableStorage):
                self._files.close()

    def _reading(self) -> "_Locked":
        return _Locked(self._lock, self._folder)

    def _arrays(self, field: str, term: str, read: "Reader") -> tuple[Ints, Ints]:
        with self._reading():
            key = (field, term, read is _docs_and_positions)
            if (kept := self._kept.get(key)) is not None:
                return kept
            coded = (field, term.encode())
            if coded not in self._terms:
                return NONE, NONE
            arrays = read(self._terms.matcher(*coded, _SCHEMA[field].format))
            self._kept.put(key, arrays)
            return arrays

    def _terms_of(self, field: str) -> Iterator[bytes]:
        for name, term in self._terms.terms_from(field, b""):
            if name != field:
                return
            yield term

    def _column(self, facet: str) -> FacetColumn:
        terms = list(self._terms_of(facet)) if facet in self._terms.indexed_field_names() else []
        lists = [list(self._terms.matcher(facet, term, _SCHEMA[facet].format).all_ids()) for term in terms]
        owners = np.array([doc for docs in lists for doc in docs], np.int64)
        ids = np.repeat(np.arange(len(lists)), [len(docs) for docs in lists]) if lists else NONE
        order = np.argsort(owners, kind="stable")
        starts = np.searchsorted(owners[order], np.arange(self.size + 1))
        return FacetColumn(tuple(term.decode() for term in terms), starts, ids[order])


Reader = Callable[[Any], tuple[Ints, Ints]]


class _Locked:
    """One thread at a time in Whoosh's readers (they share a file position), failures reported as damage."""

    def __init__(self, lock: Any, folder: Any) -> None:
        self._lock = lock
        self._errors = whoosh_errors.reading(folder)

    def __enter__(self) -> None:
        self._lock.acquire()
        self._errors.__enter__()

    def __exit__(self, *failure: Any) -> None:
        try:
            self._errors.__exit__(*failure)
        finally:
            self._lock.release()


class _Kept:
    """The arrays used last, up to so many numbers in all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._arrays: OrderedDict[tuple[str, str, bool], tuple[Ints, Ints]] = OrderedDict()

    def get(self, key: tuple[str, str, bool]) -> tuple[Ints, Ints] | None:
        if key in self._arrays:
            self._arrays.move_to_end(key)
        return self._arrays.get(key)

    def put(self, key: tuple[str, str, bool], arrays: tuple[Ints, Ints]) -> None:
        self._arrays[key] = arrays
        self._held += 2 * len(arrays[0])
        while self._held > self._limit and len(self._arrays) > 1:
            _, (dropped, _) = self._arrays.popitem(last=False)
            self._held -= 2 * len(dropped)


def _docs_and_frequencies(matcher: Any) -> tuple[Ints, Ints]:
    docs, frequencies = [], []
    while matcher.is_active():
        docs.append(matcher.id())
        frequencies.append(int(matcher.weight()))
        matcher.next()
    return np.array(docs, np.int64), np.array(frequencies, np.int64)


def _docs_and_positions(matcher: Any) -> tuple[Ints, Ints]:
    docs, positions = [], []
    while matcher.is_active():
        places = matcher.value_as("positions")
        docs += [matcher.id()] * len(places)
        positions += places
        matcher.next()
    return np.array(docs, np.int64), np.array(positions, np.int64)
