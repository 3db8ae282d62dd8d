"""Which issue a draft is a version of, and which file gave which version."""

from datetime import date

import pytest

from archive.errors import DuplicateIssueError, NotFoundError
from archive.store import PutKind, Store
from tests.support.draft_factories import draft, headlines, put, source

ISSUE = "wpl-2024-03-08"


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
