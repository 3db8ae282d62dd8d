import tomllib
from pathlib import Path

import pytest

from index.query.parser import parse, unparse
from tests.support.query_notation import render

TABLE = tomllib.loads((Path(__file__).parent / "conformance.toml").read_text("utf-8"))["group"]
CASES = [
    pytest.param(*case[:3], tuple(case[3:]), id=f"{g['about']}: {case[0]!r}")
    for g in TABLE
    for case in g["cases"]
]


@pytest.mark.parametrize(("text", "tree", "canonical", "repairs"), CASES)
def test_a_query_means_what_the_table_says(
    text: str, tree: str, canonical: str, repairs: tuple[str, ...]
) -> None:
    parsed = parse(text)
    assert render(parsed.node) == tree
    assert parsed.repairs == repairs
    assert unparse(parsed.node) == canonical


@pytest.mark.parametrize("canonical", sorted({case.values[2] for case in CASES}, key=str))
def test_a_canonical_query_needs_no_repair_and_stays_as_it_is(canonical: str) -> None:
    parsed = parse(canonical)
    assert parsed.repairs == ()
    assert unparse(parsed.node) == canonical


def test_the_table_has_a_case_for_every_kind_of_node() -> None:
    trees = " ".join(str(case.values[1]) for case in CASES)
    kinds = ("Term", "Phrase", "Prefix", "Wildcard", "Fuzzy", "Value", "Dates", "Events", "And", "Or", "Not")
    assert [kind for kind in (*kinds, "Everything", "Nothing") if kind not in trees] == []
    assert len(CASES) >= 120
