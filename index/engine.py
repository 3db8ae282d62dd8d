"""The contract of every engine: requests and results without markup, and the Protocol that answers them.

This text defines the semantics. `index.engines.memory` is their plainest implementation, and the contract
suite holds every engine to them.

Matching. A leaf of the query that matches words matches an item if one of the text fields that it looks in
matches. Terms and phrases are compared by stems; Prefix, Wildcard and Fuzzy are compared by folded words
(`index.analysis` makes both). Positions start anew in each field, so that a phrase never spans two fields.

Scoring. Each such leaf is one pseudo-term. Its frequency in a field is the number of its occurrences there:
for a phrase, of its start positions; for an expansion, of all the words that it expands to. BM25F (Robertson
and Zaragoza, 2009, section 3.6) combines the fields with the boosts of `index.fields`; the formula is in
`index.scoring`. And and Or add the scores of the children that match; all other nodes score 0. Statistics
count live items only.

Order. By relevance: score (rounded to SCORE_DECIMALS) descending, then as by newest. By newest: date
descending, issue ascending, position ascending, id ascending. By oldest: date ascending, then as by newest.

Facets. An item must carry one of the included values of each facet that filters name, and none of the
excluded values. The counts of a facet ignore the included values of that facet, and nothing else.

Similar items. The score of an item d, for an item or a text q, is

    Σ_t bm25f(t, d)  +  Σ_f w_f · Σ_v idf(v)  +  w_n · idf(n)

added up in this order. t are the characteristic stems of q. v are the values, ascending, that q and d share
in the facet f; idf(v) is the idf of BM25F, of the number of items that carry v. n is the nearness in time:
how many items are dated no more days from q than d is, and idf(n) how telling that is, as if they shared a
value. A text has the day `before`. Neither a text without a day nor an item of the same day has this summand,
and items of that day are not among the n, because the items of one issue tell different stories; nor are
items that `before` rules out. w_f and w_n are SIMILARITY_WEIGHTS. An item matches if it has a characteristic
stem or shares a value of a facet with w_f > 0.

Characteristic stems. Each stem of the item or text is weighted: its occurrences times their fields' boosts,
added up, times log(1 + fields / frequency). `fields` is the number of live items times that of text fields,
and `frequency` is the number of those fields that hold the stem. The MAX_SIMILAR_TERMS heaviest stems
(weights are rounded to 9 decimals; ties go by alphabet) are taken, heaviest first.

Completions. Facet values come first: the values of COMPLETED_FACETS whose labels hold the words typed side by
side, by count descending, then by label. The MAX_COMPLETED_VALUES most frequent values of each facet are
tried, and facet values take at most half of the limit, but at least one place. The newest headlines that hold
all the words typed fill the rest, each wording once; the newest COMPLETED_HEADLINES times as many items as
there are places are tried. The last word typed may be unfinished.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from index.documents import Change, IndexDocument
from index.query.nodes import Everything, Fuzzy, Node, Prefix, Wildcard

K1 = 1.2
"""BM25F's saturation of term frequencies; the usual value in the literature."""

SCORE_DECIMALS = 6
"""Scores are compared as rounded to this many decimals, so that ties are the same in every engine."""

MAX_EXPANSIONS = 1000
"""A leaf expands to at most this many words: the most frequent ones; ties go by alphabet."""

MAX_SIMILAR_TERMS = 100
"""The number of an item's stems that a search for similar items uses.

Measured on four retrieval sets (`benchmarks/relevance.py`, nDCG@10): fewer find much less where texts cite
one another (25: .621, 64: .662, 100: .677) and hardly more where they follow one another (.453, .445, .445);
short queries do not feel it. Leaving out words below a share of the first one's weight gained nothing.
"""


@dataclass(frozen=True, slots=True)
class SimilarityWeights:
    """What the summands of similarity count beside words, whose weight is 1."""

    facets: Mapping[str, float]
    nearness: float


SIMILARITY_WEIGHTS = SimilarityWeights(
    facets={"region": 0.8, "topic": 0.4, "person": 0.3, "organisation": 0.3}, nearness=1.0
)
"""Fitted by `python -m benchmarks.similarity --fit`, which also says what each is worth, and rounded."""

MIN_MISSPELT_LENGTH = 4
"""Shorter words get no spelling suggestion: too many words lie within two edits of them."""

COMPLETED_FACETS = ("topic", "region", "publication", "person", "organisation")

MAX_COMPLETED_VALUES = 2000
"""The number of values of each facet that are tried as completions; an archive may name very many people."""

COMPLETED_HEADLINES = 4
"""The number of items tried for each headline wanted, because several may have the same wording."""


class Sort(StrEnum):
    """The orders of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet value that items must carry, or must not carry."""

    facet: str
    value: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A request: `limit` hits from `offset` (0 is the first), and the counts of `facets`.

    `first` and `last` bound the issue's date, both included; like the query, they apply to all facet counts.
    Of a facet without a hierarchy, the `max_values` most frequent values are counted (None: all; ties go by
    alphabet), and in addition those that `filters` name.
    """

    query: Node = field(default_factory=Everything)
    filters: tuple[Filter, ...] = ()
    first: date | None = None
    last: date | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    max_values: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found, and its score (0.0 where nothing was scored)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a Search.

    `total` is the number of all items that match. `facets` maps each facet asked for to its values and their
    exact counts, without values that no item carries. `span` is the earliest and the latest date of all items
    that match. `notes` are sentences about what was capped. `revision` is the archive revision of the answer.
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

    `facets` has the text's facet values with their ancestors, as `IndexDocument` has them; those of an item
    are known. Where `before` is given, only items of earlier issues are wanted.
    """

    id: str = ""
    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: date | None = None
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: `kind` is "headline" and `value` an item id, or `kind` is a facet's name."""

    kind: str
    value: str
    text: str
    count: int = 1


class Engine(Protocol):
    """Finds items. Methods that read raise IndexUnavailableError where the index is missing or damaged."""

    @property
    def revision(self) -> int:
        """The archive revision up to which changes have been applied; 0 for a new index."""

    def search(self, request: Search) -> Results:
        """Find items; no query is an error."""

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """The items most like one item or text, without that item, best first."""

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed: facet values, then headlines."""

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """For each word that no item has, the nearest (then most frequent) word within two edits, if any."""

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """The id and the fingerprint of each item, in any order, for comparison with the store."""

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Apply the changes and set the revision in one commit: after a crash both are there, or neither."""

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything in one commit; of two documents with one id the first counts."""

    def verify(self) -> None:
        """Compare what is stored with its checksums; IndexUnavailableError where something differs."""

    def close(self) -> None:
        """Release files; the engine must not be used afterwards."""


def expansion_note(leaf: Prefix | Wildcard | Fuzzy, fitting: int) -> str:
    """The note for a leaf that stands for `fitting` words, which are more than MAX_EXPANSIONS."""
    match leaf:
        case Prefix(text):
            typed = f"{text}*"
        case Wildcard(pattern):
            typed = pattern
        case Fuzzy(text):
            typed = f"{text}~"
    return f"{typed} stands for {fitting:,} words; only the {MAX_EXPANSIONS:,} most frequent were looked for"
