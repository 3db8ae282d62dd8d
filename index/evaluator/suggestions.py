"""What helps a reader on: completions while typing, and the words that stand for an item.

Everything here works on what an engine answers, so that engines agree.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from archive.vocabularies import SHIPPED, Vocabularies
from index import analysis
from index.engine import (
    COMPLETED_FACETS,
    COMPLETED_HEADLINES,
    MAX_COMPLETED_VALUES,
    MAX_SIMILAR_TERMS,
    Results,
    Search,
    Sort,
    Suggestion,
)
from index.facet_values import FacetValues
from index.fields import TEXT_FIELDS
from index.query.nodes import And, Prefix, Wildcard

_Labeller = Callable[[str, str], tuple[str, str]]


def complete(
    search: Callable[[Search], Results],
    headlines: Callable[[Sequence[str]], list[str]],
    text: str,
    limit: int,
    vocabularies: Vocabularies = SHIPPED,
) -> tuple[Suggestion, ...]:
    """Facet values by count, at most half of `limit`, then the newest headlines that go on from `text`.

    The last word typed may be unfinished. `search` answers a request; `headlines` gives the headlines of item
    ids; topics are called what the vocabularies call them.
    """
    typed = analysis.words(text)
    if not typed or limit <= 0:
        return ()
    facets = _facet_values(search, typed, _labeller(vocabularies))[: max(limit // 2, 1)]
    return (*facets, *_headlines(search, headlines, typed, limit - len(facets)))


def stem_weights(texts: Mapping[str, str]) -> dict[str, float]:
    """How often each stem occurs in an item's text fields, each occurrence times the field's boost."""
    weights: dict[str, float] = {}
    for field in TEXT_FIELDS:
        for stem in analysis.terms(texts.get(field.name, "")):
            weights[stem] = weights.get(stem, 0.0) + field.boost
    return weights


def telling(weights: Mapping[str, float], documents: int, frequencies: Mapping[str, int]) -> list[str]:
    """The stems that tell an item from others (weight times inverse frequency), most telling first.

    `frequencies` says in how many fields of how many items a stem occurs, added up.
    """
    fields = max(documents * len(TEXT_FIELDS), 1)
    known = {stem: weight for stem, weight in weights.items() if frequencies.get(stem, 0)}
    rated = {s: round(w * math.log(1 + fields / frequencies[s]), 9) for s, w in known.items()}
    return sorted(rated, key=lambda stem: (-rated[stem], stem))[:MAX_SIMILAR_TERMS]


@lru_cache(maxsize=8)
def _labeller(vocabularies: Vocabularies) -> _Labeller:
    """What gives a facet's value its label, and the words of that, a space before each."""
    values = FacetValues(vocabularies=vocabularies)

    @lru_cache(maxsize=10_000)
    def labelled(facet: str, value: str) -> tuple[str, str]:
        label = values.label(facet, value)
        return label, "".join(f" {word}" for word in analysis.words(label))

    return labelled


def _facet_values(
    search: Callable[[Search], Results], typed: list[str], labelled: _Labeller
) -> list[Suggestion]:
    """Values that have the words typed side by side in their labels, the last of them perhaps unfinished."""
    counted = search(Search(limit=0, facets=COMPLETED_FACETS, most_values=MAX_COMPLETED_VALUES)).facets
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
    """The newest headlines, each wording once; of four times as many items as are wanted at most."""
    *whole, last = typed
    query = And((*(Wildcard(word, "headline") for word in whole), Prefix(last, "headline")))
    ids = [hit.id for hit in search(Search(query, sort=Sort.NEWEST, limit=COMPLETED_HEADLINES * limit)).hits]
    newest: dict[str, Suggestion] = {}
    while ids and len(newest) < limit:
        some, ids = ids[:limit], ids[limit:]
        for id_, headline in zip(some, headlines(some), strict=True):
            newest.setdefault(" ".join(analysis.words(headline)), Suggestion("headline", id_, headline))
    yield from list(newest.values())[:limit]
