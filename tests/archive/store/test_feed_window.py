"""Feeds give the same entries again, and no longer the older ones: the archive keeps each of them, once."""

from dataclasses import replace

import pytest

from archive.ingest.pipeline import OutcomeKind
from archive.models import Draft, Issue, Source
from archive.store import PutKind, Store
from tests.support.draft_factories import draft, headlines, item, source, take_in

ISSUE = "wpl-2024-03-08"


def _window(*stories: int) -> Draft:
    return replace(draft(*stories), part="2024-03-08", partial=True)


def _issue(store: Store) -> Issue:
    found = store.issue(ISSUE)
    assert isinstance(found, Issue)
    return found


def test_what_has_left_the_window_stays_in_its_place(store: Store) -> None:
    store.put(_window(0, 1, 2), source("monday", "feed.rss"))
    outcome = store.put(_window(2, 3), source("tuesday", "feed.rss"))
    assert (outcome.kind, outcome.added, outcome.changed, outcome.removed) == (PutKind.UPDATED, 1, 0, 0)
    issue = _issue(store)
    assert list(headlines(store, ISSUE).values()) == [item(n).headline for n in (0, 1, 2, 3)]
    assert [one.id for one in issue.items] == [f"{ISSUE}-{n}" for n in (1, 2, 3, 4)]
    assert issue.head.item_count == 4


def test_an_entry_that_was_mended_keeps_its_id(store: Store) -> None:
    store.put(_window(0, 1), source("monday", "feed.rss"))
    mended = replace(item(1), headline="Wheat prices climb again")
    store.put(replace(draft(mended), part="2024-03-08", partial=True), source("tuesday", "feed.rss"))
    assert [(one.id, one.headline) for one in _issue(store).items] == [
        (f"{ISSUE}-1", "Harbour strike ends"),
        (f"{ISSUE}-2", "Wheat prices climb again"),
    ]


def test_the_same_window_again_changes_nothing(store: Store) -> None:
    store.put(_window(0, 1), source("monday", "feed.rss"))
    revision = store.revision
    assert store.put(_window(0, 1), source("monday", "feed.rss")).kind is PutKind.UNCHANGED
    assert store.put(_window(1), source("monday, a part", "feed.rss")).changed == 0
    assert store.revision == revision


def test_what_an_editor_withdrew_does_not_come_back_with_the_window(store: Store) -> None:
    store.put(_window(0, 1), source("monday", "feed.rss"))
    store.remove(ISSUE, "an error")
    outcome = store.put(_window(1, 2), source("tuesday", "feed.rss"))
    assert outcome.kind is PutKind.ADDED
    assert list(headlines(store, ISSUE).values()) == [item(n).headline for n in (1, 2)]


_FEED = '<rss version="2.0"><channel><title>Port Letter</title>{}</channel></rss>'
_ENTRY = "<item><title>{0}</title><guid>{0}</guid><pubDate>{1}</pubDate><description>{2}</description></item>"
_ENTRIES = [
    _ENTRY.format("Harbour strike ends", "Thu, 07 Mar 2024 23:00:00 GMT", "Dockers went back to work."),
    _ENTRY.format("Wheat prices climb", "Fri, 08 Mar 2024 08:00:00 GMT", "A dry spring in the plains."),
    _ENTRY.format("Ferry route reopens", "Fri, 08 Mar 2024 09:00:00 GMT", "Daily sailings resume."),
    _ENTRY.format("Rail tunnel delayed", "Sat, 09 Mar 2024 07:00:00 GMT", "Engineers found soft clay."),
]
_DIGEST = _ENTRY.format(
    "Weekly digest",
    "Sat, 09 Mar 2024 08:00:00 GMT",
    "".join(f"&lt;h2&gt;Story {n}&lt;/h2&gt;&lt;p&gt;What happened, {n}.&lt;/p&gt;" for n in "abc"),
)


def _fetched(*entries: str) -> Source:
    return Source("feed.rss", "", _FEED.format("".join(reversed(entries))).encode())


@pytest.mark.parametrize("first", [_ENTRIES, [*_ENTRIES, _DIGEST]])
def test_a_feed_fetched_day_by_day_makes_one_issue_a_day_and_none_twice(
    store: Store, first: list[str]
) -> None:
    take_in(store, _fetched(*first[:2]))
    take_in(store, _fetched(*first[1:3]))
    outcomes = take_in(store, _fetched(*first[2:]))
    assert {outcome.kind for outcome in outcomes} <= {OutcomeKind.ADDED, OutcomeKind.UPDATED}
    ids = ["pl-2024-03-07", "pl-2024-03-08", "pl-2024-03-09", "pl-2024-03-09b"][: 3 + (len(first) > 4)]
    assert sorted(head.id for head in store.issues()) == ids
    assert list(headlines(store, "pl-2024-03-08").values()) == ["Wheat prices climb", "Ferry route reopens"]
    assert {outcome.kind for outcome in take_in(store, _fetched(*first[2:]))} == {OutcomeKind.UNCHANGED}
