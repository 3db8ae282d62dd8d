"""What the evaluator reads: arrays of postings and columns of immutable segments, behind one Protocol.

Documents of a segment are numbered from 0. Arrays hold what was written, items deleted since included; a
`View` says which are live. Whoever brings other storage (memory-mapped arrays, say) implements `Segment` and
nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NONE: Ints = np.empty(0, np.int64)
NONE.setflags(write=False)


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


@dataclass(frozen=True)
class FacetColumn:
    """The values of a facet: document d carries `values[i]` for each i of `ids[starts[d]:starts[d + 1]]`."""

    values: tuple[str, ...]
    starts: Ints
    ids: Ints

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each value stands in `values`."""
        return {value: i for i, value in enumerate(self.values)}

    @cached_property
    def owners(self) -> Ints:
        """For each entry of `ids`, the document that carries it."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def carriers(self, value: str) -> Ints:
        """The documents that carry a value, ascending."""
        number = self.numbers.get(value)
        return NONE if number is None else self.owners[self.ids == number]

    def counts(self, docs: Ints) -> Ints:
        """How many of `docs` carry each of `values`."""
        starts, sizes = self.starts[docs], np.diff(self.starts)[docs]
        shifts = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        return np.bincount(self.ids[shifts + np.arange(sizes.sum())], minlength=len(self.values))


class Segment(Protocol):
    """Documents written together and never changed. Methods may raise IndexUnavailableError only."""

    @property
    def size(self) -> int:
        """The number of documents, deleted ones included."""

    @property
    def days(self) -> Ints:
        """Each document's date as a proleptic Gregorian ordinal."""

    def lengths(self, field: str) -> Ints:
        """Each document's exact number of tokens in a text field."""

    def facet(self, facet: str) -> FacetColumn:
        """A facet's values; an empty column for an unknown facet."""

    def postings(self, field: str, stem: str) -> Postings:
        """Where a stem stands in a text field."""

    def occurrences(self, field: str, stem: str) -> Occurrences:
        """At which positions a stem stands in a text field."""

    def word_postings(self, field: str, word: str) -> Postings:
        """Where a folded, unstemmed word stands in a text field."""

    def vocabulary(self, field: str) -> Sequence[str]:
        """The folded, unstemmed words of a text field in ascending order."""

    def stem_count(self, field: str, stem: str) -> int:
        """The number of documents in which a stem stands, deleted ones included."""

    def word_count(self, field: str, word: str) -> int:
        """The number of documents in which a word stands, deleted ones included."""

    def ids(self, docs: Ints) -> list[str]:
        """The ids of documents."""

    def find(self, id: str) -> int | None:  # noqa: A002
        """The document with this id, live or deleted."""

    def texts(self, doc: int) -> dict[str, str]:
        """A document's text fields as given."""


@dataclass(frozen=True)
class View:
    """A segment as of one commit: which documents are live, and the place of each, newest first."""

    segment: Segment
    live: Mask
    newest: Ints

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

    def average_length(self, field: str) -> float:
        """The mean number of tokens of a text field over live documents."""
        if field not in self._averages:
            total = sum(int(view.segment.lengths(field)[view.live].sum()) for view in self.views)
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

    def word_frequency(self, field: str, word: str) -> int:
        """The number of live documents in which a word stands in a field."""
        return sum(
            v.segment.word_count(field, word)
            if v.whole
            else int(v.live[v.segment.word_postings(field, word).docs].sum())
            for v in self.views
        )


def newest_first(days: Ints, issues: Sequence[str], positions: Ints, ids: Sequence[str]) -> Ints:
    """The place of each item in the order of `index.engine`: date descending, then issue, position, id."""
    order = np.lexsort((np.array(ids, np.str_), positions, np.array(issues, np.str_), -days))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places
