"""Terms of the taxonomy: the base forms by which they match, and what they are found in."""

import pytest

from archive.tagging.topic_terms import base_form, term_scores
from archive.vocabularies import SHIPPED
from tests.support.tagging_cases import item_of


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


def test_a_section_has_terms_but_its_words_are_not_the_items_own() -> None:
    scores = term_scores(item_of("They met.", headline="Envoys arrive", section="Tariffs"), SHIPPED.topics)
    assert "trade" in scores.by_topic
    assert {"envoy", "met"} <= scores.words
    assert base_form("tariffs") not in scores.words
