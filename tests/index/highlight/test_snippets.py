import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.highlight.snippets import Slices, Snippet, highlights, snippet
from index.query.nodes import Everything, Node
from index.query.parser import parse
from tests.support import query_generators

CASES = tomllib.loads((Path(__file__).parent / "highlights.toml").read_text("utf-8"))["case"]
SENTENCES = (
    "The ministry met on Friday. Gallium leads the list of metals. Ports in the south expect delays. "
    "Prices of germanium rose. Gallium and germanium need licences from March. Nothing else has changed."
)


def _marked(text: str, slices: Slices) -> str:
    for start, end in reversed(slices):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def _snippet(query: str, length: int, text: str = SENTENCES) -> tuple[str, bool, bool]:
    found = snippet(text, parse(query).node, length=length)
    return _marked(found.text, found.slices), found.cut_before, found.cut_after


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_query_matches_the_slices_that_the_table_says(case: dict[str, str]) -> None:
    text = re.sub(r"[\[\]]", "", case["text"])
    field = case.get("field", "body")
    assert _marked(text, highlights(text, parse(case["query"]).node, field)) == case["text"]


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("Gallium rose.", parse("gallium").node) == Snippet(
        "Gallium rose.", ((0, 7),), False, False
    )


def test_the_snippet_has_most_different_matches_and_whole_sentences() -> None:
    text = "[Gallium] and [germanium] need licences from [March]."
    assert _snippet("gallium germanium march", 60) == (text, True, True)


def test_of_snippets_as_good_the_earliest_is_taken() -> None:
    assert _snippet("gallium", 40) == ("[Gallium] leads the list of metals.", True, True)


def test_without_a_match_the_snippet_is_the_opening_cut_at_a_word() -> None:
    opening = "The ministry met on Friday. Gallium leads the list of"
    assert _snippet("unobtainium", 60) == (opening, False, True)


def test_a_match_near_the_end_leaves_no_room_unused() -> None:
    text, before, after = _snippet("changed", 80)
    assert (text, before, after) == (
        "Gallium and germanium need licences from March. Nothing else has [changed].",
        True,
        False,
    )


def test_a_match_deep_in_a_long_sentence_is_shown_with_words_before_and_after() -> None:
    long = "and so " * 40 + "gallium" + " or not" * 40
    text, before, after = _snippet("gallium", 60, long)
    assert before
    assert after
    assert re.fullmatch(r"(and |so )+\[gallium\]( or| not)+", text)


def test_a_text_without_spaces_is_cut_where_it_must_be() -> None:
    found = snippet("利" * 300 + "率", parse("率").node, length=50)
    assert _marked(found.text, found.slices).endswith("利[率]")
    assert len(found.text) <= 50


def test_a_phrase_longer_than_the_snippet_leaves_the_opening() -> None:
    found = snippet("a b c d e f", parse('"b c d e"').node, length=5)
    assert (found.text, found.slices, found.cut_after) == ("a b c", (), True)


def test_the_snippet_of_a_field_heeds_the_field() -> None:
    node = parse("headline:gallium").node
    assert snippet("Gallium rose.", node, field="body").slices == ()
    assert snippet("Gallium rose.", node, field="headline").slices == ((0, 7),)


def test_an_empty_text_has_an_empty_snippet() -> None:
    assert snippet("", Everything()) == Snippet("", (), False, False)
    assert snippet(" \n ", parse("a").node) == Snippet("", (), False, False)


_texts = st.lists(
    st.sampled_from(["trade ", "war. ", "Gallium\n\n", "利率。", "é", "a-b ", "  ", "Te?t "]), max_size=60
)


@settings(max_examples=200)
@given(_texts.map("".join), query_generators.nodes, st.integers(1, 120))
def test_slices_lie_in_the_text_in_order_and_apart(text: str, node: Node, length: int) -> None:
    assert _apart(highlights(text, node, "body"), len(text))
    found = snippet(text, node, length=length)
    assert len(found.text) <= length
    assert found.text in text
    assert found.text == found.text.strip()
    assert _apart(found.slices, len(found.text))
    assert bool(found.cut_before or found.cut_after) == (found.text != text.strip())


def _apart(slices: Slices, length: int) -> bool:
    ends = [0, *(end for slice_ in slices for end in slice_), length]
    return ends == sorted(ends) and all(start < end for start, end in slices)
