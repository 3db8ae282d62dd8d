"""Generators of query trees in normal form, for hypothesis."""

import unicodedata
from datetime import date

from hypothesis import strategies as st

from index import analysis
from index.query.nodes import (
    Dates,
    EventDates,
    Everything,
    Fuzzy,
    Node,
    Nothing,
    Phrase,
    Prefix,
    Term,
    Value,
    Wildcard,
    conjunction,
    disjunction,
    negation,
)

SYNTAX = "\"“”„«»()|\\*?~^:[]{}<>-+!.&/' "
FIELDS = st.sampled_from(["", "headline", "takeaway", "body"])

_characters = st.one_of(
    st.sampled_from(SYNTAX), st.characters(exclude_categories=["Cc", "Cs"]), st.sampled_from("abcANDORTé中")
)
_raw = st.one_of(
    st.text(_characters, min_size=1, max_size=12), st.sampled_from(["AND", "OR", "NOT", "TO", "..", "a..b"])
)
words = _raw.map(lambda text: unicodedata.normalize("NFC", text)).filter(
    lambda text: bool(analysis.words(text))
)
plain = st.text("abcdeéß0123ANDOR", min_size=1, max_size=6)
wild = st.text("abcé*?", min_size=2, max_size=8).filter(
    lambda text: "**" not in text and ("?" in text or "*" in text.rstrip("*")) and bool(text.strip("*?"))
)
days = st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31))


@st.composite
def dates(draw: st.DrawFn) -> Dates:
    first, last = sorted([draw(days), draw(days)])
    return draw(st.sampled_from([Dates(first, last), Dates(first), Dates(None, last), Dates(first, first)]))


@st.composite
def events(draw: st.DrawFn) -> EventDates:
    days = draw(dates())
    return EventDates(days.first, days.last, draw(st.sampled_from(["event", "ahead"])))


leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Term, words, FIELDS),
    st.builds(Phrase, st.lists(words, min_size=2, max_size=4).map(tuple), FIELDS, st.integers(0, 100)),
    st.builds(Prefix, plain, FIELDS),
    st.builds(Wildcard, wild, FIELDS),
    st.builds(Fuzzy, plain, st.integers(1, 2), FIELDS),
    dates(),
    events(),
    st.sampled_from([Value("topic", "trade"), Value("region", "CN"), Value("region", "CN-GD")]),
    st.sampled_from([Value("region", "030"), Value("publication", "wci"), Everything(), Nothing()]),
)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(conjunction),
        st.lists(inner, min_size=2, max_size=4).map(disjunction),
        inner.map(negation),
    ),
    max_leaves=12,
)
