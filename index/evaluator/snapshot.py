"""The segments of an index as of one commit: live documents, and the norms and caches that queries share."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index import scoring
from index.evaluator.docset import NO_DOCS, DocSet, Ints, Mask
from index.evaluator.facet_counts import FacetCounter
from index.evaluator.segments import Segment
from index.fields import TEXT_FIELDS

TERM_CACHE_BYTES = 64_000_000
"""Memory for the term frequencies of recent queries; a snapshot keeps them as long as it is in use."""

_FIELDS = {field.name: field for field in TEXT_FIELDS}

_FIRST_PROBED = 1024
"""How many of the newest (or oldest) documents are tried before all are."""


class HasBytes(Protocol):
    """A value that knows how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """The memory in bytes."""


T = TypeVar("T", bound=HasBytes)


class LRUCache(Generic[T]):
    """A cache of at most `max_bytes`; the values not used for longest are evicted. Threads may share it."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """The value stored under a key; None if there is none."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Hashable, value: T) -> None:
        """Store a value, and evict others while there are too many bytes."""
        with self._lock:
            self._bytes += value.nbytes - (self._values[key].nbytes if key in self._values else 0)
            self._values[key] = value
            while self._bytes > self._max_bytes:
                self._bytes -= self._values.popitem(last=False)[1].nbytes


@dataclass(frozen=True)
class SegmentReader:
    """A segment as of one commit: `live` says which documents are not deleted.

    `recency` is each document's rank in the segment, 0 for the newest.
    """

    segment: Segment
    live: Mask
    recency: Ints

    @cached_property
    def live_docs(self) -> DocSet:
        """The live documents as a set."""
        return DocSet(len(self.live), mask=self.live)

    def keep_live(self, docset: DocSet) -> DocSet:
        """The live documents of a set."""
        return docset if self.all_live else docset & self.live_docs

    @cached_property
    def newest_first(self) -> Ints:
        """All documents, newest first."""
        order = np.empty(len(self.recency), np.intp)
        order[self.recency] = np.arange(len(self.recency))
        return order

    def newest_of(self, docset: DocSet, count: int) -> Ints:
        """The newest documents of a set, at most `count`, newest first."""
        if docset.is_sparse:
            return docset.docs.take(self.recency.take(docset.docs).argsort()[:count])
        newest = NO_DOCS
        for probed in (_FIRST_PROBED + 8 * count, docset.size):
            order = self.newest_first[:probed]
            newest = order[docset.contains(order)]
            if len(newest) >= count:
                break
        return newest[:count]

    def day_span(self, docset: DocSet) -> tuple[int, int]:
        """The earliest and the latest day (Gregorian ordinals) of a set that is not empty."""
        if docset.is_sparse:
            days = self.segment.days.take(docset.docs)
            return int(days.min()), int(days.max())
        order = self.newest_first
        for probed in (_FIRST_PROBED, len(order)):
            newest = order[:probed][docset.contains(order[:probed])]
            oldest = order[-probed:][docset.contains(order[-probed:])]
            if len(newest) and len(oldest):
                break
        return int(self.segment.days[oldest[-1]]), int(self.segment.days[newest[0]])

    @cached_property
    def all_live(self) -> bool:
        """Whether no document is deleted."""
        return bool(self.live.all())


@dataclass(frozen=True)
class Snapshot:
    """All segments as of one commit, and the archive revision that they stand for."""

    readers: tuple[SegmentReader, ...]
    revision: int

    @cached_property
    def doc_count(self) -> int:
        """The number of live documents."""
        return sum(int(reader.live.sum()) for reader in self.readers)

    def find(self, id_: str) -> tuple[SegmentReader, int] | None:
        """The live document with an id, and its segment; None if there is none."""
        for reader in self.readers:
            doc = reader.segment.find(id_)
            if doc is not None and reader.live[doc]:
                return reader, doc
        return None

    @cached_property
    def day_counts(self) -> tuple[int, Ints]:
        """The earliest day (Gregorian ordinal), and the number of live documents of each day from it on."""
        days = np.concatenate([NO_DOCS, *(reader.segment.days[reader.live] for reader in self.readers)])
        first = int(days.min(initial=date.max.toordinal()))
        return first, np.bincount(days - first)

    @cached_property
    def _average_lengths(self) -> dict[str, float]:
        return {}

    @cached_property
    def term_cache(self) -> LRUCache[Any]:
        """The term frequencies of recent queries."""
        return LRUCache(TERM_CACHE_BYTES)

    @cached_property
    def facet_counter(self) -> FacetCounter:
        """The facets of all segments."""
        return FacetCounter([reader.segment for reader in self.readers])

    @cached_property
    def _norms(self) -> dict[tuple[int, str], NDArray[np.float64]]:
        return {}

    def norms(self, segment_ord: int, field: str) -> NDArray[np.float64]:
        """The norm of each document of a segment in a text field (`index.scoring.norms`)."""
        norms = self._norms.get((segment_ord, field))
        if norms is None:
            lengths = self.readers[segment_ord].segment.lengths(field)
            # An average of 0 means that the field has no tokens, so that no norm of it is ever used.
            norms = scoring.norms(_FIELDS[field], lengths, self.average_length(field) or 1.0)
            self._norms[segment_ord, field] = norms
        return norms

    def average_length(self, field: str) -> float:
        """The mean number of tokens of a text field over all live documents."""
        if field not in self._average_lengths:
            total = sum(
                int(lengths.sum(where=True if reader.all_live else reader.live, dtype=np.int64))
                for reader, lengths in ((reader, reader.segment.lengths(field)) for reader in self.readers)
            )
            self._average_lengths[field] = total / max(self.doc_count, 1)
        return self._average_lengths[field]

    def stem_doc_freq(self, field: str, stem: str) -> int:
        """The number of live documents in which a stem occurs in a field."""
        return sum(
            reader.segment.stem_doc_freq(field, stem)
            if reader.all_live
            else int(reader.live[reader.segment.postings(field, stem).docs].sum())
            for reader in self.readers
        )
