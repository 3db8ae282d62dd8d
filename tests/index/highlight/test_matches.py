"""Analysing only what can match finds what analysing the whole text does."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import analysis
from index.highlight import matches
from index.query.nodes import Fuzzy, Node, Or, Phrase, Prefix, Term, Wildcard

_WORDS = (
    *(
        "trade",
        "Trades",
        "trading.",
        "war",
        "wars,",
        "warring",
        "(Wär)",
        "U.S.",
        "u.s",
        "Gallium's",
        "GALLIUM’S",
    ),
    *(
        "a-b",
        "tariffs",
        "利率",
        "é",
        "soft\u00adware",
        "İstanbul",
        "\u212aelvin",
        "x" * 450 + "-trade",
        "\n\n",
        "—war",
    ),
    *(
        "ability",
        "able",
        "dying",
        "die",
        "skies",
        "sky",
        "hoping",
        "hope",
        "tests",
        "Te?t",
        "\x00trade",
        "ﬁre",
    ),
)
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join)
_word = st.sampled_from(_WORDS)
_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Term, _word),
    st.builds(Phrase, st.lists(_word, min_size=1, max_size=3).map(tuple), st.just(""), st.integers(0, 3)),
    st.builds(Prefix, _word.map(lambda word: word[:3])),
    st.builds(Wildcard, _word.map(lambda word: f"{word[:2]}*{word[-1]}")),
    st.builds(Fuzzy, _word.map(lambda word: word[:9]), st.integers(1, 2)),
)
_nodes: st.SearchStrategy[Node] = st.lists(_leaves, min_size=1, max_size=3).map(
    lambda found: Or(tuple(found))
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, node=_nodes)
def test_a_text_in_part_matches_as_the_whole_does(
    monkeypatch: pytest.MonkeyPatch, text: str, node: Node
) -> None:
    in_part = matches.find_matches(text, node, "body")
    with monkeypatch.context() as patched:
        patched.setattr(matches, "_MAX_NON_ASCII", 0)
        assert in_part == matches.find_matches(text, node, "body")


_ENDINGS = re.findall(
    "[a-z]+",
    """s es ies ied ed
    ing ingly edly eed y e ie ying ational ation ator ate tional ency ancy ably able ently
    ence
    izer ization ize alism ality ally al fulness ful ously ousness ous iveness ivity ive bility bly ble ogy
    ogist
    fully lessly less li ly alize icate icity ical ic ness ment ent ion ll""",
)


@settings(max_examples=500)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8), st.sampled_from(_ENDINGS))
def test_a_word_begins_as_its_stem_makes_one_expect(word: str, ending: str) -> None:
    for each in (word, word + ending):
        stem = analysis.stem(each)
        assert each.startswith(matches._stem_prefix(stem))
