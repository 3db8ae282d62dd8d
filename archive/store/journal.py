"""The journal: the items that changed, in order, written in the transaction that changes them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from archive.store.results import JournalEntry
from archive.store.schema import counter, journal

_NEWEST = select(counter.c.revision)
_INSERT = insert(journal)
_COUNT = update(counter)
_SINCE = (
    select(journal.c.revision, journal.c.item)
    .where(journal.c.revision > bindparam("since"))
    .order_by(journal.c.revision)
    .limit(bindparam("limit"))
)


def record_changes(connection: Connection, item_ids: Iterable[str]) -> None:
    """Write an entry for each item; only in a writing transaction, whose lock makes revisions unique."""
    at, newest = now(), newest_revision(connection)
    rows = [{"revision": newest + n, "item": item, "at": at} for n, item in enumerate(item_ids, start=1)]
    if rows:
        connection.execute(_INSERT, rows)
        connection.execute(_COUNT, {"revision": newest + len(rows)})


def newest_revision(connection: Connection) -> int:
    """The newest revision, 0 before the first."""
    return connection.scalar(_NEWEST) or 0


def entries_since(connection: Connection, since: int, limit: int) -> list[JournalEntry]:
    """The entries after the revision `since`, oldest first, at most `limit`."""
    rows = connection.execute(_SINCE, {"since": since, "limit": limit})
    return [JournalEntry(row.revision, row.item) for row in rows]


def now() -> str:
    """The current time in UTC, in ISO 8601, as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
