import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.term_dictionary import TermsDict, pack_strings
from index.engines.memory.occurrences import distance
from index.evaluator.edit_distance import distances, near_terms, near_words

KNOWN = [
    ("tariff", "tariff", 0),
    ("tariff", "tarrif", 2),
    ("tariff", "traiff", 1),
    ("tariff", "tarif", 1),
    ("tariff", "xariff", 1),
    ("ca", "abc", 3),
    ("", "abc", 3),
    ("kitten", "sitting", 3),
]


@pytest.mark.parametrize(("one", "other", "edits"), KNOWN)
def test_the_distance_of_two_words_is_known(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits
    if other and one:
        assert distances(one, [other]).tolist() == [edits]


@given(st.text("abcé", min_size=1, max_size=7), st.lists(st.text("abcé", min_size=1, max_size=8), min_size=1))
def test_distances_by_arrays_are_those_of_the_plain_table(word: str, others: list[str]) -> None:
    assert distances(word, others).tolist() == [distance(word, other) for other in others]


def test_near_words_are_those_within_the_edits() -> None:
    assert near_words("chna", 1, ["china", "chn", "can", "chnaxx"]) == {"china": 1, "chn": 1}
    assert near_words("", 2, ["a"]) == {}
    assert near_words("abc", 2, []) == {}


@given(
    st.text("abcé北", max_size=5),
    st.lists(st.text("abcdeé北", min_size=1, max_size=8), max_size=12, unique=True),
    st.integers(1, 2),
)
def test_near_words_of_a_vocabulary_are_found(word: str, others: list[str], edits: int) -> None:
    listed = sorted(others)
    found = near_terms(word, edits, [TermsDict(*pack_strings(listed)), TermsDict(*pack_strings([]))])
    away = {other: distance(word, other) for other in listed} if word else {}
    expected = {other: n for other, n in away.items() if n <= edits}
    assert {listed[i]: n for i, n in zip(found[0].ordinals, found[0].distances, strict=True)} == expected
    assert not len(found[1].ordinals)
