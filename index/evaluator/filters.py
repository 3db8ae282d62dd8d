"""What filters let through, and the facet counts of what they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.engine import Filter, Search
from index.evaluator.docset import Chosen, intersection, union
from index.evaluator.facet_counts import Counts, Cut
from index.evaluator.segments import Snapshot, View
from index.fields import VALUE_FIELDS

_HIERARCHICAL = {facet.name: facet.hierarchical for facet in VALUE_FIELDS}


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


def counts(snapshot: Snapshot, passed: Sequence[Filtered], request: Search) -> dict[str, Counts]:
    """For each facet its values and how many documents carry each, its own included values left aside.

    Facets are counted together, save those that have included values.
    """
    known = [facet for facet in request.facets if facet in _HIERARCHICAL]
    narrowed = {facet for part in passed for facet in part.allowed}
    together = [facet for facet in known if facet not in narrowed]
    cuts = _cuts(request)
    counted = snapshot.facets.counts(together, [part.passing for part in passed], cuts)
    for facet in narrowed.intersection(known):
        counted |= snapshot.facets.counts([facet], [part.without(facet) for part in passed], cuts)
    return {facet: counted.get(facet, {}) for facet in request.facets}


def _cuts(request: Search) -> dict[str, Cut]:
    """What is left of facets without a hierarchy."""
    if request.most_values is None:
        return {}
    most, flat = max(request.most_values, 0), [f for f in request.facets if not _HIERARCHICAL.get(f)]
    return {f: Cut(most, frozenset(own.value for own in request.filters if own.facet == f)) for f in flat}
