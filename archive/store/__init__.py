"""The store: the only truth about issues and items, kept in a SQL database."""

from collections.abc import Iterator, Sequence

from archive.models import Draft, HeldIssue, Issue, IssueHead, PlacedItem, Publication, Source, Tombstone
from archive.store import correcting, holding, journal, reading, repeating, writing
from archive.store.answers import JournalEntry, Put, PutKind, StoreStatus
from archive.store.opening import Database, open_database, sqlite_url

__all__ = ["JournalEntry", "Put", "PutKind", "Store", "StoreStatus", "open_store", "sqlite_url"]

_ISSUES_AT_A_TIME = 100


def open_store(url: str) -> "Store":
    """The store at a SQLAlchemy URL, made or migrated where needed; StoreError says why that cannot be."""
    return Store(open_database(url))


class Store:
    """Issues and items in a database; every method is one transaction and may raise StoreError.

    Threads may share a store, and processes may open the same database at the same time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """The newest journal revision, 0 while nothing was ever put."""
        with self._database.reading() as connection:
            return journal.revision(connection)

    def put(self, draft: Draft, source: Source, *, strict: bool = False) -> Put:
        """Put one issue, naming it and its items, or hold it where it has no date.

        A draft of an issue that is there updates it, and its items keep their ids; with `strict`, another
        file than the one that gave it raises DuplicateIssueError instead.
        """
        with self._database.writing() as connection:
            return writing.put(connection, draft, source, strict=strict)

    def issue(self, issue_id: str) -> Issue | Tombstone:
        """An issue, or what is left of it; NotFoundError where there never was one."""
        with self._database.reading() as connection:
            return reading.issue(connection, issue_id)

    def item(self, item_id: str) -> PlacedItem | Tombstone:
        """An item, the one it went into (whose id then differs), or what is left of it; NotFoundError."""
        with self._database.reading() as connection:
            return reading.item(connection, item_id)

    def items(self, ids: Sequence[str]) -> list[PlacedItem]:
        """The items of these very ids, in the order asked, without those that are not there."""
        with self._database.reading() as connection:
            return reading.placed(connection, ids)

    def repeats(self, item_id: str) -> list[PlacedItem]:
        """The items of other issues that say the same as this one, oldest first."""
        with self._database.reading() as connection:
            found = reading.placed(connection, repeating.related(connection, item_id))
        return sorted(found, key=lambda p: (p.issue.date, p.issue.id, p.item.position))

    def issues(
        self, *, publication: str = "", year: int | None = None, offset: int = 0, limit: int | None = None
    ) -> list[IssueHead]:
        """The issues of a publication (by its id; all by default) and a year, newest first."""
        with self._database.reading() as connection:
            return reading.heads(connection, publication=publication, year=year, offset=offset, limit=limit)

    def years(self, publication: str = "") -> dict[int, int]:
        """How many issues (of a publication, by its id) each year has, the newest year first."""
        with self._database.reading() as connection:
            return reading.years(connection, publication)

    def publications(self) -> list[Publication]:
        """The publications that have issues, by title."""
        with self._database.reading() as connection:
            return reading.all_publications(connection)

    def remove(self, issue_id: str, reason: str = "") -> None:
        """Take an issue and its items out, leaving tombstones; NotFoundError where there never was one."""
        with self._database.writing() as connection:
            writing.remove(connection, issue_id, reason)

    def correct(
        self, item_id: str, field: str, value: str | Sequence[str] | None, editor: str, reason: str = ""
    ) -> None:
        """Let an editor's word stand for good; None as `value` withdraws what was said of the field.

        `field` is headline or takeaway, with one text, or topics or regions, with a list of ids or codes.
        """
        with self._database.writing() as connection:
            correcting.correct(connection, item_id, field, value, editor, reason)

    def changes(self, since: int, limit: int = 1000) -> list[JournalEntry]:
        """The journal after the revision `since`, oldest first, at most `limit` entries."""
        with self._database.reading() as connection:
            return journal.changes(connection, since, limit)

    def all_items(self) -> Iterator[PlacedItem]:
        """Every item, oldest issue first; what is written meanwhile may or may not be among them."""
        with self._database.reading() as connection:
            ids = reading.issue_ids(connection)
        for start in range(0, len(ids), _ISSUES_AT_A_TIME):
            with self._database.reading() as connection:
                found = reading.items_of_issues(connection, ids[start : start + _ISSUES_AT_A_TIME])
            yield from found

    def held(self) -> list[HeldIssue]:
        """The drafts that wait for a person, longest first."""
        with self._database.reading() as connection:
            return holding.held_issues(connection)

    def source(self, sha256: str) -> Source:
        """The original bytes with this SHA-256; NotFoundError."""
        with self._database.reading() as connection:
            return holding.source(connection, sha256)

    def status(self) -> StoreStatus:
        """How much the store holds."""
        with self._database.reading() as connection:
            return reading.status(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
