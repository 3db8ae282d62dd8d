"""Sources are read in processes of their own: what hangs, fills or breaks one of them is refused alone."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import RefusedError
from archive.ingest.source_reader import Reading
from archive.ingest.worker_pool import ReaderPool
from archive.limits import LimitError, Limits
from archive.models import Source

_QUAY = Source("quay.txt", "", b"The quay is open again.")
_HUGE = Source("huge.html", "", b"<p>" + b"<b>x</b> y " * 1_500_000)


class _Endless(bytes):
    """Bytes that keep whoever unpacks them busy for an hour."""

    def __reduce__(self) -> tuple[object, ...]:
        return time.sleep, (3600,)


@pytest.fixture
def readers() -> Iterator[ReaderPool]:
    with ReaderPool() as readers:
        yield readers


def _is_read(readers: ReaderPool) -> bool:
    reading = readers.read(_QUAY)
    return [document.blocks[0].text for document in reading.documents] == ["The quay is open again."]


def test_a_source_comes_back_with_its_documents_and_its_media_type(readers: ReaderPool) -> None:
    reading = readers.read(_QUAY)
    assert reading.source is _QUAY
    assert reading.media_type == "text/plain"
    assert _is_read(readers)


def test_a_refusal_comes_back_as_it_was(readers: ReaderPool) -> None:
    reading = readers.read(Source("empty.txt", "", b""))
    assert isinstance(reading.refusal, RefusedError)
    assert str(reading.refusal) == "empty.txt: the file is empty; nothing to archive"
    assert reading.documents == ()


def test_sources_come_back_in_order_and_what_is_none_is_passed_on() -> None:
    sources = [Source(f"{n}.txt", "", f"Quay {n}".encode()) for n in range(7)]
    given = [*sources[:3], "no source", *sources[3:]]
    with ReaderPool(count=2) as readers:
        back = [one.source if isinstance(one, Reading) else one for one in readers.read_ahead(given)]
    assert back == given


@pytest.mark.slow
def test_a_source_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    with ReaderPool(Limits(seconds=5)) as readers:
        refusal = readers.read(Source("slow.txt", "", _Endless())).refusal
        assert isinstance(refusal, LimitError)
        assert "slow.txt: took longer than 5 seconds to read; raise BRIEFINGS_MAX_SECONDS" in str(refusal)
        assert _is_read(readers)


@pytest.mark.slow
def test_a_source_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    with ReaderPool(Limits(memory_mb=200)) as readers:
        refusal = readers.read(_HUGE).refusal
        assert isinstance(refusal, LimitError)
        assert "needs more than 200 MB of memory to be read; raise BRIEFINGS_MAX_MEMORY_MB" in str(refusal)
        assert _is_read(readers)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (signal.SIGSEGV, "broke down (SIGSEGV)"),
        (signal.SIGKILL, "needs more memory to be read than there is"),
    ],
)
def test_a_process_that_breaks_down_is_replaced(
    readers: ReaderPool, number: signal.Signals, reason: str
) -> None:
    assert _is_read(readers)
    for process in _children():
        os.kill(process, number)
    assert reason in str(readers.read(_QUAY).refusal)
    assert _is_read(readers)


def test_no_process_is_left_at_the_end() -> None:
    before = _children()
    with ReaderPool(count=2) as readers:
        assert len(_children() - before) == 2
        assert _is_read(readers)
    assert _children() == before


def test_a_folder_named_like_a_package_here_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "__init__.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with ReaderPool() as readers:
        assert _is_read(readers)


def _children() -> frozenset[int]:
    """The processes that this one has started and that have not ended."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                state, parent = (folder / "stat").read_text().rpartition(") ")[2].split()[:2]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(parent) == os.getpid() and state != "Z":
                found.append(int(folder.name))
    return frozenset(found)
