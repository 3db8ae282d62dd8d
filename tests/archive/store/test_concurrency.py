"""Several processes at one store, and processes that are killed."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

import archive.repeats.minhash  # noqa: F401 - loaded before the fork, so that a process killed soon has put something
from archive.models import Draft, Issue, Paragraph
from archive.store import Store, open_store
from tests.support.draft_factories import draft, item, source

CONTEXT = get_context("fork")
KILLS = 15
ISSUES = 40


def version(number: int, edition: int) -> Draft:
    """The `number`-th issue, each of whose four items says which edition it is."""
    text = (Paragraph(f"Edition {edition}"),)
    made = [item(n % 5, headline=f"Story {n}", paragraphs=text) for n in range(4)]
    return draft(*made, day=date(2024, 1, 1) + timedelta(days=7 * number))


def editions(store: Store) -> dict[str, set[str]]:
    """What the items of each issue say."""
    found = [store.issue(head.id) for head in store.issues()]
    return {one.head.id: {i.text for i in one.items} for one in found if isinstance(one, Issue)}


def put_many(url: str, numbers: range, editions: range, started: Event) -> None:
    with open_store(url) as store:
        started.set()
        for edition in editions:
            for number in numbers:
                store.put(version(number, edition), source(f"{number} {edition}", f"{number}.txt"))


def start(work: Callable[..., None], *args: object) -> tuple[int, Callable[[], int | None]]:
    started = CONTEXT.Event()
    process = CONTEXT.Process(target=work, args=(*args, started))
    process.start()
    assert started.wait(30)
    assert process.pid is not None

    def finish() -> int | None:
        process.join(60)
        return process.exitcode

    return process.pid, finish


def is_whole(store: Store, file: Path) -> bool:
    """Whether the database is sound, its issues whole, and its journal without gaps tells of every item."""
    raw = sqlite3.connect(file)
    sound = raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    orphans = raw.execute("PRAGMA foreign_key_check").fetchall()
    raw.close()
    entries = store.changes(0, limit=1_000_000)
    heads = store.issues()
    return (
        sound
        and not orphans
        and [entry.revision for entry in entries] == list(range(1, store.revision + 1))
        and {entry.item_id for entry in entries} == {placed.item.id for placed in store.all_items()}
        and all(head.item_count == 4 for head in heads)
        and all(len(said) == 1 for said in editions(store).values())
        and len(list(store.all_items())) == 4 * len(heads)
    )


@pytest.mark.slow
def test_two_processes_put_at_once_and_every_issue_is_there(url: str, tmp_path: Path) -> None:
    both = [
        start(put_many, url, range(ISSUES), range(1)),
        start(put_many, url, range(ISSUES, 2 * ISSUES), range(1)),
    ]
    assert [finish() for _, finish in both] == [0, 0]
    with open_store(url) as store:
        assert is_whole(store, tmp_path / "archive.db")
        assert (store.status().issues, store.revision) == (2 * ISSUES, 8 * ISSUES)


def test_two_processes_put_the_same_issues_and_none_is_twice(url: str, tmp_path: Path) -> None:
    both = [start(put_many, url, range(ISSUES), range(1)) for _ in range(2)]
    assert [finish() for _, finish in both] == [0, 0]
    with open_store(url) as store:
        assert is_whole(store, tmp_path / "archive.db")
        assert (store.status().issues, store.revision) == (ISSUES, 4 * ISSUES)


@pytest.mark.slow
def test_processes_that_open_a_new_store_at_once_all_succeed(tmp_path: Path) -> None:
    for attempt in range(5):
        url = f"sqlite:///{tmp_path / f'{attempt}.db'}"
        gate, ready = CONTEXT.Event(), [CONTEXT.Event() for _ in range(4)]
        processes = [CONTEXT.Process(target=open_at, args=(url, gate, one)) for one in ready]
        for process in processes:
            process.start()
        assert all(one.wait(30) for one in ready)
        gate.set()
        for process in processes:
            process.join(60)
        assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def open_at(url: str, gate: Event, ready: Event) -> None:
    ready.set()
    gate.wait(30)
    with open_store(url) as store:
        assert store.revision == 0


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_only_whole_issues(url: str, tmp_path: Path) -> None:
    chance = random.Random(8)
    revisions = [0]
    for _ in range(KILLS):
        pid, finish = start(put_many, url, range(ISSUES), range(1000))
        time.sleep(chance.uniform(0, 0.2))
        os.kill(pid, signal.SIGKILL)
        assert finish() == -signal.SIGKILL
        with open_store(url) as store:
            assert is_whole(store, tmp_path / "archive.db")
            revisions.append(store.revision)
    assert revisions == sorted(revisions)
    assert revisions[-1] > 0
    _, finish = start(put_many, url, range(ISSUES), range(1000, 1001))
    assert finish() == 0
    with open_store(url) as store:
        assert is_whole(store, tmp_path / "archive.db")
        assert len(editions(store)) == ISSUES
        assert set().union(*editions(store).values()) == {"Edition 1000"}


def test_a_process_killed_while_it_makes_a_store_leaves_one_that_opens(tmp_path: Path) -> None:
    chance = random.Random(9)
    for attempt in range(5):
        url = f"sqlite:///{tmp_path / f'{attempt}.db'}"
        gate, ready = CONTEXT.Event(), CONTEXT.Event()
        process = CONTEXT.Process(target=open_at, args=(url, gate, ready))
        process.start()
        assert ready.wait(30)
        gate.set()
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        process.join(60)
        with open_store(url) as store:
            assert store.revision == 0
