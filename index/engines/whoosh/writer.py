"""Writes the segments of a commit, and makes it valid by writing its table of contents."""

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
from index.engines.whoosh.codec import EXTENSION, ColumnarSegment
from index.engines.whoosh.storage import INDEX_NAME, DurableStorage, remove_stale_files


@dataclass
class CommitWriter:
    """Collects the segments of a commit, as entries of its table of contents, and their files' checksums."""

    storage: DurableStorage
    checksums: dict[str, tuple[int, int]] = field(default_factory=dict)
    entries: list[ColumnarSegment] = field(default_factory=list)
    _written: list[str] = field(default_factory=list)

    def keep(self, entry: ColumnarSegment, checksum: tuple[int, int]) -> None:
        """Take over a segment of the previous commit."""
        self.entries.append(entry)
        self.checksums[entry.file()] = checksum

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Write documents into new segments, each as soon as it is full."""
        with SegmentWriter(self.write) as segment_writer:
            segment_writer.add(documents)
            segment_writer.finish()

    def add_merged(self, sources: list[MergeSource], documents: Iterable[IndexDocument]) -> None:
        """Write documents into new segments, and merge the last of these with the sources."""
        last: list[Mapping[str, Array]] = []

        def write(arrays: Mapping[str, Array]) -> None:
            while last:
                self.write(last.pop())
            last.append(arrays)

        with SegmentWriter(write) as segment_writer:
            segment_writer.add(documents)
            segment_writer.finish()
        new = [MergeSource(arrays, np.ones(len(arrays["days"]), np.bool_)) for arrays in last]
        if sources:
            self.write(merger.merge([*sources, *new]))
        elif last:
            self.write(last[0])

    def write(self, arrays: Mapping[str, Array]) -> None:
        """Write and sync a segment, unless it has no documents."""
        documents = len(arrays["days"])
        if not documents:
            return
        entry = ColumnarSegment(INDEX_NAME, documents)
        name = entry.file()
        self._written.append(name)
        file = entry.create_file(self.storage, EXTENSION)  # type: ignore[no-untyped-call]
        checksum = container.write_container(file, documents, arrays)
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self.keep(entry, checksum)

    def commit(self, number: int, revision: int) -> None:
        """Make this the newest commit, with this number, and remove the files of older ones."""
        self._written.clear()  # from here on a failure may come after the commit has become valid
        self.storage.prepare(revision, self.checksums)
        TOC(schema.schema(), self.entries, number).write(self.storage, INDEX_NAME)  # type: ignore[no-untyped-call]
        clean_files(self.storage, INDEX_NAME, number, self.entries)
        remove_stale_files(self.storage.path, number)

    def abandon(self) -> None:
        """Remove the files written and not committed; the next commit removes what remains."""
        for name in self._written:
            with suppress(OSError):
                (self.storage.path / name).unlink()


@contextmanager
def locked(storage: DurableStorage, timeout: float) -> Iterator[None]:
    """Hold Whoosh's lock; IndexUnavailableError after `timeout` seconds."""
    lock = storage.lock(f"{INDEX_NAME}_WRITELOCK")  # type: ignore[no-untyped-call]
    deadline = time.monotonic() + timeout
    while not lock.acquire():
        if time.monotonic() > deadline:
            raise errors.busy(storage.path)
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()
