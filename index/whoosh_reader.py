"""Readers that follow writers: the newest commit, opened once, shared by threads, closed by its last user."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np

from archive.errors import IndexUnavailableError
from index import whoosh_errors, whoosh_storage
from index.postings import Mask, Snapshot, View, newest_first
from index.whoosh_segment import WhooshSegment
from index.whoosh_storage import DurableStorage, Manifest

_TRIES = 5
"""How often to look again when a commit goes away (another one replaced it) while it is being opened."""


class Opened:
    """One commit: its snapshot, the segments it holds open, and how many are reading from it."""

    def __init__(self, generation: int, snapshot: Snapshot, segments: dict[str, WhooshSegment]) -> None:
        self.generation = generation
        self.snapshot = snapshot
        self.segments = segments
        self.users = 1
        for segment in segments.values():
            segment.holders += 1

    def leave(self) -> None:
        """One user less; the last one closes the segments that no other commit holds."""
        self.users -= 1
        if self.users:
            return
        for segment in self.segments.values():
            segment.holders -= 1
            if not segment.holders:
                segment.close()


class Readers:
    """Gives out the newest commit of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._opened: Opened | None = None
        self._closed = False

    @contextmanager
    def newest(self) -> Iterator[Opened]:
        """The newest commit, kept open until the block ends."""
        with self._lock:
            opened = self._current()
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.leave()

    def close(self) -> None:
        """Let go of the commit held; it closes once nobody reads from it."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self._opened:
            self._opened.leave()
            self._opened = None

    def _current(self) -> Opened:
        if self._closed:
            raise whoosh_errors.missing(self._folder)
        for attempt in range(_TRIES):
            generation = whoosh_storage.latest(self._folder)
            if generation is None:
                raise whoosh_errors.missing(self._folder)
            if self._opened and self._opened.generation == generation:
                break
            try:
                opened = self._open(generation)
            except IndexUnavailableError:
                if attempt == _TRIES - 1 or whoosh_storage.latest(self._folder) == generation:
                    raise
                continue
            self._let_go()
            self._opened = opened
            break
        assert self._opened is not None  # noqa: S101
        return self._opened

    def _open(self, generation: int) -> Opened:
        """Open a commit; segments that the one before has too are shared with it."""
        storage = DurableStorage(self._folder)
        held = self._opened.segments if self._opened else {}
        added: list[WhooshSegment] = []
        try:
            with whoosh_errors.reading(self._folder):
                manifest, parts = whoosh_storage.read_toc(storage, generation)
            segments = {}
            for part in parts:
                segment = held.get(part.segment_id())
                if segment is None:
                    added.append(segment := self._segment(storage, part, manifest))
                segments[part.segment_id()] = segment
            return Opened(generation, _snapshot(parts, segments, manifest.revision), segments)
        except IndexUnavailableError:
            for segment in added:
                segment.close()
            raise

    def _segment(self, storage: DurableStorage, part: Any, manifest: Manifest) -> WhooshSegment:
        with whoosh_errors.reading(self._folder):
            own = {name: s for name, s in manifest.files.items() if name.startswith(f"{part.segment_id()}.")}
            if not own:
                raise whoosh_errors.damaged(self._folder, f"{part.segment_id()} is not in the manifest")
            whoosh_storage.check(self._folder, own)
        return WhooshSegment(storage, part)


def _snapshot(parts: list[Any], segments: dict[str, WhooshSegment], revision: int) -> Snapshot:
    listed = [segments[part.segment_id()] for part in parts]
    if not listed:
        return Snapshot((), revision)
    places = newest_first(
        np.concatenate([segment.days for segment in listed]),
        [issue for segment in listed for issue in segment.issues],
        np.concatenate([segment.positions for segment in listed]),
        [id_ for segment in listed for id_ in segment.all_ids],
    )
    shares = np.split(places, np.cumsum([segment.size for segment in listed])[:-1])
    views = zip(listed, map(_live, parts), shares, strict=True)
    return Snapshot(tuple(View(segment, live, newest) for segment, live, newest in views), revision)


def _live(part: Any) -> Mask:
    live = np.ones(part.doc_count_all(), np.bool_)
    live[list(part.deleted_docs())] = False
    return live
