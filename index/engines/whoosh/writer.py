"""Writing segments and committing them through Whoosh's table of contents, lock and generations."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import numpy as np
from whoosh.index import TOC, clean_files

from index.columnar import container, merger
from index.columnar.arrays import Array
from index.columnar.merger import MergeSource
from index.columnar.segment_writer import SegmentWriter
from index.documents import IndexDocument
from index.engines.whoosh import errors, schema
from index.engines.whoosh import storage as whoosh_storage
from index.engines.whoosh.codec import EXTENSION, ColumnarSegment
from index.engines.whoosh.storage import INDEX_NAME, DurableStorage


@dataclass
class CommitWriter:
    """A commit in the making: the segments it will have, and the sums of their files."""

    storage: DurableStorage
    sums: dict[str, tuple[int, int]] = field(default_factory=dict)
    parts: list[ColumnarSegment] = field(default_factory=list)
    _written: list[str] = field(default_factory=list)

    def keep(self, part: ColumnarSegment, size_and_sum: tuple[int, int]) -> None:
        """Take over a segment that is there already."""
        self.parts.append(part)
        self.sums[part.file()] = size_and_sum

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Write any number of documents, each segment as soon as it is full."""
        with SegmentWriter(self.write) as builder:
            builder.add(documents)
            builder.finish()

    def add_merged(self, sources: list[MergeSource], documents: Iterable[IndexDocument]) -> None:
        """Write new documents, and old segments with the last of them."""
        last: list[Mapping[str, Array]] = []

        def write(arrays: Mapping[str, Array]) -> None:
            while last:
                self.write(last.pop())
            last.append(arrays)

        with SegmentWriter(write) as builder:
            builder.add(documents)
            builder.finish()
        new = [MergeSource(arrays, np.ones(len(arrays["days"]), np.bool_)) for arrays in last]
        if sources:
            self.write(merger.merge([*sources, *new]))
        elif last:
            self.write(last[0])

    def write(self, arrays: Mapping[str, Array]) -> None:
        """Write a segment, synced; one without documents is left out."""
        documents = len(arrays["days"])
        if not documents:
            return
        part = ColumnarSegment(INDEX_NAME, documents)
        name = part.file()
        self._written.append(name)
        file = part.create_file(self.storage, EXTENSION)  # type: ignore[no-untyped-call]
        size_and_sum = container.write_container(file, documents, arrays)
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self.keep(part, size_and_sum)

    def commit(self, generation: int, revision: int) -> None:
        """Make this the newest commit, and remove what older ones had."""
        self._written.clear()  # from here on a failure may come after the commit has become valid
        self.storage.prepare(revision, self.sums)
        TOC(schema.schema(), self.parts, generation).write(self.storage, INDEX_NAME)  # type: ignore[no-untyped-call]
        clean_files(self.storage, INDEX_NAME, generation, self.parts)
        whoosh_storage.remove_stale_files(self.storage.path, generation)

    def abandon(self) -> None:
        """Remove what was written and not committed; what cannot be removed goes with the next commit."""
        for name in self._written:
            with suppress(OSError):
                (self.storage.path / name).unlink()


@contextmanager
def locked(storage: DurableStorage, patience: float) -> Iterator[None]:
    """Hold Whoosh's lock; IndexUnavailableError after so many seconds."""
    lock = storage.lock(f"{INDEX_NAME}_WRITELOCK")  # type: ignore[no-untyped-call]
    end = time.monotonic() + patience
    while not lock.acquire():
        if time.monotonic() > end:
            raise errors.busy(storage.path)
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()
