"""Readers that follow writers: the newest commit, opened once and shared by threads.

A segment's file stays mapped as long as anybody holds an array of it, so that whoever is reading may go on
when a commit is replaced; nothing has to be counted or closed.
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
"""Nanoseconds after which the time of a folder's last change surely differs from that of the next one."""

MAX_ATTEMPTS = 5
"""How often to look again when a commit goes away (another one replaced it) while it is being opened."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its parts as Whoosh lists them, the segment of each, and all as the evaluator sees it."""

    generation: int
    manifest: Manifest
    parts: tuple[ColumnarSegment, ...]
    segments: tuple[Segment, ...]
    snapshot: Snapshot

    def sum_of(self, part: ColumnarSegment) -> tuple[int, int]:
        """The size and the checksum of a part's file."""
        return self.manifest.files[part.file()]


class CommitReader:
    """Gives out the newest commit of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._opened: Commit | None = None
        self._closed = False
        self._changed = -1

    @contextmanager
    def newest(self) -> Iterator[Commit]:
        """The newest commit; it stays readable until the block ends."""
        with self._lock:
            opened = self._current()
        yield opened

    def close(self) -> None:
        """Let go of the commit held; whoever reads from it may go on."""
        with self._lock:
            self._closed = True
            self._opened = None

    def _current(self) -> Commit:
        if self._closed:
            raise errors.missing(self._folder)
        now, changed = time.time_ns(), self._time_of_change()
        if self._opened and changed == self._changed:
            return self._opened
        for attempt in range(MAX_ATTEMPTS):
            generation = storage.latest_commit(self._folder)
            if generation is None:
                raise errors.missing(self._folder)
            if self._opened and self._opened.generation == generation:
                break
            try:
                self._opened = self._open(generation)
                break
            except IndexUnavailableError:
                if attempt == MAX_ATTEMPTS - 1 or storage.latest_commit(self._folder) == generation:
                    raise
        assert self._opened is not None  # noqa: S101
        self._changed = changed if now - changed > TIMESTAMP_RESOLUTION_NS else -1
        return self._opened

    def _time_of_change(self) -> int:
        """When the folder's list of files changed last: where it has not, there is no newer commit."""
        try:
            return self._folder.stat().st_mtime_ns
        except OSError:
            return -2

    def _open(self, generation: int) -> Commit:
        """Open a commit; segments that the one before has too are shared with it."""
        held = {}
        if self._opened:
            held = dict(zip(self._opened.parts, self._opened.segments, strict=True))
        with errors.reading(self._folder):
            manifest, parts = storage.read_toc(DurableStorage(self._folder), generation)
            segments = tuple(held.get(part) or self._segment(part, manifest) for part in parts)
            snapshot = _snapshot(parts, segments, manifest.revision)
        return Commit(generation, manifest, tuple(parts), segments, snapshot)

    def _segment(self, part: ColumnarSegment, manifest: Manifest) -> Segment:
        name = part.file()
        if name not in manifest.files:
            raise errors.damaged(self._folder, f"{name} is not in the manifest")
        storage.check_size(self._folder, name, manifest.files[name])
        segment = Segment(self._folder / name)
        if segment.size != part.doc_count_all():
            raise errors.damaged(self._folder, f"{name} has {segment.size} items")
        return segment


def _snapshot(parts: list[ColumnarSegment], segments: tuple[Segment, ...], revision: int) -> Snapshot:
    pairs = zip(parts, segments, strict=True)
    return Snapshot(
        tuple(SegmentReader(segment, part.live(), segment.recency) for part, segment in pairs), revision
    )
