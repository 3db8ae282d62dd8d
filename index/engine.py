"""The contract of every engine: requests and results without markup, and the Protocol that serves them.

The semantics live here, in words; `index.engines.memory` is their plainest implementation, and the contract
suite holds every engine to it.

Matching. A word leaf matches an item when one of the text fields it looks in matches. Terms compare analyzed
(folded, stemmed) tokens, Prefix, Wildcard and Fuzzy compare folded unstemmed words; both kinds are listed by
`index.analysis`. Positions restart in each field: a phrase never spans two fields.

Scoring. Each word leaf is one pseudo-term: its frequency in a field is the number of its occurrences there
(for a phrase, of start positions; for an expansion, of all words it expands to). BM25F (Robertson and
Zaragoza, 2009, section 3.6) combines the fields with the boosts of `index.fields`: `index.scoring` has the
formula. And and Or add the scores of the children that match; Not, Value, Dates, Events and Everything
add 0.
Statistics count live items only.

Order. Relevance: score (rounded to 6 decimals) descending, then newest. Newest: date descending, issue
ascending, position ascending, id ascending. Oldest: date ascending, then as newest.

Facets. `Filter`s of one facet are alternatives (OR) where `exclude` is False, and all hold across facets;
excluded values are removed always. A facet's counts ignore the included values of that same facet, and
nothing else.

Similar items. Each stem of the item or text is weighted: its occurrences times their fields' boosts, added
up, times log(1 + fields / frequency). `fields` is the number of live items times that of text fields, and
`frequency` says how many of those fields hold the stem. The MAX_SIMILAR_TERMS heaviest (rounded to 9
decimals; then by alphabet) are searched for as an Or.

Completions. Values of COMPLETED_FACETS whose labels hold the words typed, side by side, come first: by count
descending, then by label. Of each facet the MAX_COMPLETED_VALUES most carried values are tried, and at most
half of the limit (one at least) is theirs. Then come the newest headlines that hold the words, each wording
once, out of the newest COMPLETED_HEADLINES times as many items as there is room for. The last word typed may
be unfinished.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from index.documents import Change, IndexDocument
from index.query.nodes import Everything, Fuzzy, Node, Prefix, Wildcard

K1 = 1.2
"""BM25F's saturation: how soon further occurrences stop adding to a score; the literature's usual value."""

SCORE_DECIMALS = 6
"""Scores are compared and returned rounded to this many decimals, so that ties are ties in every engine."""

MAX_EXPANSIONS = 1000
"""A leaf stands for at most this many words: the most frequent ones, by alphabet where frequencies agree."""

MAX_SIMILAR_TERMS = 100
"""How many stems of an item stand for it when similar ones are sought.

Measured on four retrieval sets (`benchmarks/relevance.py`, nDCG@10): fewer find much less where texts cite
one another (25: .621, 64: .662, 100: .677) and hardly more where they follow one another (.453, .445, .445);
short queries do not feel it. Leaving out words below a share of the first one's weight gained nothing.
"""

MIN_MISSPELT_LENGTH = 4
"""For shorter words no other spelling is suggested: too many words lie within two edits of them."""

COMPLETED_FACETS = ("topic", "region", "publication", "person", "organisation")

MAX_COMPLETED_VALUES = 2000
"""An archive may name very many people: of each facet so many values are tried as completions."""

COMPLETED_HEADLINES = 4
"""How many items are looked at for each headline that there is room for, since wordings may repeat."""


class Sort(StrEnum):
    """The orders of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet value that items must carry, or must not."""

    facet: str
    value: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A request: `limit` hits from `offset` (0 is the first), and the counts of `facets`.

    `first` and `last` bound the issue's date, both included; like the query, they bear on every facet's
    counts. Of a facet without a hierarchy at most `most_values` values are counted (None: all), those that
    most items carry, by alphabet where they are as many, and besides those that `filters` name.
    """

    query: Node = field(default_factory=Everything)
    filters: tuple[Filter, ...] = ()
    first: date | None = None
    last: date | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    most_values: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found, and its score (0.0 where nothing was scored)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a Search.

    `total` counts all that matched. `facets` maps each facet asked for to its values and exact counts (values
    with none are left out). `span` has the earliest and latest date among all that matched. `notes` say in
    plain words what was capped. `revision` is the archive revision that the answer holds for.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    span: tuple[date, date] | None
    revision: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """A request for items like the item `id`, or like `text` where `id` is "".

    `before` keeps items of earlier issues only.
    """

    id: str = ""
    text: str = ""
    before: date | None = None
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: `kind` is "headline" (`value` is an item id), or a facet (`value` is its value)."""

    kind: str
    value: str
    text: str
    count: int = 1


class Engine(Protocol):
    """Finds items. Every method that reads may raise IndexUnavailableError, and no other error."""

    @property
    def revision(self) -> int:
        """The archive revision up to which changes have been applied; 0 when new."""

    def search(self, request: Search) -> Results:
        """Find items; never fails for what a query asks."""

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """The items most like one item or text, that item left out, best first."""

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed, from headlines and facet labels."""

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """For each word that no item has, the nearest (then most frequent) word within two edits, if any."""

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each item's id and fingerprint, in any order, for comparison with the store."""

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Take the changes and the revision in one commit: after a crash both are there, or neither."""

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything in one commit; of two documents with one id the first counts."""

    def verify(self) -> None:
        """Compare what is stored with its checksums; IndexUnavailableError where something differs."""

    def close(self) -> None:
        """Release files; the engine is not used after."""


def expansion_note(leaf: Prefix | Wildcard | Fuzzy, fitting: int) -> str:
    """What to tell a reader whose leaf stands for `fitting` words, more than MAX_EXPANSIONS."""
    match leaf:
        case Prefix(text):
            typed = f"{text}*"
        case Wildcard(pattern):
            typed = pattern
        case Fuzzy(text):
            typed = f"{text}~"
    return f"{typed} stands for {fitting:,} words; only the {MAX_EXPANSIONS:,} most frequent were looked for"
