"""The journal: in pages, and across processes."""

from datetime import date

from archive.store import JournalEntry, Store
from tests.support.draft_factories import draft, source

DAYS = (date(2022, 12, 30), date(2023, 1, 6), date(2023, 12, 29), date(2024, 1, 5))


def fill(store: Store) -> None:
    for n, day in enumerate(DAYS):
        store.put(draft(0, 1, day=day), source(f"letter {n}"))
    store.put(draft(2, day=DAYS[1], publication="Bulletin"), source("bulletin"))


def test_the_journal_is_read_in_pages(store: Store) -> None:
    fill(store)
    pages, since = [], 0
    while page := store.changes(since, limit=4):
        pages.append(page)
        since = page[-1].revision
    assert [len(page) for page in pages] == [4, 4, 1]
    assert [entry.revision for page in pages for entry in page] == list(range(1, 10))
    assert pages[0][0] == JournalEntry(1, "wpl-2022-12-30-1")
    assert store.revision == since == 9


def test_a_journal_of_another_process_is_seen_at_once(store: Store, url: str) -> None:
    from archive.store import open_store

    with open_store(url) as other:
        fill(other)
        assert store.revision == other.revision == 9
