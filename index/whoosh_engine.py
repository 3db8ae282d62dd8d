"""The engine on Whoosh: its schema, segments and locks; the evaluation of queries is `index.evaluate`'s."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import CLEAR

from index import evaluate, suggesting, whoosh_errors, whoosh_schema, whoosh_storage
from index.documents import Change, IndexDocument
from index.engine import Hit, Results, Search, Similar, Suggestion
from index.whoosh_reader import Readers
from index.whoosh_storage import NAME, DurableStorage, DurableWriter, PlainCodec

PATIENCE = 30.0
"""Seconds to wait for another writer."""


class WhooshEngine:
    """An index in a folder of files. Threads may share it; any number of processes may read and write it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._readers = Readers(folder)

    @classmethod
    def create(cls, folder: Path) -> "WhooshEngine":
        """Make an empty index, unless there is one."""
        with whoosh_errors.writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if whoosh_storage.latest(folder) is None:
                storage = DurableStorage(folder)
                try:
                    TOC.create(storage, whoosh_schema.schema(), NAME)  # type: ignore[no-untyped-call]
                finally:
                    storage.close_files()
        return cls(folder)

    @property
    def revision(self) -> int:
        """The revision of the newest commit."""
        with self._readers.newest() as opened:
            return opened.snapshot.revision

    def search(self, request: Search) -> Results:
        """Find items in the newest commit."""
        with self._readers.newest() as opened:
            return evaluate.search(opened.snapshot, request)

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """Items that share the most telling words."""
        with self._readers.newest() as opened:
            return evaluate.similar(opened.snapshot, request)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions from headlines and facet labels."""
        with self._readers.newest() as opened:
            snapshot = opened.snapshot

            def headlines(ids: Sequence[str]) -> list[str]:
                return [evaluate.texts(snapshot, id_).get("headline", "") for id_ in ids]

            return suggesting.complete(partial(evaluate.search, snapshot), headlines, text, limit)

    def corrections(self, words: Iterable[str]) -> Mapping[str, str]:
        """The nearest, then most frequent word for each that no item has."""
        with self._readers.newest() as opened:
            return evaluate.corrections(opened.snapshot, words)

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each live item's id and fingerprint."""
        with self._readers.newest() as opened:
            for view, segment in zip(opened.snapshot.views, opened.segments.values(), strict=True):
                for doc in view.live.nonzero()[0].tolist():
                    yield segment.all_ids[doc], segment.fingerprints[doc]

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Take changes, the last of each id, and the revision, in one commit."""
        latest = {change.id: change.document for change in changes}
        with self._writer(revision) as writer:
            _delete(writer, latest)
            for document in filter(None, latest.values()):
                writer.add_document(**whoosh_schema.fields_of(document))
            writer.commit(mergetype=_merge)

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything in one commit; of two documents with one id the first counts."""
        seen: set[str] = set()
        with self._writer(revision) as writer:
            for document in documents:
                if document.id not in seen:
                    seen.add(document.id)
                    writer.add_document(**whoosh_schema.fields_of(document))
            writer.commit(mergetype=CLEAR)

    def verify(self) -> None:
        """Compare every file of the newest commit with its checksum; raise where one differs."""
        with self._readers.newest() as opened, whoosh_errors.reading(self._folder):
            manifest = whoosh_storage.read_manifest(self._folder, opened.generation)
            whoosh_storage.check(self._folder, manifest.files)

    def close(self) -> None:
        """Release the files."""
        self._readers.close()

    @contextmanager
    def _writer(self, revision: int) -> Iterator[Any]:
        """A writer on the newest commit, which stands whatever goes wrong before the writer's own."""
        with self._readers.newest() as opened, whoosh_errors.reading(self._folder):
            manifest = whoosh_storage.read_manifest(self._folder, opened.generation)
        storage = DurableStorage(self._folder)
        storage.trust(manifest.files)
        with whoosh_errors.writing(self._folder), _locked(storage):
            try:
                index = FileIndex(storage, indexname=NAME)  # type: ignore[no-untyped-call]
                writer = DurableWriter(index, _lk=False, codec=PlainCodec())  # type: ignore[no-untyped-call]
                writer.revision = revision
                try:
                    yield writer
                finally:
                    writer.abandon()
            finally:
                storage.close_files()


@contextmanager
def _locked(storage: DurableStorage) -> Iterator[None]:
    """Hold Whoosh's lock from here: a writer that fails while it is made would keep it."""
    lock = storage.lock(f"{NAME}_WRITELOCK")  # type: ignore[no-untyped-call]
    end = time.monotonic() + PATIENCE
    while not lock.acquire():
        if time.monotonic() > end:
            raise whoosh_errors.busy(storage.path)
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()


def _delete(writer: Any, ids: Iterable[str]) -> None:
    reader = writer.reader()
    try:
        for id_ in ids:
            if ("id", id_) in reader:
                for doc in list(reader.postings("id", id_).all_ids()):
                    writer.delete_document(doc)
    finally:
        reader.close()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Keep segments that are twice what is written anyway, and at least three quarters alive; merge the
    others in.

    So there are about log2(items) segments, and an item is rewritten about as often.
    """
    written, kept = writer.doc_count(), []
    for segment in sorted(segments, key=lambda s: s.doc_count()):
        count, everything = segment.doc_count(), segment.doc_count_all()
        if count >= 2 * written and 4 * count >= 3 * everything:
            kept.append(segment)
            continue
        written += count
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return kept
