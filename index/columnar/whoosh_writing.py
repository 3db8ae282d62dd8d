"""Writing segments and committing them through Whoosh's table of contents, lock and generations."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh.index import TOC, clean_files

from index import whoosh_errors, whoosh_schema, whoosh_storage
from index.columnar import container, merging
from index.columnar.chunks import Chunks
from index.columnar.container import Array
from index.columnar.gathering import Gathering
from index.columnar.merging import Source
from index.columnar.whoosh_codec import EXTENSION, ColumnarSegment
from index.documents import IndexDocument
from index.whoosh_storage import NAME, DurableStorage


@dataclass
class Writing:
    """A commit in the making: the segments it will have, and the sums of their files."""

    storage: DurableStorage
    sums: dict[str, tuple[int, int]] = field(default_factory=dict)
    parts: list[ColumnarSegment] = field(default_factory=list)
    _written: list[str] = field(default_factory=list)

    def keep(self, part: ColumnarSegment, size_and_sum: tuple[int, int]) -> None:
        """Take over a segment that is there already."""
        self.parts.append(part)
        self.sums[part.make_filename(EXTENSION)] = size_and_sum

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Write documents, each segment as soon as it is full."""
        for gathering in _gathered(documents):
            self.write(gathering.arrays())

    def add_merged(self, sources: list[Source], documents: Iterable[IndexDocument]) -> None:
        """Write old segments and new documents, the two in one segment where they fit."""
        *full, last = _gathered(documents)
        for gathering in full:
            self.write(gathering.arrays())
        arrays = last.arrays()
        if sources:
            arrays = merging.merged([*sources, Source(arrays, np.ones(len(last), np.bool_))])
        self.write(arrays)

    def write(self, arrays: Mapping[str, Array]) -> None:
        """Write a segment, synced; one without documents is left out."""
        documents = len(arrays["days"])
        if not documents:
            return
        part = ColumnarSegment(NAME, documents)
        name = part.make_filename(EXTENSION)
        self._written.append(name)
        file = part.create_file(self.storage, EXTENSION)  # type: ignore[no-untyped-call]
        size_and_sum = container.write(file, documents, arrays)
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self.keep(part, size_and_sum)

    def commit(self, generation: int, revision: int) -> None:
        """Make this the newest commit, and remove what older ones had."""
        self._written.clear()  # from here on a failure may come after the commit has become valid
        self.storage.prepare(revision, self.sums)
        TOC(whoosh_schema.schema(), self.parts, generation).write(self.storage, NAME)  # type: ignore[no-untyped-call]
        clean_files(self.storage, NAME, generation, self.parts)
        whoosh_storage.sweep(self.storage.path, generation)

    def abandon(self) -> None:
        """Remove what was written and not committed; what cannot be removed goes with the next commit."""
        for name in self._written:
            with suppress(OSError):
                (self.storage.path / name).unlink()


@contextmanager
def locked(storage: DurableStorage, patience: float) -> Iterator[None]:
    """Hold Whoosh's lock; IndexUnavailableError after so many seconds."""
    lock = storage.lock(f"{NAME}_WRITELOCK")  # type: ignore[no-untyped-call]
    end = time.monotonic() + patience
    while not lock.acquire():
        if time.monotonic() > end:
            raise whoosh_errors.busy(storage.path)
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()


def _gathered(documents: Iterable[IndexDocument]) -> Iterator[Gathering]:
    chunks = Chunks()
    gathering = Gathering(chunks)
    for document in documents:
        gathering.add(document)
        if gathering.full:
            yield gathering
            chunks = Chunks() if chunks.full else chunks
            gathering = Gathering(chunks)
    yield gathering
