from dataclasses import replace
from datetime import date

import pytest

from archive.errors import DuplicateIssueError, NotFoundError
from archive.models import Issue, Paragraph, PlacedItem, Tombstone
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


def test_another_file_updates_the_issue_and_says_so(store: Store) -> None:
    put(store, 0, 1, name="letter.txt")
    outcome = put(store, 0, 1, 2, text="second", name="letter.html")
    assert outcome.kind is PutKind.UPDATED
    assert outcome.note == "letter.html updates the issue that letter.txt gave"
    assert store.status().issues == 1


def test_files_that_claim_one_issue_do_not_take_turns_at_each_ingest(store: Store) -> None:
    for _ in range(3):
        put(store, 0, 1, text="one", name="a.txt")
        last = put(store, 0, 1, 2, text="two", name="b.txt")
    assert last.kind is PutKind.UNCHANGED
    assert store.revision == 3
    again = put(store, 0, 1, text="one", name="a.txt")
    assert (again.kind, again.note) == (PutKind.UNCHANGED, f"b.txt has given a later version of {ISSUE}")
    assert len(headlines(store)) == 3


def test_a_file_put_back_as_it_was_is_an_update(store: Store) -> None:
    put(store, 0, 1, text="one")
    put(store, 0, text="two")
    assert put(store, 0, 1, text="one").kind is PutKind.UPDATED
    assert len(headlines(store)) == 2


def test_another_file_with_nothing_in_common_still_updates_and_is_told(store: Store) -> None:
    put(store, 0, 1)
    outcome = put(store, 2, 3, text="second", name="other.txt")
    assert outcome.kind is PutKind.UPDATED
    assert "no item in common" in outcome.note
    assert list(headlines(store)) == [f"{ISSUE}-3", f"{ISSUE}-4"]


def test_strictness_refuses_another_file_and_changes_nothing(store: Store) -> None:
    put(store, 0, 1, name="letter.txt")
    before = store.status(), headlines(store)
    with pytest.raises(DuplicateIssueError, match=r"letter\.html.*letter\.txt"):
        store.put(draft(0, 1, 2), source("second", "letter.html"), strict=True)
    assert (store.status(), headlines(store)) == before
    with pytest.raises(NotFoundError):
        store.source(source("second").sha256)


@pytest.mark.parametrize("name", ["letter.txt", "letters/letter.txt"])
def test_strictness_allows_the_same_file_with_edits(store: Store, name: str) -> None:
    put(store, 0, 1, name="letter.txt")
    assert store.put(draft(0, 2), source("second", name), strict=True).kind is PutKind.UPDATED


@pytest.mark.parametrize("field", ["number", "part"])
def test_two_issues_of_one_day_are_told_apart(store: Store, field: str) -> None:
    for _ in range(2):
        store.put(draft(0, 1, **{field: "1"}), source("box"))  # type: ignore[arg-type]
        second = store.put(draft(2, 3, **{field: "2"}), source("box"))  # type: ignore[arg-type]
    assert (second.kind, second.issue_id) == (PutKind.UNCHANGED, f"{ISSUE}b")
    assert list(headlines(store, f"{ISSUE}b")) == [f"{ISSUE}b-1", f"{ISSUE}b-2"]


def test_a_mended_number_does_not_make_another_issue(store: Store) -> None:
    store.put(draft(0, 1, number="11"), source())
    outcome = store.put(draft(0, 1, number="12"), source("second"))
    assert (outcome.kind, outcome.issue_id) == (PutKind.UPDATED, ISSUE)


def test_messages_that_moved_in_their_mailbox_keep_their_issues(store: Store) -> None:
    store.put(draft(0, 1, part="1"), source("box"))
    store.put(draft(2, 3, part="2"), source("box"))
    first = store.put(draft(0, 1, part="2"), source("box with one in front"))
    second = store.put(draft(2, 3, part="3"), source("box with one in front"))
    assert (first.issue_id, second.issue_id) == (ISSUE, f"{ISSUE}b")
    assert store.revision == 4


def test_the_same_message_twice_in_a_mailbox_is_one_issue(store: Store) -> None:
    store.put(draft(0, 1, part="1"), source("box"))
    assert store.put(draft(0, 1, part="2"), source("box")).kind is PutKind.UNCHANGED


def test_files_of_unnamed_publications_do_not_take_each_others_place(store: Store) -> None:
    one = store.put(draft(0, 1, publication=""), source("one", "one.txt"))
    two = store.put(draft(2, 3, publication=""), source("two", "two.txt"))
    assert (one.issue_id, two.issue_id) == ("unnamed-2024-03-08", "unnamed-2024-03-08b")
    assert store.put(draft(2, 4, publication=""), source("three", "two.txt")).issue_id == two.issue_id
    assert store.put(draft(0, 1, publication=""), source("one", "one.txt")).kind is PutKind.UNCHANGED
    assert [found.title for found in store.publications()] == ["Unnamed publication"]


def test_one_publication_however_its_title_is_spelt_and_two_with_the_same_initials(store: Store) -> None:
    store.put(draft(0, day=date(2024, 3, 1)), source("1"))
    store.put(draft(1, day=date(2024, 3, 2), publication="THE weekly  port letter"), source("2"))
    other = store.put(draft(2, day=date(2024, 3, 3), publication="Winter Pond Life"), source("3"))
    assert [(p.id, p.title) for p in store.publications()] == [
        ("wpl", "Weekly Port Letter"),
        ("wpl2", "Winter Pond Life"),
    ]
    assert other.issue_id == "wpl2-2024-03-03"


def test_a_file_whose_date_was_mended_tells_of_the_issue_it_gave_before(store: Store) -> None:
    put(store, 0, 1)
    mended = store.put(draft(0, 1, day=date(2024, 3, 15)), source("second"))
    assert (mended.kind, mended.issue_id) == (PutKind.ADDED, "wpl-2024-03-15")
    assert mended.note == f"the file gave {ISSUE} before; remove that if its date or publication was wrong"
    next_one = store.put(draft(2, 3, day=date(2024, 3, 22)), source("third"))
    assert (next_one.kind, next_one.note) == (PutKind.ADDED, "")


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
