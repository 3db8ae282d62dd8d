"""What the evaluator reads: arrays of postings and columns of immutable segments, behind one Protocol.

Documents of a segment are numbered from 0. Arrays hold what was written, items deleted since included; a
`View` says which are live. Whoever brings other storage (memory-mapped arrays, say) implements `Segment` and
nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import scoring
from index.evaluator.cache import Kept
from index.evaluator.docset import NONE, Chosen, Ints, Mask
from index.evaluator.facet_column import FacetColumn
from index.evaluator.facet_counts import FacetTable
from index.fields import TEXT_FIELDS

__all__ = [
    "NONE",
    "Chosen",
    "FacetColumn",
    "Ints",
    "Mask",
    "Occurrences",
    "Postings",
    "Segment",
    "Snapshot",
    "View",
    "Vocabulary",
]


KEPT = 64_000_000
"""So many bytes of what words came to are kept as long as a snapshot is in use."""

_TEXTS = {field.name: field for field in TEXT_FIELDS}

_NEAR = 1024
"""So many documents are looked at before all are."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents (ascending, each once) in which a term stands, and how often in each."""

    docs: Ints
    frequencies: Ints


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The places at which a term stands: documents (ascending, repeated), positions (ascending in each)."""

    docs: Ints
    positions: Ints


class Vocabulary(Protocol):
    """Ascending words, as one array of UTF-8 bytes and where each word begins in it."""

    @property
    def blob(self) -> NDArray[Any]:
        """The bytes of all words, joined."""

    @property
    def offsets(self) -> NDArray[Any]:
        """Where each word begins, and the end."""

    def __len__(self) -> int:
        """The number of words."""

    def locate(self, coded: bytes) -> int:
        """The number of the first word that is not less than this one."""

    def slice(self, start: int, stop: int) -> list[str]:
        """Neighbouring words."""


class Segment(Protocol):
    """Documents written together and never changed. Methods may raise IndexUnavailableError only."""

    @property
    def size(self) -> int:
        """The number of documents, deleted ones included."""

    @property
    def days(self) -> Ints:
        """Each document's date as a proleptic Gregorian ordinal."""

    @property
    def newest(self) -> Ints:
        """Each document's place in the order of `index.engine`, newest first, among those of the segment."""

    def keys(self, docs: Ints) -> Sequence[tuple[int, str, int, str]]:
        """What puts documents of several segments into the order of `index.engine`, newest first."""

    def lengths(self, field: str) -> Ints:
        """Each document's exact number of tokens in a text field."""

    def facet(self, facet: str) -> FacetColumn:
        """A facet's values; an empty column for an unknown facet."""

    def postings(self, field: str, stem: str) -> Postings:
        """Where a stem stands in a text field."""

    def positions(self, field: str, stem: str) -> Ints:
        """At which positions a stem stands: of the first document of its postings, of the next, and so on."""

    def listed(self, field: str, numbers: Ints) -> Postings:
        """The postings of words by their number in the vocabulary, one list after another."""

    def vocabulary(self, field: str) -> Vocabulary:
        """The folded, unstemmed words of a text field."""

    def word_counts(self, field: str) -> Ints:
        """In how many documents each word of the vocabulary stands, deleted ones included."""

    def stem_count(self, field: str, stem: str) -> int:
        """The number of documents in which a stem stands, deleted ones included."""

    def ids(self, docs: Ints) -> list[str]:
        """The ids of documents."""

    def find(self, id: str) -> int | None:  # noqa: A002
        """The document with this id, live or deleted."""

    def texts(self, doc: int) -> dict[str, str]:
        """A document's text fields as given."""


@dataclass(frozen=True)
class View:
    """A segment as of one commit: which documents are live, and the place of each in it, newest first."""

    segment: Segment
    live: Mask
    newest: Ints

    @cached_property
    def alive(self) -> Chosen:
        """The live documents as a set."""
        return Chosen(len(self.live), mask=self.live)

    def living(self, chosen: Chosen) -> Chosen:
        """Those of some documents that are live."""
        return chosen if self.whole else chosen & self.alive

    @cached_property
    def by_date(self) -> Ints:
        """The documents, newest first."""
        order = np.empty(len(self.newest), np.intp)
        order[self.newest] = np.arange(len(self.newest))
        return order

    def newest_of(self, chosen: Chosen, count: int) -> Ints:
        """The newest of some documents, at most `count`, newest first."""
        if chosen.few:
            return chosen.docs.take(self.newest.take(chosen.docs).argsort()[:count])
        found = NONE
        for reach in (_NEAR + 8 * count, chosen.size):
            order = self.by_date[:reach]
            found = order[chosen.has(order)]
            if len(found) >= count:
                break
        return found[:count]

    def ends(self, chosen: Chosen) -> tuple[int, int]:
        """The earliest and the latest day of some documents, of which there is one at least."""
        if chosen.few:
            days = self.segment.days.take(chosen.docs)
            return int(days.min()), int(days.max())
        ordered = self.by_date
        for reach in (_NEAR, len(ordered)):
            newest = ordered[:reach][chosen.has(ordered[:reach])]
            oldest = ordered[-reach:][chosen.has(ordered[-reach:])]
            if len(newest) and len(oldest):
                break
        return int(self.segment.days[oldest[-1]]), int(self.segment.days[newest[0]])

    @cached_property
    def whole(self) -> bool:
        """Whether nothing is deleted."""
        return bool(self.live.all())


@dataclass(frozen=True)
class Snapshot:
    """All segments as of one commit, and the archive revision it stands for."""

    views: tuple[View, ...]
    revision: int

    @cached_property
    def documents(self) -> int:
        """The number of live documents."""
        return sum(int(view.live.sum()) for view in self.views)

    @cached_property
    def _averages(self) -> dict[str, float]:
        return {}

    @cached_property
    def kept(self) -> Kept[Any]:
        """What the words of the last queries came to."""
        return Kept(KEPT)

    @cached_property
    def facets(self) -> FacetTable:
        """The facets of all segments."""
        return FacetTable([view.segment for view in self.views])

    @cached_property
    def _divisors(self) -> dict[tuple[int, str], NDArray[np.float64]]:
        return {}

    def divisors(self, number: int, field: str) -> NDArray[np.float64]:
        """What an occurrence in a text field of each document of a segment is divided by."""
        found = self._divisors.get((number, field))
        if found is None:
            lengths, average = self.views[number].segment.lengths(field), self.average_length(field)
            # Without an average there is no occurrence either.
            found = scoring.divisors(_TEXTS[field], lengths, average or 1.0)
            self._divisors[number, field] = found
        return found

    def average_length(self, field: str) -> float:
        """The mean number of tokens of a text field over live documents."""
        if field not in self._averages:
            total = sum(
                int(lengths.sum(where=True if view.whole else view.live, dtype=np.int64))
                for view, lengths in ((view, view.segment.lengths(field)) for view in self.views)
            )
            self._averages[field] = total / max(self.documents, 1)
        return self._averages[field]

    def stem_frequency(self, field: str, stem: str) -> int:
        """The number of live documents in which a stem stands in a field."""
        return sum(
            v.segment.stem_count(field, stem)
            if v.whole
            else int(v.live[v.segment.postings(field, stem).docs].sum())
            for v in self.views
        )
