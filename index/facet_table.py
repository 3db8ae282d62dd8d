"""The facets of all segments, numbered together, so that all are counted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.chosen import Chosen, Ints
from index.facet_column import FacetColumn

Counts = dict[str, int]
_joined: "WeakKeyDictionary[FacetColumn, FacetColumn]" = WeakKeyDictionary()


@dataclass(frozen=True)
class FacetTable:
    """All values, and each facet's share of them; of each segment, the columns and where their values stand.

    The facet "" is all of them as one.
    """

    shares: Mapping[str, slice]
    values: Sequence[str]
    columns: Sequence[Mapping[str, FacetColumn]]
    places: Sequence[Mapping[str, Ints]]

    @classmethod
    def of(cls, segments: Sequence[Mapping[str, FacetColumn]], facets: Sequence[str]) -> "FacetTable":
        """The table of some facets, given the columns of each segment."""
        shares: dict[str, slice] = {}
        values: list[str] = []
        places: list[dict[str, Ints]] = [{} for _ in segments]
        for facet in facets:
            numbers: dict[str, int] = {}
            for own, columns in zip(places, segments, strict=True):
                listed = [numbers.setdefault(v, len(numbers)) for v in columns[facet].values]
                own[facet] = np.array(listed, np.int64) + len(values)
            shares[facet] = slice(len(values), len(values) + len(numbers))
            values += numbers
        for own in places:
            own[""] = np.concatenate(list(own.values()))
        listed_columns = [{"": joined(list(own.values())), **own} for own in segments]
        return cls(shares, values, listed_columns, places)

    def counts(self, chosen: Sequence[Chosen], facet: str = "") -> dict[str, Counts]:
        """How many of the documents chosen in each segment carry each value of all facets, or of one."""
        totals = np.zeros(len(self.values), np.int64)
        for columns, places, own in zip(self.columns, self.places, chosen, strict=True):
            if own.count:
                totals[places[facet]] += columns[facet].counts(own)
        names = [facet] if facet else self.shares
        return {name: self._named(totals, self.shares[name]) for name in names}

    def _named(self, totals: Ints, share: slice) -> Counts:
        present = np.flatnonzero(totals[share]) + share.start
        values = map(self.values.__getitem__, present.tolist())
        return dict(zip(values, totals.take(present).tolist(), strict=True))


def joined(columns: Sequence[FacetColumn]) -> FacetColumn:
    """Facets of a segment as one, the values of one after those of the other; made once."""
    known = _joined.get(columns[0])
    if known is None:
        known = _joined[columns[0]] = _join(columns)
    return known


def _join(columns: Sequence[FacetColumn]) -> FacetColumn:
    values = tuple(value for column in columns for value in column.values)
    starts: Ints = np.sum([column.starts for column in columns], axis=0, dtype=np.int64)
    ids: NDArray[Any] = np.empty(int(starts[-1]), np.uint16 if len(values) < 1 << 16 else np.uint32)
    ahead, first = starts[:-1].copy(), 0
    for column in columns:
        own = column.starts.astype(np.int64)
        sizes = own[1:] - own[:-1]
        places = np.repeat(ahead - column.starts[:-1], sizes) + np.arange(len(column.ids))
        ids[places] = column.ids.astype(ids.dtype) + np.array(first, ids.dtype)
        ahead += sizes
        first += len(column.values)
    return FacetColumn(values, starts, ids)
