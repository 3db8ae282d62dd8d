"""What filters let through, and the facet counts of what they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.chosen import Chosen, intersection, union
from index.engine import Filter
from index.facet_table import Counts
from index.fields import PERIODS
from index.postings import Snapshot, View

_PERIODS = {period.name for period in PERIODS}


@dataclass(frozen=True, slots=True)
class Filtered:
    """A segment's matches without the excluded values, and what each facet's included values let through."""

    kept: Chosen
    allowed: Mapping[str, Chosen]
    passing: Chosen

    def without(self, facet: str) -> Chosen:
        """What passes when the included values of a facet are left aside."""
        if facet not in self.allowed:
            return self.passing
        return intersection([self.kept, *(own for name, own in self.allowed.items() if name != facet)])


def filtered(view: View, matched: Chosen, filters: Sequence[Filter]) -> Filtered:
    """Apply filters to the documents that matched."""
    if not filters:
        return Filtered(matched, {}, matched)
    kept = matched
    included: dict[str, list[Chosen]] = {}
    for filter_ in filters:
        carrying = view.segment.facet(filter_.facet).carrying(filter_.value)
        if filter_.exclude:
            kept -= carrying
        else:
            included.setdefault(filter_.facet, []).append(carrying)
    allowed = {facet: union(sets, matched.size) for facet, sets in included.items()}
    return Filtered(kept, allowed, intersection([kept, *allowed.values()]))


def counts(snapshot: Snapshot, passed: Sequence[Filtered], facets: Sequence[str]) -> dict[str, Counts]:
    """For each facet its values and how many documents carry each, its own included values left aside.

    All facets are counted at once, and those that have included values once more.
    """
    if not facets:
        return {}
    table = snapshot.facets
    narrowed = {facet for part in passed for facet in part.allowed}
    counted = (
        table.counts([part.passing for part in passed]) if set(facets) & set(table.shares) - narrowed else {}
    )
    for facet in narrowed & set(facets) & set(table.shares):
        counted |= table.counts([part.without(facet) for part in passed], facet)
    for facet in set(facets) & _PERIODS:
        counted |= snapshot.periods.counts([part.without(facet) for part in passed], facet)
    return {facet: counted.get(facet, {}) for facet in facets}
