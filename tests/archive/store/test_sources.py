from dataclasses import replace
from datetime import date

from archive.models import Draft
from archive.store import PutKind, Store
from tests.support.draft_factories import draft, source

GUESS = date(2024, 3, 8)


def undated(*stories: int, part: str = "") -> Draft:
    return replace(draft(*stories, day=None, part=part), date_guess=GUESS)


def test_a_draft_without_a_date_is_held_with_its_guess_and_its_source(store: Store) -> None:
    outcome = store.put(undated(0, 1), source("no date"))
    assert (outcome.kind, outcome.issue_id, outcome.items, outcome.guess) == (PutKind.HELD, "", 2, GUESS)
    assert outcome.reason == "no date found"
    [held] = store.held_issues()
    assert (held.source_name, held.reason, held.guess) == ("letter.txt", "no date found", GUESS)
    assert store.source(held.source).data == b"no date"
    assert (store.revision, store.issues(), store.status().held) == (0, [], 1)


def test_the_same_draft_is_held_once_however_often_it_comes(store: Store) -> None:
    store.put(undated(0), source("no date"))
    first = store.held_issues()
    store.put(undated(0), source("no date"))
    assert store.held_issues() == first


def test_the_issues_of_one_source_are_held_each(store: Store) -> None:
    store.put(undated(0, part="1"), source("box"))
    store.put(undated(1, part="2"), source("box"))
    assert [held.part for held in store.held_issues()] == ["1", "2"]
    store.put(draft(0, part="1"), source("box"))
    assert [held.part for held in store.held_issues()] == ["2"]


def test_what_was_held_goes_when_its_source_gets_a_date(store: Store) -> None:
    store.put(undated(0), source("no date"))
    assert store.put(draft(0), source("no date")).kind is PutKind.ADDED
    assert store.held_issues() == []


def test_what_was_held_goes_when_its_file_is_edited(store: Store) -> None:
    store.put(undated(0), source("an issue that says no date"))
    store.put(undated(0), source("an issue that still says no date"))
    assert len(store.held_issues()) == 1
    store.put(draft(0), source("8 March 2024: an issue that says its date"))
    assert store.held_issues() == []


def test_a_date_and_a_publication_once_given_hold_for_the_same_bytes(store: Store) -> None:
    given = store.put(draft(0, 1), source("no date"))
    for nameless in (undated(0, 1), replace(undated(0, 1), publication=""), draft(0, 1, publication="")):
        again = store.put(nameless, source("no date"))
        assert (again.issue_id, again.kind) == (given.issue_id, PutKind.UNCHANGED)
    assert (store.held_issues(), store.revision) == ([], 2)
    assert store.put(undated(0, 1, 2), source("no date")).added == 1


def test_a_date_given_to_other_bytes_says_nothing(store: Store) -> None:
    store.put(draft(0, 1), source("no date"))
    assert store.put(undated(0, 1), source("nor here")).kind is PutKind.HELD


def test_another_file_of_the_same_name_lets_what_is_held_wait_on(store: Store) -> None:
    store.put(undated(0), source("an issue that says no date"))
    store.put(draft(1), source("8 March 2024, something else entirely"))
    assert len(store.held_issues()) == 1
