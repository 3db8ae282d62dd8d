"""Topics of labelled items: what the benchmark of topics counts, and that it stays as good."""

from archive.models import Item
from archive.vocabularies import SHIPPED
from benchmarks.tagging import topics


def test_labels_name_topics_of_the_upper_level() -> None:
    items = [*(case for _, case in topics.labelled_items()), *topics.sample_items()]
    labels = {topic for case in items for topic in (*case.right, *case.allowed)}
    assert {SHIPPED.topics.by_id[topic].parent for topic in labels} == {None}
    assert all(not case.right & case.allowed for case in items)


def test_headings_stand_for_topics_of_the_upper_level() -> None:
    wanted = {topic for right in topics.HEADINGS.values() for topic in right}
    assert {SHIPPED.topics.by_id[topic].parent for topic in wanted} == {None}


def test_a_tally_counts_what_is_found_first_and_wrong() -> None:
    tally = topics.TopicTally()
    case = topics.TopicItem(Item(), "law", frozenset({"law", "health"}), frozenset({"arts"}))
    for given in (["law", "sports"], ["arts", "law"], []):
        tally.add(case, given)
    assert (tally.recall(), tally.first_right()) == (2 / 3, 1 / 3)
    assert (tally.precision, tally.share_of_all()) == (2 / 3, 2 / 6)


def test_topics_of_the_sample_issues_are_right() -> None:
    tally = topics.topic_tally(topics.sample_items())
    assert tally.first_right() >= 0.95
    assert tally.precision >= 0.94


def test_topics_of_news_items_for_development_are_right() -> None:
    tally = topics.topic_tally(case for number, case in topics.labelled_items() if number % 3 == 0)
    assert tally.recall() >= 0.88
    assert tally.precision >= 0.78
