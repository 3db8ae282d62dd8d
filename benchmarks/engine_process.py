"""Runs each engine in a process of its own, so that its memory can be measured; that process does the timing.

The parent sends the name of a method and its arguments, the child answers with the result or a traceback.
Only one child works at a time, so that none slows down another.
"""

import pickle
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks import measurements
from benchmarks.peers import Answer, Mode, Peer, open_peer
from benchmarks.queries import Query
from index.documents import IndexDocument

_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class TimedAnswer:
    """The answer to a query, and the seconds that it took."""

    seconds: float
    answer: Answer


class EngineProcessError(RuntimeError):
    """An error in an engine's process, with its traceback."""


class EngineProcess:
    """The parent's end of one engine's process."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name, folder), daemon=False)
        self._process.start()
        theirs.close()

    def __enter__(self) -> "EngineProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join(_TIMEOUT_SECONDS)
        if self._process.is_alive():
            self._process.kill()

    def build(self, corpus: Path) -> float:
        """Index a corpus that `write_corpus` wrote; returns the seconds it took, including reading it."""
        return float(self._call("build", corpus))

    def open(self, query: Query) -> TimedAnswer:
        """Open the index and answer a first query with facets."""
        asked: TimedAnswer = self._call("open", query)
        return asked

    def ask(self, queries: Sequence[tuple[Query, Mode]]) -> list[TimedAnswer]:
        """Answer and time queries one after the other."""
        asked: list[TimedAnswer] = self._call("ask", list(queries))
        return asked

    def commit(self, documents: Sequence[IndexDocument], marker: Query) -> TimedAnswer:
        """Commit items and search for `marker`, a word that only they have; returns the time of both."""
        asked: TimedAnswer = self._call("commit", list(documents), marker)
        return asked

    def peak_memory(self) -> int:
        """Peak memory of the process, in bytes."""
        return int(self._call("peak_memory"))

    def _call(self, method: str, *arguments: object) -> Any:
        self._pipe.send((method, arguments))
        try:
            failed, result = self._pipe.recv()
        except EOFError:
            raise EngineProcessError(
                f"{self.name}: its process ended while it was asked to {method}"
            ) from None
        if failed:
            raise EngineProcessError(f"{self.name}: {result}")
        return result


def write_corpus(documents: Iterator[IndexDocument], path: Path, batch: int = 500) -> None:
    """Write a corpus for engine processes to read, in batches of `batch` items."""
    with path.open("wb") as file:
        batched: list[IndexDocument] = []
        for document in documents:
            batched.append(document)
            if len(batched) == batch:
                pickle.dump(batched, file, protocol=5)
                batched = []
        pickle.dump(batched, file, protocol=5)


def read_corpus(path: Path) -> Iterator[IndexDocument]:
    """Read the documents of a corpus that `write_corpus` wrote."""
    with path.open("rb") as file:
        while True:
            try:
                yield from pickle.load(file)
            except EOFError:
                return


class _EngineServer:
    """The child's end of the pipe; its methods are those that the parent calls."""

    def __init__(self, engine: Peer) -> None:
        self.engine = engine

    def build(self, corpus: Path) -> float:
        started = time.perf_counter()
        self.engine.build(read_corpus(corpus))
        return time.perf_counter() - started

    def open(self, query: Query) -> TimedAnswer:
        started = time.perf_counter()
        self.engine.open()
        finish = self.engine.prepare(query, Mode.BOTH)()
        return TimedAnswer(time.perf_counter() - started, finish())

    def ask(self, queries: Sequence[tuple[Query, Mode]]) -> list[TimedAnswer]:
        return [self._time_query(query, mode) for query, mode in queries]

    def commit(self, documents: Sequence[IndexDocument], marker: Query) -> TimedAnswer:
        started = time.perf_counter()
        self.engine.commit(documents)
        finish = self.engine.prepare(marker, Mode.TOP)()
        return TimedAnswer(time.perf_counter() - started, finish())

    def peak_memory(self) -> int:
        return measurements.peak_memory()

    def _time_query(self, query: Query, mode: Mode) -> TimedAnswer:
        run = self.engine.prepare(query, mode)
        started = time.perf_counter()
        finish = run()
        seconds = time.perf_counter() - started
        return TimedAnswer(seconds, finish())


def _serve(pipe: Connection, name: str, folder: Path) -> None:
    engine = open_peer(name, folder)
    served = _EngineServer(engine)
    while True:
        try:
            method, arguments = pipe.recv()
        except EOFError:
            engine.close()
            return
        try:
            result = (False, getattr(served, method)(*arguments))
        except Exception:  # noqa: BLE001 - the parent reports any error and stops
            result = (True, traceback.format_exc())
        pipe.send(result)
