"""Facet filters: the documents that pass them, and the facet counts of those documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.engine import Filter, Search
from index.evaluator.docset import DocSet, intersection, union
from index.evaluator.facet_counts import FacetCounts, TopValues
from index.evaluator.snapshot import SegmentReader, Snapshot
from index.fields import VALUE_FIELDS

_HIERARCHICAL = {facet.name: facet.hierarchical for facet in VALUE_FIELDS}


@dataclass(frozen=True, slots=True)
class FilterResult:
    """The matches of a segment, filtered.

    `unexcluded` are the matches without excluded values, `included` has for each facet with included values
    the documents that carry any of them, `docset` are the matches that pass all filters.
    """

    unexcluded: DocSet
    included: Mapping[str, DocSet]
    docset: DocSet

    def ignoring(self, facet: str) -> DocSet:
        """The matches that pass all filters but the included values of one facet."""
        if facet not in self.included:
            return self.docset
        others = (docset for name, docset in self.included.items() if name != facet)
        return intersection([self.unexcluded, *others])


def apply_filters(reader: SegmentReader, matches: DocSet, filters: Sequence[Filter]) -> FilterResult:
    """Apply filters to the matches of a segment."""
    if not filters:
        return FilterResult(matches, {}, matches)
    unexcluded = matches
    by_facet: dict[str, list[DocSet]] = {}
    for filter_ in filters:
        docset = reader.segment.facet(filter_.facet).docset_of(filter_.value)
        if filter_.exclude:
            unexcluded -= docset
        else:
            by_facet.setdefault(filter_.facet, []).append(docset)
    included = {facet: union(docsets, matches.size) for facet, docsets in by_facet.items()}
    return FilterResult(unexcluded, included, intersection([unexcluded, *included.values()]))


def facet_counts(
    snapshot: Snapshot, results: Sequence[FilterResult], request: Search
) -> dict[str, FacetCounts]:
    """For each facet, how many matches carry each value, the facet's own included values ignored.

    Facets without included values are counted together, the others one by one.
    """
    known = [facet for facet in request.facets if facet in _HIERARCHICAL]
    filtered = {facet for result in results for facet in result.included}
    unfiltered = [facet for facet in known if facet not in filtered]
    top_values = _top_values(request)
    counter = snapshot.facet_counter
    counts = counter.counts(unfiltered, [result.docset for result in results], top_values)
    for facet in filtered.intersection(known):
        counts |= counter.counts([facet], [result.ignoring(facet) for result in results], top_values)
    return {facet: counts.get(facet, {}) for facet in request.facets}


def _top_values(request: Search) -> dict[str, TopValues]:
    """The limits of facets without a hierarchy; a hierarchy is always returned whole."""
    if request.max_values is None:
        return {}
    limit, flat = max(request.max_values, 0), [f for f in request.facets if not _HIERARCHICAL.get(f)]
    return {
        facet: TopValues(limit, frozenset(f.value for f in request.filters if f.facet == facet))
        for facet in flat
    }
