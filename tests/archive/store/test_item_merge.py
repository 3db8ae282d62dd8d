"""A new version of an issue: which items keep their ids, which are new, and what is left of the others."""

from archive.models import Paragraph, PlacedItem, Tombstone
from archive.store import PutKind, Store
from tests.support.draft_factories import STORIES, headlines, item, put

ISSUE = "wpl-2024-03-08"


def test_a_better_parser_updates_from_the_same_bytes_and_ids_stay(store: Store) -> None:
    put(store, 0, 1)
    outcome = put(store, 0, item(1, section="Markets"))
    assert (outcome.kind, outcome.changed, outcome.note) == (PutKind.UPDATED, 1, "")
    assert [entry.item_id for entry in store.changes(2)] == [f"{ISSUE}-2"]


def test_position_is_independent_of_the_id(store: Store) -> None:
    put(store, 0, 1, 2)
    put(store, 2, 0, 1, text="second")
    assert list(headlines(store)) == [f"{ISSUE}-3", f"{ISSUE}-1", f"{ISSUE}-2"]
    assert {entry.item_id for entry in store.changes(3)} == {f"{ISSUE}-{n}" for n in (1, 2, 3)}


def test_a_new_item_gets_the_next_number_wherever_it_stands(store: Store) -> None:
    put(store, 0, 1)
    outcome = put(store, 3, 0, 1, text="second")
    assert (outcome.added, outcome.changed) == (1, 2)
    assert list(headlines(store)) == [f"{ISSUE}-3", f"{ISSUE}-1", f"{ISSUE}-2"]


def test_a_vanished_item_leaves_a_tombstone_and_its_number_is_not_given_again(store: Store) -> None:
    put(store, 0, 1)
    outcome = put(store, 0, text="second")
    assert (outcome.removed, outcome.items) == (1, 1)
    gone = store.item(f"{ISSUE}-2")
    assert isinstance(gone, Tombstone)
    assert gone.label == STORIES[1][0]
    assert "letter.txt" in gone.reason
    assert gone.removed.tzinfo is not None
    assert store.items([f"{ISSUE}-2"]) == []
    put(store, 0, 3, text="third")
    assert list(headlines(store)) == [f"{ISSUE}-1", f"{ISSUE}-3"]


def test_an_item_that_comes_back_has_its_old_id(store: Store) -> None:
    put(store, 0, 1)
    put(store, 0, text="second")
    put(store, 0, 1, text="third")
    assert list(headlines(store)) == [f"{ISSUE}-1", f"{ISSUE}-2"]
    assert isinstance(store.item(f"{ISSUE}-2"), PlacedItem)


def test_the_id_of_an_item_that_went_into_another_leads_there(store: Store) -> None:
    put(store, 0, 1, 2)
    both = item(0, paragraphs=(*item(0).paragraphs, Paragraph(STORIES[1][0]), *item(1).paragraphs))
    put(store, both, 2, text="second")
    found = store.item(f"{ISSUE}-2")
    assert isinstance(found, PlacedItem)
    assert found.item.id == f"{ISSUE}-1"
    assert store.items([f"{ISSUE}-2"]) == []
    assert f"{ISSUE}-2" in {entry.item_id for entry in store.changes(3)}
    all_three = item(2, paragraphs=(*item(2).paragraphs, Paragraph(STORIES[0][0]), *both.paragraphs))
    put(store, all_three, text="third")
    for number in (1, 2):
        led = store.item(f"{ISSUE}-{number}")
        assert isinstance(led, PlacedItem)
        assert led.item.id == f"{ISSUE}-3"
    put(store, 0, 1, 2, text="fourth")
    assert sorted(headlines(store)) == [f"{ISSUE}-{n}" for n in (1, 2, 3)]
