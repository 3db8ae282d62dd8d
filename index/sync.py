"""Keeps an index in step with the store: applies the journal, reindexes, compares and repairs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from archive.errors import IndexUnavailableError
from archive.models import PlacedItem
from archive.vocabularies import SHIPPED, Vocabularies
from index.documents import Change, IndexDocument
from index.engine import Engine
from index.mapping import index_document

BATCH_SIZE = 1000
"""The number of changes in one commit."""

Progress = Callable[[int], None]
"""Called with the number of changes or items done so far."""


class JournalEntry(Protocol):
    """A line of the store's journal: at `revision` the item `item_id` was changed or removed."""

    @property
    def revision(self) -> int:
        """Counts up from 1."""

    @property
    def item_id(self) -> str:
        """The item's id."""


class SyncedStore(Protocol):
    """What synchronising needs of a store."""

    @property
    def revision(self) -> int:
        """The newest revision of the journal; 0 when empty."""

    def changes(self, since: int, limit: int = BATCH_SIZE) -> Sequence[JournalEntry]:
        """The journal after the revision `since`, ascending."""

    def items(self, ids: Sequence[str]) -> Sequence[PlacedItem]:
        """The items with these ids; removed ones are left out."""

    def all_items(self) -> Iterator[PlacedItem]:
        """Every item there is."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between index and store, as item ids.

    `missing` items are only in the store, `extra` ones only in the index; `differing` ones have other content
    in the index. `indexed` and `stored` are the revisions of index and store.
    """

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    differing: tuple[str, ...]
    indexed: int
    stored: int

    @property
    def agrees(self) -> bool:
        """Whether index and store have the same items and the same revision."""
        return not (self.missing or self.extra or self.differing) and self.indexed == self.stored


def catch_up(
    store: SyncedStore,
    engine: Engine,
    progress: Progress | None = None,
    vocabularies: Vocabularies = SHIPPED,
) -> int:
    """Apply the journal after the engine's revision, one commit for each batch; the number of changes.

    Raises IndexUnavailableError where the index is ahead of the store, as after restoring a backup.
    """
    done, since = 0, engine.revision
    if since > (stored := store.revision):
        raise IndexUnavailableError(
            f"the index stands at revision {since}, the store only at {stored}: it belongs to another state "
            "of the archive; run `briefings reindex --full`"
        )
    while entries := store.changes(since, BATCH_SIZE):
        since = entries[-1].revision
        engine.apply(_changes(store, [entry.item_id for entry in entries], vocabularies), since)
        done += len(entries)
        if progress:
            progress(done)
    return done


def reindex(
    store: SyncedStore,
    engine: Engine,
    progress: Progress | None = None,
    vocabularies: Vocabularies = SHIPPED,
) -> int:
    """Rebuild the index from all items of the store; the number of items.

    Changes made to the store meanwhile are then applied from the journal.
    """
    revision, done = store.revision, 0

    def documents() -> Iterator[IndexDocument]:
        nonlocal done
        for placed in store.all_items():
            yield index_document(placed, vocabularies)
            done += 1
            if progress:
                progress(done)

    engine.rebuild(documents(), revision)
    catch_up(store, engine, vocabularies=vocabularies)
    return done


def compare(
    store: SyncedStore,
    engine: Engine,
    progress: Progress | None = None,
    vocabularies: Vocabularies = SHIPPED,
) -> Comparison:
    """Compare every item of the store with what the index holds of it."""
    stored_revision, indexed_revision = store.revision, engine.revision
    indexed = dict(engine.fingerprints())
    stored: dict[str, str] = {}
    for placed in store.all_items():
        stored[placed.item.id] = index_document(placed, vocabularies).fingerprint
        if progress:
            progress(len(stored))
    return Comparison(
        missing=tuple(sorted(stored.keys() - indexed.keys())),
        extra=tuple(sorted(indexed.keys() - stored.keys())),
        differing=tuple(sorted(id_ for id_ in stored.keys() & indexed.keys() if stored[id_] != indexed[id_])),
        indexed=indexed_revision,
        stored=stored_revision,
    )


def repair(
    store: SyncedStore, engine: Engine, comparison: Comparison, vocabularies: Vocabularies = SHIPPED
) -> int:
    """Index every item that differs, and last the store's revision; the number of items repaired."""
    ids = iter((*comparison.missing, *comparison.extra, *comparison.differing))
    repaired = 0
    while batch := list(islice(ids, BATCH_SIZE)):
        engine.apply(_changes(store, batch, vocabularies), comparison.indexed)
        repaired += len(batch)
    if comparison.indexed != comparison.stored:
        engine.apply((), comparison.stored)
    return repaired


def _changes(store: SyncedStore, ids: Sequence[str], vocabularies: Vocabularies) -> list[Change]:
    """The changes that bring these items to their present state in the index, one for each id."""
    distinct_ids = list(dict.fromkeys(ids))
    documents = {placed.item.id: index_document(placed, vocabularies) for placed in store.items(distinct_ids)}
    return [Change(id_, documents.get(id_)) for id_ in distinct_ids]
