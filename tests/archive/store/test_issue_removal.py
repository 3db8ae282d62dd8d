from datetime import date

import pytest

from archive.errors import NotFoundError
from archive.models import Issue, PlacedItem, Tombstone
from archive.store import PutKind, Store
from tests.support.draft_factories import STORIES, headlines, put

ISSUE = "wpl-2024-03-08"


def test_a_removed_issue_and_its_items_answer_with_tombstones(store: Store) -> None:
    put(store, 0, 1)
    store.remove(ISSUE, "withdrawn by its editors")
    issue, item = store.issue(ISSUE), store.item(f"{ISSUE}-2")
    assert isinstance(issue, Tombstone)
    assert isinstance(item, Tombstone)
    assert (issue.label, issue.reason) == ("Weekly Port Letter, 8 March 2024", "withdrawn by its editors")
    assert (item.label, item.reason) == (STORIES[1][0], "withdrawn by its editors")


def test_a_removed_issue_is_in_no_list_and_its_items_are_journalled(store: Store) -> None:
    put(store, 0, 1)
    store.remove(ISSUE)
    assert (store.issues(), store.publications(), list(store.all_items())) == ([], [], [])
    assert store.items([f"{ISSUE}-1"]) == []
    assert [entry.item_id for entry in store.changes(2)] == [f"{ISSUE}-1", f"{ISSUE}-2"]
    status = store.status()
    assert (status.publications, status.issues, status.items, status.first) == (0, 0, 0, None)


def test_a_removed_issue_put_again_is_back_with_the_same_ids(store: Store) -> None:
    put(store, 0, 1)
    store.remove(ISSUE)
    outcome = put(store, 0, 1)
    assert (outcome.kind, outcome.issue_id, outcome.added) == (PutKind.ADDED, ISSUE, 2)
    assert "is back" in outcome.note
    assert list(headlines(store)) == [f"{ISSUE}-1", f"{ISSUE}-2"]
    assert isinstance(store.item(f"{ISSUE}-1"), PlacedItem)
    assert len(store.changes(4)) == 2
    assert put(store, 0, 1).kind is PutKind.UNCHANGED


def test_a_removed_issue_can_come_back_from_another_file_even_a_superseded_one(store: Store) -> None:
    put(store, 0, 1, text="one", name="a.txt")
    put(store, 0, 1, 2, text="two", name="b.txt")
    store.remove(ISSUE)
    assert put(store, 0, 1, text="one", name="a.txt").kind is PutKind.ADDED
    assert isinstance(store.issue(ISSUE), Issue)
    assert isinstance(store.item(f"{ISSUE}-3"), Tombstone)


def test_removing_twice_keeps_the_first_tombstone(store: Store) -> None:
    put(store, 0)
    store.remove(ISSUE, "first")
    store.remove(ISSUE, "second")
    gone = store.issue(ISSUE)
    assert isinstance(gone, Tombstone)
    assert gone.reason == "first"
    assert store.revision == 2


def test_an_item_that_had_vanished_before_keeps_its_own_tombstone(store: Store) -> None:
    put(store, 0, 1)
    put(store, 0, text="second")
    store.remove(ISSUE, "withdrawn")
    gone = store.item(f"{ISSUE}-2")
    assert isinstance(gone, Tombstone)
    assert gone.reason != "withdrawn"


def test_what_never_was_is_not_found(store: Store) -> None:
    put(store, 0)
    store.remove(ISSUE)
    day = date(2024, 3, 9).isoformat()
    for call in (store.issue, store.remove):
        with pytest.raises(NotFoundError, match=f"no issue wpl-{day}"):
            call(f"wpl-{day}")
    with pytest.raises(NotFoundError, match="no item"):
        store.item(ISSUE)
    with pytest.raises(NotFoundError, match="no issue"):
        store.issue(f"{ISSUE}-1")
