"""Doubts, word accounts and traits kept with issues; doubts settled by editors."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from archive.errors import NotFoundError
from archive.models import Accounting, Doubt, Draft, Traits
from archive.store import Store
from tests.support.draft_factories import DAY, draft, source

TRAITS = Traits(frozenset({"0a1b2c3d", "ffffffff"}), {"list: news": 0.75}, "bold lines")
DOUBTS = (Doubt("unsure of the items"), Doubt("very long beside the others", 2))


def doubted(day: date = DAY, *doubts: Doubt, **changes: object) -> Draft:
    made = draft(0, 1, day=day)
    told = replace(made, accounting=Accounting(30, 3, 0), doubts=doubts, traits=TRAITS)
    return replace(told, **changes)  # type: ignore[arg-type]


def test_an_issue_in_doubt_is_listed_with_its_items_and_its_words(store: Store) -> None:
    store.put(doubted(DAY, *DOUBTS), source())
    [found] = store.doubted_issues()
    assert (found.issue.id, found.doubts, found.accounting) == (
        "wpl-2024-03-08",
        DOUBTS,
        Accounting(30, 3, 0),
    )
    assert found.ids == {0: "", 2: "wpl-2024-03-08-2"}


def test_an_issue_without_doubts_is_not_listed(store: Store) -> None:
    store.put(doubted(), source())
    assert store.doubted_issues() == []


def test_the_newest_issue_comes_first_and_one_publication_can_be_asked_for(store: Store) -> None:
    for week in (0, 1):
        day = DAY + timedelta(days=7 * week)
        store.put(doubted(day, *DOUBTS), source(f"issue {week}", f"{week}.txt"))
    assert [one.issue.date for one in store.doubted_issues()] == [DAY + timedelta(days=7), DAY]
    assert len(store.doubted_issues("wpl")) == 2
    assert store.doubted_issues("other") == []


def test_a_settled_doubt_leaves_the_queue_for_good_and_the_others_stay(store: Store) -> None:
    store.put(doubted(DAY, *DOUBTS), source())
    assert store.settle_doubts("wpl-2024-03-08-2", "it is that long", "ana") == (DOUBTS[1],)
    assert [one.doubts for one in store.doubted_issues()] == [(DOUBTS[0],)]
    store.put(doubted(DAY, *DOUBTS, title="Another title"), source("second"))
    assert [one.doubts for one in store.doubted_issues()] == [(DOUBTS[0],)]
    assert [one.doubts for one in store.doubted_issues(with_settled=True)] == [DOUBTS]


def test_the_id_of_an_issue_settles_what_is_doubted_of_the_issue_itself(store: Store) -> None:
    store.put(doubted(DAY, *DOUBTS), source())
    store.settle_doubts("wpl-2024-03-08", "", "ana")
    assert [one.doubts for one in store.doubted_issues()] == [(DOUBTS[1],)]


def test_a_new_doubt_comes_up_after_an_old_one_was_settled(store: Store) -> None:
    store.put(doubted(DAY, DOUBTS[0]), source())
    store.settle_doubts("wpl-2024-03-08", "", "ana")
    new = Doubt("no items")
    store.put(doubted(DAY, DOUBTS[0], new), source("second"))
    assert [one.doubts for one in store.doubted_issues()] == [(new,)]


@pytest.mark.parametrize("name", ["wpl-2024-03-08-1", "wpl-2024-03-08", "nothing"])
def test_what_is_not_doubted_cannot_be_settled(store: Store, name: str) -> None:
    store.put(doubted(DAY, DOUBTS[1]), source())
    with pytest.raises(NotFoundError, match="briefings review"):
        store.settle_doubts(name, "", "ana")


def test_a_removed_issue_is_not_in_doubt_and_teaches_nothing(store: Store) -> None:
    store.put(doubted(DAY, *DOUBTS), source())
    store.remove("wpl-2024-03-08")
    assert store.doubted_issues() == []
    assert store.traits("Weekly Port Letter") == []


def test_traits_come_back_as_they_were_oldest_first(store: Store) -> None:
    for week in (1, 0):
        day = DAY + timedelta(days=7 * week)
        traits = replace(TRAITS, headline_strategy=f"way {week}")
        store.put(doubted(day, traits=traits), source(f"{week}", f"{week}.txt"))
    assert store.traits("the weekly PORT letter") == [
        (DAY, replace(TRAITS, headline_strategy="way 0")),
        (DAY + timedelta(days=7), replace(TRAITS, headline_strategy="way 1")),
    ]
    assert store.traits("Another Letter") == []


def test_an_issue_whose_words_were_never_counted_has_no_traits(store: Store) -> None:
    store.put(draft(0), source())
    assert store.traits("Weekly Port Letter") == []


def test_a_profiles_short_name_is_taken_for_a_publication_that_is_new(store: Store) -> None:
    named = replace(draft(0), publication_id="port")
    assert store.put(named, source()).issue_id == "port-2024-03-08"
    other = replace(draft(1, publication="Another Letter"), publication_id="port")
    assert store.put(other, source("b", "b.txt")).issue_id == "al-2024-03-08"
