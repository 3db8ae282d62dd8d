"""The engine on Whoosh: its schema, segments and locks; `index.evaluator.searcher` evaluates the queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import compress
from pathlib import Path

from whoosh.index import TOC

from archive.vocabularies import SHIPPED, Vocabularies
from index.columnar import merge_policy
from index.columnar.merge_policy import SegmentSize
from index.columnar.merger import MergeSource
from index.documents import Change, IndexDocument
from index.engine import Hit, Results, Search, Similar, Suggestion
from index.engines.whoosh import errors, schema
from index.engines.whoosh import storage as whoosh_storage
from index.engines.whoosh.reader import Commit, CommitReader
from index.engines.whoosh.storage import INDEX_NAME, DurableStorage
from index.engines.whoosh.writer import CommitWriter, locked
from index.evaluator import completion, searcher
from index.evaluator.docset import Mask

LOCK_TIMEOUT_SECONDS = 30.0
"""Seconds to wait for another writer."""


class WhooshEngine:
    """An index in a folder of files. Threads may share it; any number of processes may read and write it.

    Completions name topics as the vocabularies do.
    """

    def __init__(self, folder: Path, vocabularies: Vocabularies = SHIPPED) -> None:
        self._folder = folder
        self._vocabularies = vocabularies
        self._readers = CommitReader(folder)

    @classmethod
    def create(cls, folder: Path) -> "WhooshEngine":
        """Make an empty index, unless there is one."""
        with errors.writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if whoosh_storage.latest_commit(folder) is None:
                storage = DurableStorage(folder)
                try:
                    TOC.create(storage, schema.schema(), INDEX_NAME)  # type: ignore[no-untyped-call]
                finally:
                    storage.close_files()
        return cls(folder)

    @property
    def revision(self) -> int:
        """The revision of the newest commit."""
        with self._asked() as opened:
            return opened.snapshot.revision

    def search(self, request: Search) -> Results:
        """Find items in the newest commit."""
        with self._asked() as opened:
            return searcher.search(opened.snapshot, request)

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """Items that share the most telling words."""
        with self._asked() as opened:
            return searcher.similar(opened.snapshot, request)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions from headlines and facet labels."""
        with self._asked() as opened:
            snapshot = opened.snapshot

            def headlines(ids: Sequence[str]) -> list[str]:
                return [searcher.stored_texts(snapshot, id_).get("headline", "") for id_ in ids]

            return completion.complete(
                partial(searcher.search, snapshot), headlines, text, limit, self._vocabularies
            )

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """The nearest, then most frequent word for each that no item has."""
        with self._asked() as opened:
            return searcher.spelling_suggestions(opened.snapshot, words)

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each live item's id and fingerprint."""
        with self._asked() as opened:
            for reader, segment in zip(opened.snapshot.readers, opened.segments, strict=True):
                yield from compress(
                    zip(segment.all_ids, segment.fingerprints, strict=True), reader.live.tolist()
                )

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Take changes, the last of each id, and the revision, in one commit."""
        latest = {change.id: change.document for change in changes}
        added = [document for document in latest.values() if document]
        with self._writing() as (opened, writing):
            lives = _without(opened, latest)
            sizes = [
                SegmentSize(int(live.sum()), segment.size, segment.tokens)
                for live, segment in zip(lives, opened.segments, strict=True)
            ]
            chosen = merge_policy.segments_to_merge(sizes, len(added))
            for place, part in enumerate(opened.parts):
                if place not in chosen:
                    writing.keep(part.with_live(lives[place]), opened.sum_of(part))
            with errors.reading(self._folder):
                for place in chosen:
                    opened.segments[place].check()
            sources = [MergeSource(opened.segments[place], lives[place]) for place in chosen]
            writing.add_merged(sources, added)
            writing.commit(opened.generation + 1, revision)

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything in one commit; of two documents with one id the first counts."""
        with self._writing() as (opened, writing):
            writing.add(_distinct(documents))
            writing.commit(opened.generation + 1, revision)

    def verify(self) -> None:
        """Compare every file of the newest commit with its checksum; raise where one differs."""
        with self._asked() as opened:
            whoosh_storage.check_files(self._folder, opened.manifest.files)

    def close(self) -> None:
        """Release the files."""
        self._readers.close()

    @contextmanager
    def _asked(self) -> Iterator[Commit]:
        """The newest commit, to be read only: whatever goes wrong is its damage."""
        with self._readers.newest() as opened, errors.evaluating(self._folder):
            yield opened

    @contextmanager
    def _writing(self) -> Iterator[tuple[Commit, CommitWriter]]:
        """A commit on top of the newest one, which stands whatever goes wrong before the new one does."""
        if whoosh_storage.latest_commit(self._folder) is None:
            raise errors.missing(self._folder)
        storage = DurableStorage(self._folder)
        with (
            errors.writing(self._folder),
            locked(storage, LOCK_TIMEOUT_SECONDS),
            self._readers.newest() as opened,
        ):
            writing = CommitWriter(storage)
            try:
                yield opened, writing
            finally:
                storage.close_files()
                writing.abandon()


def _without(opened: Commit, ids: Iterable[str]) -> list[Mask]:
    """Which documents of each segment are live when these ids are gone."""
    listed, lives = list(ids), []
    for reader, segment in zip(opened.snapshot.readers, opened.segments, strict=True):
        live = reader.live.copy()
        live[[doc for doc in map(segment.find, listed) if doc is not None]] = False
        lives.append(live)
    return lives


def _distinct(documents: Iterable[IndexDocument]) -> Iterator[IndexDocument]:
    seen: set[str] = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document
