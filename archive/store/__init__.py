"""The store: issues, items, sources and edits in a SQL database, from which the index can be rebuilt."""

from collections.abc import Iterator, Sequence
from datetime import date

from archive.models import (
    Doubt,
    Draft,
    Edit,
    Editor,
    HeldIssue,
    Issue,
    IssueHead,
    Item,
    PlacedItem,
    Publication,
    Source,
    Tombstone,
    Traits,
)
from archive.store import (
    corrections,
    doubts,
    editors,
    issue_writer,
    journal,
    queries,
    sources,
    splits_and_joins,
)
from archive.store.clean_text import cleaned
from archive.store.database import Database, batches, open_database, sqlite_url
from archive.store.editors import FailedSignIns
from archive.store.repeats import repeats_of
from archive.store.results import DoubtedIssue, JournalEntry, PutKind, PutResult, StoreStatus
from archive.store.structural_edits import DraftTagger

__all__ = [
    "DoubtedIssue",
    "DraftTagger",
    "JournalEntry",
    "PutKind",
    "PutResult",
    "Store",
    "StoreStatus",
    "open_store",
    "sqlite_url",
]

_ISSUES_AT_A_TIME = 100


def no_tagger(draft: Draft) -> Draft:
    """Raise RuntimeError, so that no item loses its tags because its store was opened without a tagger."""
    raise RuntimeError(f"a split or join in {draft.publication}, {draft.date}: the store has no tagger")


def open_store(url: str, tagger: DraftTagger = no_tagger) -> "Store":
    """The store at a SQLAlchemy URL; the database is created or migrated if needed. May raise StoreError.

    `tagger` tags the items that editors' splits and joins make. Only those need it: it is called when an item
    is split or joined, and when a new version of such an issue is put; without one these raise RuntimeError.
    """
    return Store(open_database(url), tagger)


class Store:
    """Issues and items in a database. Every method is one transaction and may raise StoreError.

    Every method cleans the texts that it is given (see `clean_text`); the modules behind it rely on that.
    Threads may share a store, and processes may open the same database at the same time.
    """

    def __init__(self, database: Database, tagger: DraftTagger = no_tagger) -> None:
        self._database = database
        self._tagger = tagger

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """The newest revision of the journal, 0 if nothing was ever put."""
        with self._database.reading() as connection:
            return journal.newest_revision(connection)

    def put(self, draft: Draft, source: Source, *, strict: bool = False) -> PutResult:
        """Put one issue and assign ids to it and its items; one without a date is held instead.

        A draft of an issue in the store updates it, and its items keep their ids. With `strict`,
        DuplicateIssueError is raised if the stored issue came from another file.
        """
        draft, source = cleaned((draft, source))
        with self._database.writing() as connection:
            return issue_writer.put_draft(connection, draft, source, strict=strict, tagger=self._tagger)

    def issue(self, issue_id: str) -> Issue | Tombstone:
        """An issue, or its tombstone if it was removed; NotFoundError if there never was one."""
        with self._database.reading() as connection:
            return queries.load_issue(connection, cleaned(issue_id))

    def item(self, item_id: str) -> PlacedItem | Tombstone:
        """An item, the item it was merged into (with another id), or its tombstone; else NotFoundError."""
        with self._database.reading() as connection:
            return queries.load_item(connection, cleaned(item_id))

    def items(self, ids: Sequence[str]) -> list[PlacedItem]:
        """The items with these ids, in the same order; missing ones are left out, redirects not followed."""
        with self._database.reading() as connection:
            return queries.load_items(connection, cleaned(ids))

    def repeats(self, item_id: str) -> list[PlacedItem]:
        """The items of other issues that repeat this one or are repeated by it, oldest first."""
        with self._database.reading() as connection:
            found = queries.load_items(connection, repeats_of(connection, cleaned(item_id)))
        return sorted(found, key=lambda p: (p.issue.date, p.issue.id, p.item.position))

    def issues(
        self, *, publication: str = "", year: int | None = None, offset: int = 0, limit: int | None = None
    ) -> list[IssueHead]:
        """The issues of a publication (by its id; all by default) and a year, newest first."""
        publication = cleaned(publication)
        with self._database.reading() as connection:
            return queries.issue_heads(
                connection, publication=publication, year=year, offset=offset, limit=limit
            )

    def years(self, publication: str = "") -> dict[int, int]:
        """How many issues (of a publication, by its id) each year has, the newest year first."""
        with self._database.reading() as connection:
            return queries.issue_counts_by_year(connection, cleaned(publication))

    def publications(self) -> list[Publication]:
        """The publications that have issues, by title."""
        with self._database.reading() as connection:
            return queries.load_publications(connection)

    def remove(self, issue_id: str, reason: str = "") -> None:
        """Remove an issue and its items, and leave tombstones; NotFoundError if there never was one."""
        with self._database.writing() as connection:
            issue_writer.remove_issue(connection, cleaned(issue_id), cleaned(reason))

    def correct(
        self, item_id: str, field: str, value: str | Sequence[str] | None, editor: str, reason: str = ""
    ) -> None:
        """Correct a field of an item for good; `value` None withdraws earlier corrections of the field.

        `field` is headline or takeaway, with a text as `value`, or topics, regions, people or organisations,
        with a list of ids, codes or names.
        """
        item_id, value, editor, reason = cleaned((item_id, value, editor, reason))
        with self._database.writing() as connection:
            corrections.record_correction(connection, item_id, field, value, editor, reason)

    def split(self, item_id: str, paragraph: int, headline: str, editor: str, reason: str = "") -> str:
        """Split an item before a paragraph, counted from 1, in later versions too; the id of the new item.

        NotFoundError if there is no such item; BadRequestError if it cannot be split there.
        """
        item_id, headline, editor, reason = cleaned((item_id, headline, editor, reason))
        with self._database.writing() as connection:
            return splits_and_joins.split_item(
                connection, item_id, paragraph, headline, editor, reason, tagger=self._tagger
            )

    def join(self, item_id: str, other_id: str, editor: str, reason: str = "") -> None:
        """Append another item of the same issue to this one, in later versions too."""
        item_id, other_id, editor, reason = cleaned((item_id, other_id, editor, reason))
        with self._database.writing() as connection:
            splits_and_joins.join_items(connection, item_id, other_id, editor, reason, tagger=self._tagger)

    def history(self, item_id: str) -> list[Edit]:
        """The edits of an item, oldest first."""
        with self._database.reading() as connection:
            return corrections.edit_history(connection, cleaned(item_id))

    def corrected_items(self) -> list[PlacedItem]:
        """The items of which editors have corrected a field, with the corrections."""
        with self._database.reading() as connection:
            return queries.load_items(connection, corrections.corrected_ids(connection))

    def corrected_fields(self) -> dict[str, frozenset[str]]:
        """The fields of each item, by its id, whose correction has not been withdrawn."""
        with self._database.reading() as connection:
            return corrections.corrected_fields(connection)

    def parsed_issues(self) -> Iterator[Issue]:
        """Every issue without corrections of fields, oldest first."""
        with self._database.reading() as connection:
            ids = queries.issue_ids(connection)
        for name in ids:
            with self._database.reading() as connection:
                found = queries.load_issue(connection, name, as_parsed=True)
            if isinstance(found, Issue):
                yield found

    def replace_tags(self, items: Sequence[Item]) -> int:
        """Replace the parser's tags of these items by those that they bear; how many items that changed."""
        with self._database.writing() as connection:
            return issue_writer.replace_tags(connection, cleaned(items))

    def save_editor(self, name: str, password: str) -> None:
        """Add an editor or change the password of one; `password` is a salted hash."""
        with self._database.writing() as connection:
            editors.save_editor(connection, cleaned(name), cleaned(password))

    def delete_editor(self, name: str) -> None:
        """Delete an editor; NotFoundError if there is none of this name."""
        with self._database.writing() as connection:
            editors.delete_editor(connection, cleaned(name))

    def editors(self) -> list[Editor]:
        """The editors, by name."""
        with self._database.reading() as connection:
            return editors.load_editors(connection)

    def record_failed_sign_in(self, name: str, address: str, within: float) -> None:
        """Record a sign-in that failed now; records older than `within` seconds are deleted."""
        with self._database.writing() as connection:
            editors.record_failed_sign_in(connection, cleaned(name), cleaned(address), within)

    def clear_failed_sign_ins(self, name: str, address: str) -> None:
        """Delete the records of failed sign-ins with this name from this address."""
        with self._database.writing() as connection:
            editors.clear_failed_sign_ins(connection, cleaned(name), cleaned(address))

    def count_failed_sign_ins(self, name: str, address: str, within: float) -> FailedSignIns:
        """How many sign-ins failed within the last `within` seconds."""
        with self._database.reading() as connection:
            return editors.count_failed_sign_ins(connection, cleaned(name), cleaned(address), within)

    def changes(self, since: int, limit: int = 1000) -> list[JournalEntry]:
        """The journal after the revision `since`, oldest first, at most `limit` entries."""
        with self._database.reading() as connection:
            return journal.entries_since(connection, since, limit)

    def all_items(self) -> Iterator[PlacedItem]:
        """Every item, oldest issue first; items that are written meanwhile may be missing."""
        with self._database.reading() as connection:
            ids = queries.issue_ids(connection)
        for batch in batches(ids, _ISSUES_AT_A_TIME):
            with self._database.reading() as connection:
                found = queries.load_items_of_issues(connection, batch)
            yield from found

    def held_issues(self) -> list[HeldIssue]:
        """The drafts that wait for somebody to date them, the longest waiting first."""
        with self._database.reading() as connection:
            return sources.held_issues(connection)

    def traits(self, publication: str) -> list[tuple[date, Traits]]:
        """The dates and traits of a publication's issues, by its title, oldest first."""
        with self._database.reading() as connection:
            return doubts.traits_by_day(connection, cleaned(publication))

    def doubted_issues(self, publication: str = "", *, with_settled: bool = False) -> list[DoubtedIssue]:
        """The issues that have doubts, newest first; `publication` is an id, "" for all."""
        with self._database.reading() as connection:
            return list(doubts.doubted_issues(connection, cleaned(publication), with_settled=with_settled))

    def settle_doubts(self, name: str, note: str, editor: str) -> tuple[Doubt, ...]:
        """Settle the doubts about an item, or about an issue itself; NotFoundError if there are none."""
        with self._database.writing() as connection:
            return doubts.settle_doubts(connection, cleaned(name), cleaned(note), cleaned(editor))

    def source(self, sha256: str) -> Source:
        """The original bytes with this SHA-256; NotFoundError."""
        with self._database.reading() as connection:
            return sources.load_source(connection, cleaned(sha256))

    def status(self) -> StoreStatus:
        """How much the store holds."""
        with self._database.reading() as connection:
            return queries.store_status(connection)

    def close(self) -> None:
        """Close all connections."""
        self._database.close()
