"""Generators of random archives and requests; alphabets are small, so that words and prefixes coincide."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from index.documents import Change, IndexDocument, format_event_value
from index.engine import Filter, Search, Similar, Sort
from index.query.nodes import (
    And,
    Dates,
    EventDates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    Wildcard,
)

FIELDS = ("", "", "", "headline", "takeaway", "body", "topic")
FACETS = ("topic", "region", "date", "publication")
VALUES = {
    "topic": ("economy", "trade", "energy", "politics", "none"),
    "region": ("142", "030", "CN", "CN-GD", "US", "none"),
    "date": ("2024", "2025", "2024-12", "2025-01", "2025-02", "1999"),
    "publication": ("one", "two", "none"),
}
WORDS = (
    *("a", "ab", "abc", "abcd", "abcde", "abd", "acb", "b", "ba", "bac", "bc", "bca", "cab", "cabs"),
    *(
        "tariff",
        "tariffs",
        "tarif",
        "tarriff",
        "run",
        "running",
        "runs",
        "u.s",
        "4.5",
        "são",
        "sao",
        "北",
        "京",
        "abcab",
        "babab",
    ),
)
RECURRING_WORDS = ("a", "ab", "tariff")
RARE_WORDS = tuple(f"w{n}" for n in range(60))
FIRST = date(2024, 12, 1)
T = TypeVar("T")


def history(seed: int, sizes: Sequence[int]) -> list[list[Change]]:
    """Commits of so many new, changed and removed items each."""
    dice = random.Random(seed)
    ids = [f"i{n}" for n in range(sum(sizes))]
    return [[_change(dice, dice.choice(ids)) for _ in range(size)] for size in sizes]


def _change(dice: random.Random, id_: str) -> Change:
    return Change(id_, None if dice.random() < 0.15 else _document(dice, id_))


def _document(dice: random.Random, id_: str) -> IndexDocument:
    day = FIRST + timedelta(days=dice.randrange(70))
    facets: dict[str, tuple[str, ...]] = {
        facet: tuple(dice.sample(VALUES[facet][:-1], dice.randrange(4))) for facet in ("topic", "region")
    }
    facets["date"] = (f"{day:%Y}", f"{day:%Y-%m}")
    facets["publication"] = (dice.choice(VALUES["publication"][:-1]),)
    facets["person"] = tuple(dice.sample(("Ann", "Bo", "Cy"), dice.choice((0, 0, 1, 2))))
    facets["event"] = tuple(_event_value(dice) for _ in range(dice.randrange(3)))
    facets["ahead"] = facets["event"][: dice.randrange(3)]
    texts = {"headline": _text(dice, 4), "takeaway": _recurring_text(dice), "body": _text(dice, 50)}
    return IndexDocument(
        id_, f"n{dice.randrange(3)}", day, dice.randrange(1, 4), texts, facets, _text(dice, 3)
    )


def _event_value(dice: random.Random) -> str:
    first = FIRST + timedelta(days=dice.randrange(70))
    return format_event_value(first, first + timedelta(days=dice.choice([0, 0, 1, 6, 30])))


def _recurring_text(dice: random.Random) -> str:
    """A text from so few different words that phrases of several words recur."""
    return " ".join(dice.choices(RECURRING_WORDS, k=dice.randrange(9)))


def _text(dice: random.Random, longest: int) -> str:
    weights = [1 / (place + 2) for place in range(len(WORDS))]
    shuffled = dice.sample(WORDS, len(WORDS))
    length = dice.randrange(longest + 1)
    return " ".join([*dice.choices(shuffled, weights, k=length), *dice.choices(RARE_WORDS, k=length // 2)])


_word = st.sampled_from(WORDS) | st.text("abct", min_size=1, max_size=5)
_field = st.sampled_from(FIELDS)
_texts = st.lists(_word, min_size=0, max_size=3).map("-".join)
_days = st.integers(-3, 75).map(lambda n: FIRST + timedelta(days=n))
_known = st.sampled_from(WORDS)
_words: st.SearchStrategy[Node] = st.one_of(
    st.builds(Term, _known, _field),
    st.builds(Term, _texts, _field),
    st.builds(Phrase, st.lists(_known, min_size=2, max_size=3).map(tuple), _field, st.integers(0, 6)),
    st.builds(Phrase, st.lists(st.sampled_from(RECURRING_WORDS), min_size=2, max_size=4).map(tuple), _field),
    st.builds(Phrase, st.lists(_word, min_size=0, max_size=4).map(tuple), _field, st.integers(0, 2)),
    st.builds(Prefix, st.text("abctar", max_size=3), _field),
    st.builds(Wildcard, st.text("abct*?*?", max_size=6), _field),
    st.builds(Fuzzy, _word, st.integers(1, 2), _field),
)
_leaves = st.one_of(
    _words,
    st.sampled_from(FACETS).flatmap(lambda f: st.builds(Value, st.just(f), st.sampled_from(VALUES[f]))),
    st.builds(Dates, st.none() | _days, st.none() | _days),
    st.builds(EventDates, st.none() | _days, st.none() | _days, st.sampled_from(["event", "ahead"])),
    st.sampled_from([Everything(), Nothing()]),
)


def _branches(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=1, max_size=4).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, children))


trees: st.SearchStrategy[Node] = st.one_of(
    st.builds(Or, st.lists(_words, min_size=2, max_size=4).map(tuple)),
    st.builds(And, st.lists(_words, min_size=2, max_size=2).map(tuple)),
    _words,
    st.builds(Or, st.tuples(st.builds(And, st.tuples(_words, _words)), _words)),
    st.recursive(_leaves, _branches, max_leaves=8),
    st.builds(And, st.just(())) | st.builds(Or, st.just(())),
)


def _seldom(strategy: st.SearchStrategy[T], otherwise: T) -> st.SearchStrategy[T]:
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 1 else st.just(otherwise))


_filters = st.sampled_from(FACETS).flatmap(
    lambda facet: st.builds(Filter, st.just(facet), st.sampled_from(VALUES[facet]), st.booleans())
)
searches = st.builds(
    Search,
    query=trees,
    filters=_seldom(st.lists(_filters, min_size=1, max_size=4).map(tuple), ()),
    first=_seldom(_days, None),
    last=_seldom(_days, None),
    sort=st.sampled_from([Sort.RELEVANCE, Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST]),
    offset=_seldom(st.integers(0, 12), 0),
    limit=st.sampled_from([20, 200, 1, 3, 0]),
    facets=st.lists(st.sampled_from((*FACETS, "event", "ahead", "unknown")), max_size=4, unique=True).map(
        tuple
    ),
    max_values=_seldom(st.integers(0, 3), None),
)
similars = st.builds(
    Similar,
    id=st.sampled_from(["", "i0", "i1", "i2", "i3", "i4", "i5", "absent"]),
    text=st.lists(_word, max_size=6).map(" ".join),
    facets=st.fixed_dictionaries(
        {},
        optional={
            facet: st.lists(st.sampled_from(values), max_size=4).map(tuple)
            for facet, values in {**VALUES, "person": ("Ann", "Bo", "none")}.items()
        },
    ),
    before=_seldom(_days, None),
    limit=st.integers(0, 8),
)


misspelt = st.lists(st.text("abctarif", min_size=3, max_size=8) | _word, max_size=4)
typed = st.one_of(
    st.sampled_from(("tra", "chi", "united st", "guangdong", "20", "o", "tw", "polit", "tariff and")),
    st.lists(_word, min_size=1, max_size=3).map(" ".join),
)
