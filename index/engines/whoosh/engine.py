"""The engine on one Whoosh index: reads commits and writes them; `index.evaluator` answers the queries."""

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
from index.engines.whoosh.reader import Commit, CommitReader
from index.engines.whoosh.storage import INDEX_NAME, DurableStorage, check_files, latest_commit
from index.engines.whoosh.writer import CommitWriter, locked
from index.evaluator import completion, searcher
from index.evaluator.docset import Mask
from index.evaluator.similarity import similar_items

LOCK_TIMEOUT_SECONDS = 30.0
"""Seconds to wait for another writer."""


class WhooshEngine:
    """An index in a folder. Threads may share it; any number of processes may read and write the folder.

    Completions use the labels of `vocabularies`.
    """

    def __init__(self, folder: Path, vocabularies: Vocabularies = SHIPPED) -> None:
        self._folder = folder
        self._vocabularies = vocabularies
        self._reader = CommitReader(folder)

    @classmethod
    def create(cls, folder: Path) -> "WhooshEngine":
        """Create an empty index, unless there is one already."""
        with errors.writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if latest_commit(folder) is None:
                storage = DurableStorage(folder)
                try:
                    TOC.create(storage, schema.schema(), INDEX_NAME)  # type: ignore[no-untyped-call]
                finally:
                    storage.close_files()
        return cls(folder)

    @property
    def revision(self) -> int:
        """The revision of the newest commit."""
        with self._reading() as commit:
            return commit.snapshot.revision

    def search(self, request: Search) -> Results:
        """Find items in the newest commit."""
        with self._reading() as commit:
            return searcher.search(commit.snapshot, request)

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """The items most like one item or text."""
        with self._reading() as commit:
            return similar_items.similar(commit.snapshot, request)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed."""
        with self._reading() as commit:
            snapshot = commit.snapshot

            def headlines(ids: Sequence[str]) -> list[str]:
                return [searcher.stored_texts(snapshot, id_).get("headline", "") for id_ in ids]

            return completion.complete(
                partial(searcher.search, snapshot), headlines, text, limit, self._vocabularies
            )

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """For each word that no item has, the nearest one, if any."""
        with self._reading() as commit:
            return searcher.spelling_suggestions(commit.snapshot, words)

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each live item's id and fingerprint."""
        with self._reading() as commit:
            for reader, segment in zip(commit.snapshot.readers, commit.segments, strict=True):
                yield from compress(
                    zip(segment.all_ids, segment.fingerprints, strict=True), reader.live.tolist()
                )

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Apply the last change of each id, and the revision, in one commit; merge segments where due."""
        latest = {change.id: change.document for change in changes}
        added = [document for document in latest.values() if document]
        with self._writing() as (commit, writer):
            lives = _live_masks_without(commit, latest)
            sizes = [
                SegmentSize(int(live.sum()), segment.size, segment.tokens)
                for live, segment in zip(lives, commit.segments, strict=True)
            ]
            merged = merge_policy.segments_to_merge(sizes, len(added))
            for place, entry in enumerate(commit.entries):
                if place not in merged:
                    writer.keep(entry.with_live(lives[place]), commit.checksum_of(entry))
            with errors.reading(self._folder):
                for place in merged:
                    commit.segments[place].check()
            sources = [MergeSource(commit.segments[place], lives[place]) for place in merged]
            writer.add_merged(sources, added)
            writer.commit(commit.number + 1, revision)

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Replace everything in one commit; of two documents with one id the first counts."""
        with self._writing() as (commit, writer):
            writer.add(_distinct(documents))
            writer.commit(commit.number + 1, revision)

    def verify(self) -> None:
        """Compare every file of the newest commit with its checksum."""
        with self._reading() as commit:
            check_files(self._folder, commit.manifest.files)

    def close(self) -> None:
        """Release the files."""
        self._reader.close()

    @contextmanager
    def _reading(self) -> Iterator[Commit]:
        """The newest commit; an error while reading it is reported as damage of the index."""
        with self._reader.newest() as commit, errors.evaluating(self._folder):
            yield commit

    @contextmanager
    def _writing(self) -> Iterator[tuple[Commit, CommitWriter]]:
        """The newest commit, and a writer of the next; the newest stays valid until the next one is."""
        if latest_commit(self._folder) is None:
            raise errors.missing(self._folder)
        storage = DurableStorage(self._folder)
        with (
            errors.writing(self._folder),
            locked(storage, LOCK_TIMEOUT_SECONDS),
            self._reader.newest() as commit,
        ):
            writer = CommitWriter(storage)
            try:
                yield commit, writer
            finally:
                storage.close_files()
                writer.abandon()


def _live_masks_without(commit: Commit, ids: Iterable[str]) -> list[Mask]:
    """Masks of the documents of each segment that stay live once these ids are deleted."""
    deleted, lives = list(ids), []
    for reader, segment in zip(commit.snapshot.readers, commit.segments, strict=True):
        live = reader.live.copy()
        live[[doc for doc in map(segment.find, deleted) if doc is not None]] = False
        lives.append(live)
    return lives


def _distinct(documents: Iterable[IndexDocument]) -> Iterator[IndexDocument]:
    seen: set[str] = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document
