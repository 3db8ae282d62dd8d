"""Damaged, foreign and full: the files of a Whoosh index, one fault at a time."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.errors import IndexUnavailableError
from index.engine import Engine, Results, Search, Similar
from index.engines import open_engine
from index.engines.whoosh import engine as whoosh_engine
from index.engines.whoosh import storage
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import Or, Phrase, Prefix, Term
from tests.support.index_documents import CHANGES

REQUEST = Search(
    Or((Term("gallium"), Phrase(("export", "controls")), Prefix("w"))), facets=("topic", "region")
)


def filled(folder: Path) -> Results:
    """Two commits; the answer to REQUEST."""
    engine = WhooshEngine.create(folder)
    engine.apply(CHANGES[:6], 6)
    engine.apply(CHANGES[6:], 7)
    answer = engine.search(REQUEST)
    engine.close()
    return answer


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Results]:
    folder = tmp_path_factory.mktemp("sound") / "index"
    return folder, filled(folder)


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :]


FAULTS: dict[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda _: None,
    "empty": lambda _: b"",
    "half": lambda data: data[: len(data) // 2],
    "a byte short": lambda data: data[:-1],
    "a byte more": lambda data: data + b"\0",
    **{f"flipped at {n}/16": lambda data, n=n: _flipped(data, (len(data) - 1) * n // 16) for n in range(17)},  # type: ignore[misc]
}


@pytest.mark.parametrize("fault", FAULTS)
def test_any_damage_to_any_file_is_named_or_does_no_harm(
    sound: tuple[Path, Results], tmp_path: Path, fault: str
) -> None:
    folder, answer = sound
    for number, name in enumerate(sorted(path.name for path in folder.iterdir())):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy)
        data = FAULTS[fault]((copy / name).read_bytes() or b"\0")
        (copy / name).unlink() if data is None else (copy / name).write_bytes(data)
        engine = WhooshEngine(copy)
        complaint = _complaint(engine, answer)
        assert complaint if not name.endswith("LOCK") else not complaint
        assert complaint.count("run `briefings reindex`") == bool(complaint)
        assert "\n" not in complaint
        engine.close()


def _complaint(engine: WhooshEngine, answer: Results) -> str:
    """What the engine says of its damage; "" where it gives the right answer."""
    try:
        assert engine.search(REQUEST) == answer
        engine.verify()
    except IndexUnavailableError as error:
        return str(error)
    return ""


def test_damage_keeps_writers_out_too(tmp_path: Path) -> None:
    filled(tmp_path / "index")
    segment = next((tmp_path / "index").glob("*.seg"))
    segment.write_bytes(_flipped(segment.read_bytes(), 500))
    engine = WhooshEngine(tmp_path / "index")
    with pytest.raises(IndexUnavailableError, match="damaged"):
        engine.apply(CHANGES, 8)


def test_verify_finds_damage_done_while_the_index_is_open(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    engine.apply(CHANGES, 7)
    engine.search(Search())
    engine.verify()
    segment = next((tmp_path / "index").glob("*.seg"))
    with segment.open("r+b") as file:
        file.seek(300)
        file.write(b"????")
    with pytest.raises(IndexUnavailableError, match=r"\.seg has changed"):
        engine.verify()
    engine.close()


def test_an_index_of_another_version_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "index")
    monkeypatch.setattr(storage, "VERSION", "another")
    engine = WhooshEngine(tmp_path / "index")
    for use in (lambda: engine.search(Search()), lambda: engine.apply(CHANGES, 8), lambda: engine.revision):
        with pytest.raises(IndexUnavailableError, match="of another version; run `briefings reindex`"):
            use()


@pytest.mark.parametrize("where", ["a file", "nowhere", "empty"])
def test_a_folder_without_an_index_says_so(tmp_path: Path, where: str) -> None:
    folder = tmp_path / where
    if where == "a file":
        folder.write_text("no folder")
    if where == "empty":
        folder.mkdir()
    uses: list[Callable[[Engine], object]] = [
        lambda engine: engine.search(Search()),
        lambda engine: engine.similar(Similar("a")),
        lambda engine: engine.suggest("a"),
    ]
    for engine in (WhooshEngine(folder), open_engine(folder)):
        for use in uses:
            with pytest.raises(IndexUnavailableError, match="there is no index in"):
                use(engine)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for engine in (open_engine(tmp_path / "file" / "index"), open_engine(tmp_path / "file")):
        with pytest.raises(IndexUnavailableError, match="cannot be written"):
            engine.apply(CHANGES, 1)


def _failure(use: Callable[[], None]) -> str:
    try:
        use()
    except IndexUnavailableError as error:
        return str(error)
    return ""


class FullDisk:
    """Lets so many writes of Whoosh's files pass, then none."""

    def __init__(self, passing: int) -> None:
        self.left = passing

    def __call__(self, *_: Any, **__: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return None


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = WhooshEngine.create(tmp_path / "index")
    opened.apply(CHANGES[:2], 2)
    yield opened
    opened.close()


@pytest.mark.parametrize("passing", range(8))
@pytest.mark.parametrize("step", ["fsync", "create"])
def test_a_full_disk_is_one_line_and_changes_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, passing: int, step: str
) -> None:
    full = FullDisk(passing)
    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr(os, "fsync", full)
        else:
            create = storage.DurableStorage.create_file
            patch.setattr(storage.DurableStorage, "create_file", lambda *a, **k: (full(), create(*a, **k))[1])
        complaint = _failure(lambda: engine.apply(CHANGES[2:], 7))
    assert bool(complaint) == (full.left < 0)
    assert not complaint or complaint.endswith("cannot be written: No space left on device")
    if full.left >= 0:
        assert (engine.revision, engine.search(Search()).total) == (7, 7)
        return
    assert (engine.revision, engine.search(Search()).total) in {(2, 2), (7, 7)}
    engine.apply(CHANGES[2:], 7)
    assert (engine.revision, engine.search(Search()).total) == (7, 7)


def test_a_folder_without_leave_to_write_is_one_line(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(storage.DurableStorage, "create_file", refuse)
        with pytest.raises(IndexUnavailableError, match="cannot be written: Permission denied"):
            engine.apply(CHANGES[2:], 7)
    assert engine.search(Search()).total == 2


def test_a_second_writer_waits_and_then_gives_up(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_engine, "LOCK_TIMEOUT_SECONDS", 0.2)
    lock = storage.DurableStorage(tmp_path / "index").lock("MAIN_WRITELOCK")  # type: ignore[no-untyped-call]
    assert lock.acquire()
    with pytest.raises(IndexUnavailableError, match="is being written by another process"):
        engine.apply(CHANGES, 7)
    lock.release()
    engine.apply(CHANGES, 7)
    assert engine.revision == 7


def test_two_engines_on_one_folder_see_each_others_commits(engine: Engine, tmp_path: Path) -> None:
    other = WhooshEngine(tmp_path / "index")
    assert other.search(Search()).total == 2
    engine.apply(CHANGES[2:], 7)
    assert other.search(Search()).total == 7
    other.apply([], 8)
    assert engine.revision == 8
    other.close()


def test_many_small_commits_leave_few_files(engine: Engine, tmp_path: Path) -> None:
    for number in range(30):
        engine.apply([CHANGES[number % 7]], number)
    assert len(list((tmp_path / "index").iterdir())) <= 10
    assert engine.search(Search()).total == 7


def test_leftovers_of_a_killed_commit_are_not_read_and_go_with_the_next(
    engine: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    generation = storage.latest_commit(folder)
    assert generation is not None
    leftovers = [f"_MAIN_{generation + 1}.toc.123.4", f"manifest-{generation + 1}.json", "MAIN_abc.seg"]
    for name in leftovers:
        (folder / name).write_bytes(b"half")
    assert engine.search(Search()).total == 2
    engine.apply(CHANGES[2:3], 3)
    assert engine.search(Search()).total == 3
    assert not {leftovers[0], leftovers[2]} & {path.name for path in folder.iterdir()}
