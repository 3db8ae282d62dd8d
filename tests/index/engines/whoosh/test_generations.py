import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import IndexUnavailableError
from index.documents import Change
from index.engine import Engine, Search
from index.engines import open_engine
from index.engines.whoosh import generations, storage
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.storage import DurableStorage
from index.evaluator import searcher
from index.query.nodes import Phrase
from index.sync import compare, reindex
from tests.support.fake_store import FakeStore
from tests.support.index_documents import CHANGES, document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    opened = open_engine(folder)
    yield opened
    opened.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_an_index_that_is_not_there_says_so_and_what_to_do(engine: Engine) -> None:
    assert engine.revision == 0
    with pytest.raises(IndexUnavailableError, match=r"there is no index in .*run `briefings reindex`"):
        engine.search(Search())


def test_reindexing_makes_what_the_store_holds(engine: Engine, folder: Path) -> None:
    store = FakeStore().put("a", "b", "c")
    told: list[int] = []
    assert reindex(store, open_engine(folder), told.append) == 3
    assert told == [1, 2, 3]
    assert compare(store, engine).agrees


def test_an_open_engine_goes_over_to_the_new_generation(engine: Engine, folder: Path) -> None:
    engine.apply(CHANGES, 7)
    assert engine.search(Search()).total == 7
    before = names(folder)
    reindex(FakeStore().put("a"), open_engine(folder))
    assert engine.search(Search()).total == 1
    assert len(names(folder)) == 1
    assert names(folder) != before


def test_changes_made_while_reindexing_are_in_the_new_generation(engine: Engine, folder: Path) -> None:
    store = FakeStore().put("a", "b", "c")

    def meanwhile(done: int) -> None:
        if done == 2:
            store.put("late")

    reindex(store, open_engine(folder), meanwhile)
    assert compare(store, engine).agrees
    assert engine.search(Search()).total == 4


def test_a_reindex_that_fails_leaves_the_old_generation_and_nothing_of_its_own(
    engine: Engine, folder: Path
) -> None:
    engine.apply(CHANGES, 7)
    before = names(folder)
    with pytest.raises(RuntimeError):
        reindex(FakeStore(fails_after=1).put("a", "b"), open_engine(folder))
    assert names(folder) == before
    assert engine.search(Search()).total == 7


def test_a_reindex_on_a_full_disk_is_one_line_and_the_old_generation_serves(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    engine.apply(CHANGES, 7)
    before = names(folder)
    places: list[tuple[object, str]] = [(DurableStorage, "create_file"), (generations, "write_durably")]
    for owner, function in places:
        with monkeypatch.context() as patch:
            patch.setattr(owner, function, full)
            with pytest.raises(IndexUnavailableError, match=r"cannot be written: No space left on device$"):
                reindex(FakeStore().put("a"), open_engine(folder))
        assert names(folder) == before
        assert engine.search(Search()).total == 7


def test_a_failure_after_the_swap_leaves_the_new_generation_in_use(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.apply(CHANGES, 7)
    sync = storage.sync_folder

    def fail(synced: Path) -> None:
        if synced == folder:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(synced)

    monkeypatch.setattr(storage, "sync_folder", fail)
    with pytest.raises(IndexUnavailableError, match="cannot be written"):
        reindex(FakeStore().put("a"), open_engine(folder))
    assert len(names(folder)) == 1
    assert engine.search(Search()).total == 1


def test_what_a_killed_reindex_left_goes_with_the_next(engine: Engine, folder: Path) -> None:
    engine.apply(CHANGES, 7)
    WhooshEngine.create(folder / "g000009-abcdef").close()
    assert engine.search(Search()).total == 7
    reindex(FakeStore().put("a"), open_engine(folder))
    assert len(names(folder)) == 1
    assert engine.search(Search()).total == 1


def test_a_reader_goes_on_in_a_generation_that_is_gone(folder: Path) -> None:
    engine = open_engine(folder)
    engine.apply(CHANGES, 7)
    held = WhooshEngine(folder / names(folder)[0])
    with held._reader.newest() as commit:
        reindex(FakeStore().put("a"), open_engine(folder))
        held.close()
        assert searcher.search(commit.snapshot, Search(Phrase(("export", "controls")))).total == 2
    engine.close()


def test_two_writers_take_turns_and_the_second_gives_up_in_one_line(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "LOCK_TIMEOUT_SECONDS", 0.1)
    engine.apply(CHANGES[:1], 1)
    inside, done = threading.Event(), threading.Event()

    def slowly(count: int) -> None:
        inside.set()
        done.wait(10)

    other = threading.Thread(target=reindex, args=(FakeStore().put("a"), open_engine(folder), slowly))
    other.start()
    inside.wait(10)
    with pytest.raises(IndexUnavailableError, match=r"is being written by another process; try again later$"):
        engine.apply(CHANGES[1:], 2)
    assert engine.search(Search()).total == 1
    done.set()
    other.join()
    assert engine.search(Search()).total == 1


@pytest.mark.parametrize("text", ["", "g1", "../../etc", "g000001-ffffff\n", "\xff"])
def test_a_current_file_that_names_nothing_is_damage(engine: Engine, folder: Path, text: str) -> None:
    engine.apply(CHANGES, 7)
    (folder / "CURRENT").write_text(text, "latin-1")
    with pytest.raises(IndexUnavailableError, match="reindex"):
        engine.search(Search())
    reindex(FakeStore().put("a"), open_engine(folder))
    assert engine.search(Search()).total == 1


@pytest.mark.slow
def test_searches_go_on_in_threads_while_generations_and_commits_come_and_go(folder: Path) -> None:
    engine = open_engine(folder)
    engine.apply([Change("x", document("x", headline="one two"))], 1)
    failures: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                assert engine.search(Search(Phrase(("one", "two")))).total == 1
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(12):
        engine.apply(
            [Change("x", document("x", headline=f"one two {number}")), Change(f"y{number}", document("y"))],
            number,
        )
        if number % 4 == 3:
            engine.rebuild([document("x", headline="one two")], number)
    stop.set()
    for reader in readers:
        reader.join()
    engine.close()
    assert failures == []
