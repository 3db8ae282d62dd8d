"""Each engine in a process of its own, so that its memory is its own; the parent asks, the child times.

The protocol: the parent sends a method's name and arguments, the child answers with the result or with what
went wrong. Only one child works at a time, so that none is measured against another.
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

from benchmarks import measure
from benchmarks.asking import Query
from benchmarks.peers import Answer, Mode, Peer, load
from index.documents import IndexDocument

_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was timed."""

    seconds: float
    answer: Answer


class ChildError(RuntimeError):
    """What went wrong in a child, with its traceback."""


class Child:
    """The parent's end of one engine's process."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name, folder), daemon=False)
        self._process.start()
        theirs.close()

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()

    def build(self, corpus: Path) -> float:
        """Index a corpus that `write` wrote; the seconds that took, reading included."""
        return float(self._call("build", corpus))

    def open(self, query: Query) -> Asked:
        """Open the index and answer a first query with facets."""
        asked: Asked = self._call("open", query)
        return asked

    def ask(self, queries: Sequence[tuple[Query, Mode]]) -> list[Asked]:
        """Time queries one after the other."""
        asked: list[Asked] = self._call("ask", list(queries))
        return asked

    def commit(self, documents: Sequence[IndexDocument], marker: Query) -> Asked:
        """Commit items and search for what only they have; the time of both."""
        asked: Asked = self._call("commit", list(documents), marker)
        return asked

    def peak(self) -> int:
        """The most memory it had, in bytes."""
        return int(self._call("peak"))

    def _call(self, method: str, *arguments: object) -> Any:
        self._pipe.send((method, arguments))
        try:
            failed, result = self._pipe.recv()
        except EOFError:
            raise ChildError(f"{self.name}: its process ended while it was asked to {method}") from None
        if failed:
            raise ChildError(f"{self.name}: {result}")
        return result


def write(documents: Iterator[IndexDocument], path: Path, batch: int = 500) -> None:
    """Write a corpus for children to read, a batch at a time."""
    with path.open("wb") as file:
        held: list[IndexDocument] = []
        for document in documents:
            held.append(document)
            if len(held) == batch:
                pickle.dump(held, file, protocol=5)
                held = []
        pickle.dump(held, file, protocol=5)


def read(path: Path) -> Iterator[IndexDocument]:
    """The documents that `write` wrote."""
    with path.open("rb") as file:
        while True:
            try:
                yield from pickle.load(file)
            except EOFError:
                return


class _Served:
    """The child's end: its methods are what the parent calls."""

    def __init__(self, engine: Peer) -> None:
        self.engine = engine

    def build(self, corpus: Path) -> float:
        started = time.perf_counter()
        self.engine.build(read(corpus))
        return time.perf_counter() - started

    def open(self, query: Query) -> Asked:
        started = time.perf_counter()
        self.engine.open()
        finish = self.engine.prepare(query, Mode.BOTH)()
        return Asked(time.perf_counter() - started, finish())

    def ask(self, queries: Sequence[tuple[Query, Mode]]) -> list[Asked]:
        return [self._timed(query, mode) for query, mode in queries]

    def commit(self, documents: Sequence[IndexDocument], marker: Query) -> Asked:
        started = time.perf_counter()
        self.engine.commit(documents)
        finish = self.engine.prepare(marker, Mode.TOP)()
        return Asked(time.perf_counter() - started, finish())

    def peak(self) -> int:
        return measure.peak()

    def _timed(self, query: Query, mode: Mode) -> Asked:
        run = self.engine.prepare(query, mode)
        started = time.perf_counter()
        finish = run()
        seconds = time.perf_counter() - started
        return Asked(seconds, finish())


def _serve(pipe: Connection, name: str, folder: Path) -> None:
    engine = load(name, folder)
    served = _Served(engine)
    while True:
        try:
            method, arguments = pipe.recv()
        except EOFError:
            engine.close()
            return
        try:
            result = (False, getattr(served, method)(*arguments))
        except Exception:  # noqa: BLE001 - whatever it is, the parent says it and stops
            result = (True, traceback.format_exc())
        pipe.send(result)
