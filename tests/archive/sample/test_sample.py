"""The sample archive gives what `expected.toml` says, read, split and tagged like any other file."""

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.models import Draft, Precision, Source
from archive.readers import read_documents
from archive.sample import sources
from archive.splitting import split_document
from archive.tagging.tagger import tag

EXPECTED: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("expected.toml").read_text("utf-8"))[
    "issue"
]
each_issue = pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["file"])


@cache
def drafts() -> dict[str, Draft]:
    found = {}
    for source in sources():
        (document,) = read_documents(source)
        found[source.name] = tag(split_document(document))
    return found


def test_every_file_has_an_expectation_and_every_expectation_a_file() -> None:
    assert sorted(source.name for source in sources()) == sorted(expected["file"] for expected in EXPECTED)


def test_sources_come_in_the_order_of_their_dates() -> None:
    days = {expected["file"]: expected["date"] for expected in EXPECTED}
    listed = [days[source.name] for source in sources()]
    assert listed == sorted(listed)


@each_issue
def test_an_issue_has_its_date_place_and_publication(expected: dict[str, Any]) -> None:
    draft = drafts()[expected["file"]]
    assert (draft.date, draft.place, draft.publication) == (
        expected["date"],
        expected["place"],
        expected["publication"],
    )


@each_issue
def test_an_issue_has_its_headlines_in_their_sections(expected: dict[str, Any]) -> None:
    draft = drafts()[expected["file"]]
    assert len(draft.items) == expected["count"]
    assert [(item.headline, item.section) for item in draft.items] == [
        (item["headline"], item.get("section", "")) for item in expected["items"]
    ]


@each_issue
def test_each_item_closes_with_its_takeaway(expected: dict[str, Any]) -> None:
    for item, wanted in zip(drafts()[expected["file"]].items, expected["items"], strict=True):
        assert item.takeaway.startswith(wanted["takeaway_starts"]), item.headline
        assert len(item.paragraphs) == wanted["paragraphs"], item.headline
        assert item.paragraphs[-1].text == item.takeaway, item.headline


@each_issue
def test_what_happens_after_the_day_of_its_issue_is_expected_there(expected: dict[str, Any]) -> None:
    late = [
        event
        for item in drafts()[expected["file"]].items
        for event in item.event_dates
        if event.first > expected["date"]
    ]
    assert all(event.ahead and event.text in event.sentence for event in late)
    days = [event for event in late if event.precision is Precision.DAY]
    assert all(event.first - expected["date"] < timedelta(days=366) for event in days)


def test_four_to_six_items_stand_in_each_issue() -> None:
    assert {len(expected["items"]) for expected in EXPECTED} <= {4, 5, 6}
    assert sum(len(expected["items"]) for expected in EXPECTED) >= 150


def test_the_archive_covers_seventeen_months_with_two_publications() -> None:
    days = sorted(expected["date"] for expected in EXPECTED)
    issues = Counter(expected["publication"] for expected in EXPECTED)
    assert days[-1] - days[0] >= timedelta(days=17 * 30)
    assert date(2024, 1, 1) <= days[0]
    assert days[-1] <= date(2025, 6, 30)
    assert issues["Sample World Weekly"] >= 24
    assert len(issues) == 2
    assert all("Sample" in title for title in issues)


def test_text_pages_markdown_and_messages_are_all_there() -> None:
    kinds = Counter(source.media_type for source in sources())
    assert min(kinds["text/plain"], kinds["text/html"], kinds["text/markdown"]) >= 10
    assert kinds["message/rfc822"] == 2


def test_a_message_holds_the_issue_as_text_and_as_a_page() -> None:
    for source in sources():
        if source.media_type == "message/rfc822":
            message = message_from_bytes(source.data)
            assert [part.get_content_type() for part in message.walk()] == [
                "multipart/alternative",
                "text/plain",
                "text/html",
            ]


def test_no_sample_loads_anything_from_elsewhere() -> None:
    for source in sources():
        for text in _texts(source):
            assert not {"<img", "<script", "http://"} & set(re.findall("<img|<script|http://", text))
            assert text.count("https://") == text.count("https://example.org")


def test_recurring_stories_come_back_over_many_issues() -> None:
    topics: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for draft in drafts().values():
        topics.update({tag.value for item in draft.items for tag in item.topics})
        regions.update({tag.value for item in draft.items for tag in item.regions})
    assert len([topic for topic, issues in topics.items() if issues >= 5]) >= 8
    assert len([region for region, issues in regions.items() if issues >= 5]) >= 15
    assert {"CN-GD", "US-CA", "US-TX", "DE-BY", "BR-RS"} <= set(regions)


def _texts(source: Source) -> list[str]:
    if source.media_type != "message/rfc822":
        return [source.data.decode("utf-8")]
    message = message_from_bytes(source.data, policy=default)
    return [part.get_content() for part in message.walk() if not part.is_multipart()]
