"""Keeping an index in step with the store: pulling the journal, comparing the two, mending what differs."""

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
"""How many changes go into one commit."""

Progress = Callable[[int], None]
"""Called with the number of changes or items done so far."""


class JournalEntry(Protocol):
    """A line of the store's journal: the item `item_id` changed, or went, at `revision`."""

    @property
    def revision(self) -> int:
        """Counts up from 1."""

    @property
    def item_id(self) -> str:
        """The item's id."""


class SyncedStore(Protocol):
    """What is asked of a store here."""

    @property
    def revision(self) -> int:
        """The newest revision of the journal; 0 when empty."""

    def changes(self, since: int, limit: int = BATCH_SIZE) -> Sequence[JournalEntry]:
        """The journal after the revision `since`, ascending."""

    def items(self, ids: Sequence[str]) -> Sequence[PlacedItem]:
        """The items with these ids; those that are gone are left out."""

    def all_items(self) -> Iterator[PlacedItem]:
        """Every item there is."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where index and store differ: items only in the store, only in the index, or other than in the store.

    `indexed` and `stored` are the revisions of the two.
    """

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    differing: tuple[str, ...]
    indexed: int
    stored: int

    @property
    def agrees(self) -> bool:
        """Whether the index answers for the store as it is."""
        return not (self.missing or self.extra or self.differing) and self.indexed == self.stored


def catch_up(
    store: SyncedStore,
    engine: Engine,
    progress: Progress | None = None,
    vocabularies: Vocabularies = SHIPPED,
) -> int:
    """Apply the journal from the engine's revision on, a commit a batch; the number of changes.

    Raises IndexUnavailableError where the index is ahead, as after the store came back from a backup.
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
    """Write the whole index anew from the store; the number of items written.

    What is put into the store meanwhile is taken from the journal afterwards.
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
    store: SyncedStore, engine: Engine, found: Comparison, vocabularies: Vocabularies = SHIPPED
) -> int:
    """Bring what differs into the index, the revision with the last commit; the number of items mended."""
    ids = iter((*found.missing, *found.extra, *found.differing))
    mended = 0
    while batch := list(islice(ids, BATCH_SIZE)):
        engine.apply(_changes(store, batch, vocabularies), found.indexed)
        mended += len(batch)
    if found.indexed != found.stored:
        engine.apply((), found.stored)
    return mended


def _changes(store: SyncedStore, ids: Sequence[str], vocabularies: Vocabularies) -> list[Change]:
    """The present state of items, each id once."""
    distinct = list(dict.fromkeys(ids))
    held = {placed.item.id: placed for placed in store.items(distinct)}
    return [Change(id_, index_document(held[id_], vocabularies) if id_ in held else None) for id_ in distinct]
