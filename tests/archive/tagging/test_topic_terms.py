"""Terms of the taxonomy: the base forms by which they match."""

import pytest

from archive.tagging.topic_terms import base_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tariffs", "Tariff"),
        ("parties", "party"),
        ("planned", "plan"),
        ("striking", "strike"),
        ("boxes", "box"),
    ],
)
def test_endings_of_plurals_and_verbs_do_not_matter(one: str, other: str) -> None:
    assert base_form(one) == base_form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("importance", "import"), ("conservative", "conservation"), ("authority", "author")]
)
def test_words_of_another_meaning_stay_apart(one: str, other: str) -> None:
    assert base_form(one) != base_form(other)
