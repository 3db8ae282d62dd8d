"""Topics of items: which words speak for them, and how much."""

import pytest

from archive.tagging.topic_tagger import MAX_TOPICS, tag_topics
from tests.support.tagging_cases import item_of, rows


@pytest.mark.parametrize(("wanted", "unwanted", "text"), rows("topics.tsv"), ids=lambda value: value[:60])
def test_a_text_has_the_topics_that_it_is_about(wanted: str, unwanted: str, text: str) -> None:
    found = {tag.value for tag in tag_topics(item_of(text))}
    assert set(wanted.split(",")) - {"-"} <= found
    assert not set(unwanted.split(",")) & found


def test_the_evidence_is_the_words_that_counted() -> None:
    (tag,) = tag_topics(item_of("Tariffs rose, and with the tariff the price of imported cars."))
    assert (tag.value, tag.evidence[:2]) == ("trade", ("Tariffs", "tariff"))


def test_an_item_is_told_by_its_other_words_where_no_term_is_enough() -> None:
    text = "Villages were cut off and bridges swept away as water rose and people climbed on roofs."
    (tag,) = tag_topics(item_of(text))
    assert tag.value == "disasters"
    assert "water" in tag.evidence


def test_names_and_a_few_common_words_are_nothing_to_tell_an_item_by() -> None:
    assert tag_topics(item_of("Trump, Biden, Merkel and Macron were here on Monday.")) == ()


def test_a_headline_speaks_louder_than_the_body() -> None:
    tags = tag_topics(item_of("The earthquake came as voters went home.", headline="Election held"))
    assert [tag.value for tag in tags] == ["elections", "disasters"]


def test_a_section_that_names_a_topic_is_enough_alone() -> None:
    (tag,) = tag_topics(item_of("Nothing else is known.", section="Science & space"))
    assert (tag.value, tag.evidence) == ("science", ("Science & space",))


def test_no_item_has_more_topics_than_can_be_taken_in_at_a_glance() -> None:
    text = (
        "Tariffs rose. Asylum was refused. The earthquake shook a museum. Wheat is dear. Solar power grew. "
    )
    assert len(tag_topics(item_of(text * 10))) == MAX_TOPICS


def test_an_item_about_nothing_listed_has_no_topic() -> None:
    assert tag_topics(item_of("They sat and waited.")) == ()


def test_parts_too_weak_alone_speak_for_the_topic_above() -> None:
    (tag,) = tag_topics(item_of("The worker asked for a loan, and the exporter for more time."))
    assert tag.value == "economy"
