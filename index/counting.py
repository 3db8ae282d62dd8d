"""What filters let through, and the facet counts of what they did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.engine import Filter
from index.postings import Chosen, Mask, Snapshot, View


@dataclass(frozen=True, slots=True)
class Filtered:
    """A segment's matches without the excluded values, and what each facet's included values let through."""

    kept: Mask
    allowed: Mapping[str, Mask]
    passing: Chosen

    def without(self, facet: str) -> Chosen:
        """What passes when the included values of a facet are left aside."""
        if facet not in self.allowed:
            return self.passing
        return Chosen(_all(self.kept, [mask for name, mask in self.allowed.items() if name != facet]))


def filtered(view: View, matched: Mask, filters: Sequence[Filter]) -> Filtered:
    """Apply filters to the documents that matched."""
    kept = matched
    allowed: dict[str, Mask] = {}
    for filter_ in filters:
        carrying = view.segment.facet(filter_.facet).carrying(filter_.value)
        if filter_.exclude:
            kept = kept & ~carrying
        else:
            known = allowed.get(filter_.facet)
            allowed[filter_.facet] = carrying if known is None else known | carrying
    return Filtered(kept, allowed, Chosen(_all(kept, list(allowed.values()))))


def count(snapshot: Snapshot, passed: Sequence[Filtered], facet: str) -> dict[str, int]:
    """The values of a facet and how many documents carry each, its own included values left aside."""
    values, places = snapshot.facet_values(facet)
    totals = np.zeros(len(values), np.int64)
    for view, part, own in zip(snapshot.views, passed, places, strict=True):
        chosen = part.without(facet)
        if chosen.count:
            totals[own] += view.segment.facet(facet).counts(chosen)
    return dict(_counted(values, totals.tolist()))


def _counted(values: Sequence[str], totals: Sequence[int]) -> Iterator[tuple[str, int]]:
    return ((value, total) for value, total in zip(values, totals, strict=True) if total)


def _all(mask: Mask, others: Sequence[Mask]) -> Mask:
    return reduce(np.logical_and, others, mask)
