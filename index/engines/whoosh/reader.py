"""Opens the newest commit of an index, once for all threads.

A segment's file stays mapped as long as an array of it is referenced, so that readers may go on when a commit
is replaced; there are no references to count and no files to close.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from archive.errors import IndexUnavailableError
from index.columnar.segment import Segment
from index.engines.whoosh import errors, storage
from index.engines.whoosh.codec import ColumnarSegment
from index.engines.whoosh.storage import DurableStorage, Manifest
from index.evaluator.snapshot import SegmentReader, Snapshot

TIMESTAMP_RESOLUTION_NS = 100_000_000
"""Nanoseconds; two changes of a folder that are further apart have different modification times."""

MAX_ATTEMPTS = 5
"""How often opening is tried again when another commit replaces the one being opened."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: the entries of its table of contents, the segment of each, and the evaluator's snapshot."""

    number: int
    manifest: Manifest
    entries: tuple[ColumnarSegment, ...]
    segments: tuple[Segment, ...]
    snapshot: Snapshot

    def checksum_of(self, entry: ColumnarSegment) -> tuple[int, int]:
        """The size in bytes and the CRC-32 of the file of an entry."""
        return self.manifest.files[entry.file()]


class CommitReader:
    """Opens the newest commit of a folder; opens it anew only when there is a newer one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._commit: Commit | None = None
        self._closed = False
        self._modified_ns = -1

    @contextmanager
    def newest(self) -> Iterator[Commit]:
        """The newest commit; it stays readable while it is referenced."""
        with self._lock:
            commit = self._current()
        yield commit

    def close(self) -> None:
        """Release the commit; threads that still read from it may go on."""
        with self._lock:
            self._closed = True
            self._commit = None

    def _current(self) -> Commit:
        if self._closed:
            raise errors.missing(self._folder)
        now, modified_ns = time.time_ns(), self._modification_time_ns()
        if self._commit and modified_ns == self._modified_ns:
            return self._commit
        for attempt in range(MAX_ATTEMPTS):
            number = storage.latest_commit(self._folder)
            if number is None:
                raise errors.missing(self._folder)
            if self._commit and self._commit.number == number:
                break
            try:
                self._commit = self._open_commit(number)
                break
            except IndexUnavailableError:
                if attempt == MAX_ATTEMPTS - 1 or storage.latest_commit(self._folder) == number:
                    raise
        assert self._commit is not None  # noqa: S101
        self._modified_ns = modified_ns if now - modified_ns > TIMESTAMP_RESOLUTION_NS else -1
        return self._commit

    def _modification_time_ns(self) -> int:
        """The folder's modification time in ns: as long as it is the same, there is no newer commit."""
        try:
            return self._folder.stat().st_mtime_ns
        except OSError:
            return -2

    def _open_commit(self, number: int) -> Commit:
        """Open a commit; it shares the segments that the commit opened before has too."""
        known = {}
        if self._commit:
            known = dict(zip(self._commit.entries, self._commit.segments, strict=True))
        with errors.reading(self._folder):
            manifest, entries = storage.read_toc(DurableStorage(self._folder), number)
            segments = tuple(known.get(entry) or self._open_segment(entry, manifest) for entry in entries)
            snapshot = _snapshot(entries, segments, manifest.revision)
        return Commit(number, manifest, tuple(entries), segments, snapshot)

    def _open_segment(self, entry: ColumnarSegment, manifest: Manifest) -> Segment:
        name = entry.file()
        if name not in manifest.files:
            raise errors.damaged(self._folder, f"{name} is not in the manifest")
        storage.check_size(self._folder, name, manifest.files[name])
        segment = Segment(self._folder / name)
        if segment.size != entry.doc_count_all():
            raise errors.damaged(self._folder, f"{name} has {segment.size} items")
        return segment


def _snapshot(entries: list[ColumnarSegment], segments: tuple[Segment, ...], revision: int) -> Snapshot:
    pairs = zip(entries, segments, strict=True)
    return Snapshot(
        tuple(SegmentReader(segment, entry.live(), segment.recency) for entry, segment in pairs), revision
    )
