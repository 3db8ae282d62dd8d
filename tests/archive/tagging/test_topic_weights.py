"""The weights of common words for topics."""

import pytest

from archive.tagging.topic_weights import MIN_WORDS, TopicWeights, as_written, shipped_weights
from archive.vocabularies import SHIPPED
from tests.support.tagging_cases import item_of

WEIGHTS = TopicWeights(
    topics=("law", "sports"),
    bias=(-100, -200),
    by_topic={"law": (150, -50)},
    by_word=dict.fromkeys(("judge", "hear", "plea", "bench", "oath", "gown"), (100, 0)),
)


def test_words_add_up_to_the_log_odds_of_each_topic() -> None:
    odds = WEIGHTS.log_odds(WEIGHTS.by_word, {})
    assert odds["law"] == pytest.approx(-1 + 6 / 6**0.5)
    assert odds["sports"] == pytest.approx(-2)


def test_points_of_terms_count_to_a_limit() -> None:
    once, often, more = (WEIGHTS.log_odds(WEIGHTS.by_word, {"law": ratio})["law"] for ratio in (1, 2, 9))
    assert once < often == more


def test_too_few_words_tell_nothing() -> None:
    assert WEIGHTS.log_odds(list(WEIGHTS.by_word)[: MIN_WORDS - 1], {"law": 2}) == {}


def test_the_strongest_words_speak_for_their_topic() -> None:
    assert WEIGHTS.strongest(("judge", "rain"), "law", 2) == ["judge"]
    assert WEIGHTS.strongest(("judge",), "sports", 2) == []


def test_words_are_shown_as_the_item_writes_them_first() -> None:
    assert as_written(item_of("They heard pleas; the plea was long."), ["plea"]) == ["pleas"]


def test_names_have_no_weights_unless_they_are_words() -> None:
    assert not {"trump", "paris", "china", "merkel"} & set(shipped_weights().by_word)
    assert {"leader", "court", "storm"} <= set(shipped_weights().by_word)


def test_the_weights_that_ship_are_for_topics_of_the_upper_level() -> None:
    weights = shipped_weights()
    assert {SHIPPED.topics.by_id[topic].parent for topic in (*weights.topics, *weights.by_topic)} == {None}
    assert all(
        len(row) == len(weights.topics) for row in (*weights.by_word.values(), *weights.by_topic.values())
    )
