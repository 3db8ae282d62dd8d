"""Completions while a reader types: facet values and headlines, in the order set by `index.engine`."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from archive.vocabularies import SHIPPED, Vocabularies
from index import analysis
from index.engine import (
    COMPLETED_FACETS,
    COMPLETED_HEADLINES,
    MAX_COMPLETED_VALUES,
    Results,
    Search,
    Sort,
    Suggestion,
)
from index.facet_values import FacetValues
from index.query.nodes import And, Prefix, Wildcard

_Labeller = Callable[[str, str], tuple[str, str]]


def complete(
    search: Callable[[Search], Results],
    headlines: Callable[[Sequence[str]], list[str]],
    text: str,
    limit: int,
    vocabularies: Vocabularies = SHIPPED,
) -> tuple[Suggestion, ...]:
    """Facet values by count, at most half of `limit`, then the newest headlines that contain the words typed.

    The last word typed may be unfinished. `search` answers a request, `headlines` returns the headlines of
    item ids. The vocabularies supply the labels of topics.
    """
    typed = analysis.words(text)
    if not typed or limit <= 0:
        return ()
    facets = _facet_values(search, typed, _labeller(vocabularies))[: max(limit // 2, 1)]
    return (*facets, *_headlines(search, headlines, typed, limit - len(facets)))


@lru_cache(maxsize=8)
def _labeller(vocabularies: Vocabularies) -> _Labeller:
    """A function from a facet and a value to its label, and to the words of the label, each after a space."""
    values = FacetValues(vocabularies=vocabularies)

    @lru_cache(maxsize=10_000)
    def labelled(facet: str, value: str) -> tuple[str, str]:
        label = values.label(facet, value)
        return label, "".join(f" {word}" for word in analysis.words(label))

    return labelled


def _facet_values(
    search: Callable[[Search], Results], typed: list[str], labelled: _Labeller
) -> list[Suggestion]:
    """Values whose labels contain the words typed side by side, the last of which may be unfinished."""
    counted = search(Search(limit=0, facets=COMPLETED_FACETS, max_values=MAX_COMPLETED_VALUES)).facets
    sought = "".join(f" {word}" for word in typed)
    fitting = [
        Suggestion(facet, value, labelled(facet, value)[0], count)
        for facet in COMPLETED_FACETS
        for value, count in counted[facet].items()
        if sought in labelled(facet, value)[1]
    ]
    return sorted(fitting, key=lambda s: (-s.count, s.text, s.kind, s.value))


def _headlines(
    search: Callable[[Search], Results],
    headlines: Callable[[Sequence[str]], list[str]],
    typed: list[str],
    limit: int,
) -> Iterator[Suggestion]:
    """The newest headlines, each wording once, from the newest COMPLETED_HEADLINES * limit items."""
    *whole, last = typed
    query = And((*(Wildcard(word, "headline") for word in whole), Prefix(last, "headline")))
    ids = [hit.id for hit in search(Search(query, sort=Sort.NEWEST, limit=COMPLETED_HEADLINES * limit)).hits]
    newest: dict[str, Suggestion] = {}
    while ids and len(newest) < limit:
        some, ids = ids[:limit], ids[limit:]
        for id_, headline in zip(some, headlines(some), strict=True):
            newest.setdefault(" ".join(analysis.words(headline)), Suggestion("headline", id_, headline))
    yield from list(newest.values())[:limit]
