"""The best hits and the facet counts among the documents that matched, by array operations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.engine import Filter
from index.postings import Ints, Mask, View
from index.scoring import Floats


def best(primary: Floats | Ints, newest: Ints, count: int) -> Ints:
    """The exact first `count` places of the order by `primary` descending, then `newest` ascending."""
    chosen = np.arange(len(primary))
    if count <= 0:
        return chosen[:0]
    if count < len(primary):
        bar = np.partition(primary, len(primary) - count)[len(primary) - count]
        above, level = np.flatnonzero(primary > bar), np.flatnonzero(primary == bar)
        left = count - len(above)
        chosen = np.concatenate([above, level[np.argpartition(newest[level], left - 1)[:left]]])
    return chosen[np.lexsort((newest[chosen], -primary[chosen]))]


@dataclass(frozen=True, slots=True)
class Filtered:
    """A segment's matches without the excluded values, and what each facet's included values let through."""

    kept: Mask
    allowed: Mapping[str, Mask]

    def passing(self, ignored: str = "") -> Ints:
        """The documents that pass all filters but the included values of the facet `ignored`."""
        mask = self.kept
        for facet, allowed in self.allowed.items():
            if facet != ignored:
                mask = mask & allowed
        return np.flatnonzero(mask)


def filtered(view: View, matched: Mask, filters: Sequence[Filter]) -> Filtered:
    """Apply filters to the documents that matched."""
    kept = matched.copy()
    allowed: dict[str, Mask] = {}
    for filter_ in filters:
        carriers = view.segment.facet(filter_.facet).carriers(filter_.value)
        if filter_.exclude:
            kept[carriers] = False
        else:
            allowed.setdefault(filter_.facet, np.zeros(len(kept), np.bool_))[carriers] = True
    return Filtered(kept, allowed)


def count(views: Sequence[View], passed: Sequence[Filtered], facet: str) -> dict[str, int]:
    """The values of a facet and how many documents carry each, its own included values left aside."""
    totals: dict[str, int] = {}
    for view, part in zip(views, passed, strict=True):
        column = view.segment.facet(facet)
        counts = column.counts(part.passing(ignored=facet))
        for number in np.flatnonzero(counts).tolist():
            value = column.values[number]
            totals[value] = totals.get(value, 0) + int(counts[number])
    return totals
