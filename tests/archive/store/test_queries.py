from datetime import date

from archive.store import Store, StoreStatus
from tests.support.draft_factories import draft, item, source

DAYS = (date(2022, 12, 30), date(2023, 1, 6), date(2023, 12, 29), date(2024, 1, 5))


def fill(store: Store) -> None:
    for n, day in enumerate(DAYS):
        store.put(draft(0, 1, day=day), source(f"letter {n}"))
    store.put(draft(2, day=DAYS[1], publication="Bulletin"), source("bulletin"))


def test_issues_come_newest_first(store: Store) -> None:
    fill(store)
    assert [head.id for head in store.issues()] == [
        "wpl-2024-01-05",
        "wpl-2023-12-29",
        "wpl-2023-01-06",
        "bulletin-2023-01-06",
        "wpl-2022-12-30",
    ]
    assert [head.item_count for head in store.issues()] == [2, 2, 2, 1, 2]


def test_issues_are_narrowed_and_paged(store: Store) -> None:
    fill(store)
    ids = [head.id for head in store.issues(publication="wpl", year=2023)]
    assert ids == ["wpl-2023-12-29", "wpl-2023-01-06"]
    assert [head.id for head in store.issues(offset=1, limit=2)] == ["wpl-2023-12-29", "wpl-2023-01-06"]
    assert [head.id for head in store.issues(offset=4)] == ["wpl-2022-12-30"]
    assert store.issues(publication="nobody") == store.issues(offset=5) == []


def test_issues_are_counted_by_year_newest_first(store: Store) -> None:
    fill(store)
    store.remove("wpl-2023-12-29")
    assert list(store.years().items()) == [(2024, 1), (2023, 2), (2022, 1)]
    assert store.years("bulletin") == {2023: 1}
    assert store.years("nobody") == {}


def test_items_come_in_the_order_asked_without_those_that_are_missing(store: Store) -> None:
    fill(store)
    ids = ["wpl-2024-01-05-2", "bulletin-2023-01-06-1", "nothing", "wpl-2022-12-30-1"]
    found = store.items(ids)
    assert [placed.item.id for placed in found] == [ids[0], ids[1], ids[3]]
    assert [placed.issue.date for placed in found] == [DAYS[3], DAYS[1], DAYS[0]]
    assert store.items([]) == []


def test_any_number_of_items_can_be_asked_for(store: Store) -> None:
    store.put(draft(*(item(n % 5, headline=f"Number {n}") for n in range(1200))), source())
    ids = [f"wpl-2024-03-08-{n}" for n in range(1200, 0, -1)]
    assert [placed.item.id for placed in store.items(ids)] == ids


def test_all_items_come_oldest_issue_first_as_published(store: Store) -> None:
    fill(store)
    ids = [placed.item.id for placed in store.all_items()]
    assert ids[:2] == ["wpl-2022-12-30-1", "wpl-2022-12-30-2"]
    assert ids[-1] == "wpl-2024-01-05-2"
    assert len(ids) == len(set(ids)) == 9


def test_a_store_can_be_written_to_while_all_items_are_read(store: Store) -> None:
    fill(store)
    ids = []
    for placed in store.all_items():
        ids.append(placed.item.id)
        store.put(draft(3, day=date(2025, 1, len(ids))), source(f"new {len(ids)}"))
    assert len(ids) == 9


def test_the_status_counts_what_is_there(store: Store) -> None:
    assert store.status() == StoreStatus(0, 0, 0, 0, 0, None, None)
    fill(store)
    assert store.status() == StoreStatus(2, 5, 9, 0, 9, DAYS[0], DAYS[3])
