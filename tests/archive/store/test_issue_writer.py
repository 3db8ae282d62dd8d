"""Putting an issue into the store: what comes back, and what a second put changes."""

from dataclasses import replace

from archive.models import Issue, Paragraph, PlacedItem
from archive.store import PutKind, Store, open_store
from tests.support.draft_factories import DAY, STORIES, draft, headlines, item, put, source

ISSUE = "wpl-2024-03-08"


def test_an_issue_comes_back_as_it_was_put(store: Store) -> None:
    made = replace(
        draft(0, 1), place="Harwich", title="No. 12", number="12", back_matter=(Paragraph("Write to us"),)
    )
    outcome = store.put(made, source())
    assert (outcome.kind, outcome.issue_id, outcome.items, outcome.added) == (PutKind.ADDED, ISSUE, 2, 2)
    found = store.issue(ISSUE)
    assert isinstance(found, Issue)
    assert found.items == tuple(replace(i, id=f"{ISSUE}-{i.position}") for i in made.items)
    assert (found.front_matter, found.back_matter) == (made.front_matter, made.back_matter)
    head = found.head
    assert (head.place, head.title, head.number, head.date) == ("Harwich", "No. 12", "12", DAY)
    assert (head.publication.id, head.publication.title) == ("wpl", "Weekly Port Letter")
    assert (head.source, head.source_name, head.item_count) == (source().sha256, "letter.txt", 2)


def test_the_original_bytes_are_kept(store: Store) -> None:
    put(store, 0, text="as it came")
    assert store.source(source("as it came").sha256) == source("as it came")


def test_text_that_a_database_refuses_is_kept_with_the_offending_characters_replaced(store: Store) -> None:
    odd = item(
        0,
        headline="nul \0 and half \ud83d",
        paragraphs=(Paragraph("half \ud83d too"),),
        extra={"k": "\ud83d"},
    )
    store.put(draft(odd, publication="Odd \udcff"), source(name="n\udcff.txt"))
    [found] = store.all_items()
    assert found.item.headline == "nul \ufffd and half \ufffd"
    assert found.item.text == "half \ufffd too"
    assert put_again_changes_nothing(store, draft(odd, publication="Odd \udcff"))


def put_again_changes_nothing(store: Store, made: object) -> bool:
    before = store.revision
    kind = store.put(made, source(name="n\udcff.txt")).kind  # type: ignore[arg-type]
    return kind is PutKind.UNCHANGED and store.revision == before


def test_a_second_ingest_of_the_same_file_changes_nothing(store: Store) -> None:
    put(store, 0, 1, 2)
    before = store.changes(0), store.status()
    outcome = put(store, 0, 1, 2)
    assert (outcome.kind, outcome.items, outcome.changed) == (PutKind.UNCHANGED, 3, 0)
    assert (store.changes(0), store.status()) == before


def test_an_edited_file_updates_its_items_in_place(store: Store) -> None:
    put(store, 0, 1, 2)
    edited = item(1, paragraphs=(Paragraph(STORIES[1][1] + " Millers took note."),))
    outcome = put(store, 0, edited, 2, text="second")
    assert (outcome.kind, outcome.changed, outcome.added, outcome.removed) == (PutKind.UPDATED, 1, 0, 0)
    assert [entry.item_id for entry in store.changes(3)] == [f"{ISSUE}-2"]
    found = store.item(f"{ISSUE}-2")
    assert isinstance(found, PlacedItem)
    assert found.item.text.endswith("Millers took note.")
    assert store.source(source("first").sha256).data == b"first"


def test_a_changed_head_is_journalled_for_all_items(store: Store) -> None:
    put(store, 0, 1)
    store.put(draft(0, 1, place="Dover"), source("second"))
    assert {entry.item_id for entry in store.changes(2)} == {f"{ISSUE}-1", f"{ISSUE}-2"}


def test_an_edit_outside_the_items_is_kept_and_journals_nothing(store: Store) -> None:
    put(store, 0, 1)
    outcome = store.put(replace(draft(0, 1), back_matter=(Paragraph("Imprint"),)), source("second"))
    assert (outcome.kind, outcome.changed, store.revision) == (PutKind.UPDATED, 0, 2)
    found = store.issue(ISSUE)
    assert isinstance(found, Issue)
    assert found.back_matter == (Paragraph("Imprint"),)


def test_an_issue_without_items_is_kept_and_told(store: Store) -> None:
    outcome = put(store)
    assert (outcome.kind, outcome.items, outcome.note) == (PutKind.ADDED, 0, "no items found")
    found = store.issue(ISSUE)
    assert isinstance(found, Issue)
    assert found.front_matter == (Paragraph("Weekly Port Letter"),)


def test_a_store_opened_again_has_everything(url: str) -> None:
    with open_store(url) as store:
        put(store, 0, 1)
    with open_store(url) as store:
        assert len(headlines(store)) == 2
        assert store.revision == 2
