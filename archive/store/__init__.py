"""The store: the only truth about issues and items, kept in a SQL database."""

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
from archive.store import repeats as repeating
from archive.store.clean_text import cleaned
from archive.store.database import Database, batches, open_database, sqlite_url
from archive.store.editors import FailedSignIns
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
    """Raise RuntimeError: items lose no tags because somebody forgot to give the store a tagger."""
    raise RuntimeError(f"a split or join in {draft.publication}, {draft.date}: the store has no tagger")


def open_store(url: str, tagger: DraftTagger = no_tagger) -> "Store":
    """The store at a SQLAlchemy URL, made or migrated where needed; StoreError says why that cannot be.

    `tagger` tags the items that editors' splits and joins make. Only those need it: it is called when an item
    is split or joined, and when a new version of such an issue is put; without one these raise RuntimeError.
    """
    return Store(open_database(url), tagger)


class Store:
    """Issues and items in a database; every method is one transaction and may raise StoreError.

    The methods clean every text that they are given (see `clean_text`); what they call relies on that.

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
        """The newest journal revision, 0 while nothing was ever put."""
        with self._database.reading() as connection:
            return journal.newest_revision(connection)

    def put(self, draft: Draft, source: Source, *, strict: bool = False) -> PutResult:
        """Put one issue, naming it and its items, or hold it where it has no date.

        A draft of an issue that is there updates it, and its items keep their ids; with `strict`, another
        file than the one that gave it raises DuplicateIssueError instead.
        """
        draft, source = cleaned((draft, source))
        with self._database.writing() as connection:
            return issue_writer.put_draft(connection, draft, source, strict=strict, tagger=self._tagger)

    def issue(self, issue_id: str) -> Issue | Tombstone:
        """An issue, or what is left of it; NotFoundError where there never was one."""
        with self._database.reading() as connection:
            return queries.load_issue(connection, cleaned(issue_id))

    def item(self, item_id: str) -> PlacedItem | Tombstone:
        """An item, the one it went into (whose id then differs), or what is left of it; NotFoundError."""
        with self._database.reading() as connection:
            return queries.load_item(connection, cleaned(item_id))

    def items(self, ids: Sequence[str]) -> list[PlacedItem]:
        """The items of these very ids, in the order asked, without those that are not there."""
        with self._database.reading() as connection:
            return queries.load_items(connection, cleaned(ids))

    def repeats(self, item_id: str) -> list[PlacedItem]:
        """The items of other issues that say the same as this one, oldest first."""
        with self._database.reading() as connection:
            found = queries.load_items(connection, repeating.repeats_of(connection, cleaned(item_id)))
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
        """Take an issue and its items out, leaving tombstones; NotFoundError where there never was one."""
        with self._database.writing() as connection:
            issue_writer.remove_issue(connection, cleaned(issue_id), cleaned(reason))

    def correct(
        self, item_id: str, field: str, value: str | Sequence[str] | None, editor: str, reason: str = ""
    ) -> None:
        """Let an editor's word stand for good; None as `value` withdraws what was said of the field.

        `field` is headline or takeaway, with one text, or topics, regions, people or organisations, with a
        list of ids, codes or names.
        """
        item_id, value, editor, reason = cleaned((item_id, value, editor, reason))
        with self._database.writing() as connection:
            corrections.record_correction(connection, item_id, field, value, editor, reason)

    def split(self, item_id: str, paragraph: int, headline: str, editor: str, reason: str = "") -> str:
        """Let a new item begin at a paragraph of an item, counted from 1, in every later version too; its id.

        NotFoundError where the item is not there, BadRequestError where it cannot be split there.
        """
        item_id, headline, editor, reason = cleaned((item_id, headline, editor, reason))
        with self._database.writing() as connection:
            return splits_and_joins.split_item(
                connection, item_id, paragraph, headline, editor, reason, tagger=self._tagger
            )

    def join(self, item_id: str, other_id: str, editor: str, reason: str = "") -> None:
        """Let another item of the issue become the end of this one, in every later version too."""
        item_id, other_id, editor, reason = cleaned((item_id, other_id, editor, reason))
        with self._database.writing() as connection:
            splits_and_joins.join_items(connection, item_id, other_id, editor, reason, tagger=self._tagger)

    def history(self, item_id: str) -> list[Edit]:
        """All that editors said of an item and did to it, oldest first."""
        with self._database.reading() as connection:
            return corrections.edit_history(connection, cleaned(item_id))

    def corrected_items(self) -> list[PlacedItem]:
        """The items that editors have corrected, as corrected."""
        with self._database.reading() as connection:
            return queries.load_items(connection, corrections.corrected_ids(connection))

    def corrected_fields(self) -> dict[str, frozenset[str]]:
        """Of each item that editors corrected, the fields in which their word stands."""
        with self._database.reading() as connection:
            return corrections.corrected_fields(connection)

    def parsed_issues(self) -> Iterator[Issue]:
        """Every issue as the parser has it, without corrections of fields, oldest first."""
        with self._database.reading() as connection:
            ids = queries.issue_ids(connection)
        for name in ids:
            with self._database.reading() as connection:
                found = queries.load_issue(connection, name, as_parsed=True)
            if isinstance(found, Issue):
                yield found

    def replace_tags(self, items: Sequence[Item]) -> int:
        """Put other tags in place of those that the parser gave these items; how many that changed."""
        with self._database.writing() as connection:
            return corrections.replace_tags(connection, cleaned(items))

    def save_editor(self, name: str, password: str) -> None:
        """Add an editor, or give one another password, which comes as a salted hash."""
        with self._database.writing() as connection:
            editors.save_editor(connection, cleaned(name), cleaned(password))

    def delete_editor(self, name: str) -> None:
        """Let someone be an editor no more; NotFoundError."""
        with self._database.writing() as connection:
            editors.delete_editor(connection, cleaned(name))

    def editors(self) -> list[Editor]:
        """The editors, by name."""
        with self._database.reading() as connection:
            return editors.load_editors(connection)

    def record_failed_sign_in(self, name: str, address: str, within: float) -> None:
        """Remember a sign-in that failed now; those longer ago than `within` seconds are forgotten."""
        with self._database.writing() as connection:
            editors.record_failed_sign_in(connection, cleaned(name), cleaned(address), within)

    def clear_failed_sign_ins(self, name: str, address: str) -> None:
        """Forget the failures of someone who has signed in."""
        with self._database.writing() as connection:
            editors.clear_failed_sign_ins(connection, cleaned(name), cleaned(address))

    def count_failed_sign_ins(self, name: str, address: str, within: float) -> FailedSignIns:
        """How many sign-ins failed within so many seconds."""
        with self._database.reading() as connection:
            return editors.count_failed_sign_ins(connection, cleaned(name), cleaned(address), within)

    def changes(self, since: int, limit: int = 1000) -> list[JournalEntry]:
        """The journal after the revision `since`, oldest first, at most `limit` entries."""
        with self._database.reading() as connection:
            return journal.entries_since(connection, since, limit)

    def all_items(self) -> Iterator[PlacedItem]:
        """Every item, oldest issue first; what is written meanwhile may or may not be among them."""
        with self._database.reading() as connection:
            ids = queries.issue_ids(connection)
        for some in batches(ids, _ISSUES_AT_A_TIME):
            with self._database.reading() as connection:
                found = queries.load_items_of_issues(connection, some)
            yield from found

    def held_issues(self) -> list[HeldIssue]:
        """The drafts that wait for a person, longest first."""
        with self._database.reading() as connection:
            return sources.held_issues(connection)

    def traits(self, publication: str) -> list[tuple[date, Traits]]:
        """What a publication's issues (by its title) teach of its others, with their days, oldest first."""
        with self._database.reading() as connection:
            return doubts.traits_by_day(connection, cleaned(publication))

    def doubted_issues(self, publication: str = "", *, with_settled: bool = False) -> list[DoubtedIssue]:
        """The issues that the parser was unsure of, newest first; `publication` is an id, "" for all."""
        with self._database.reading() as connection:
            return list(doubts.doubted_issues(connection, cleaned(publication), with_settled=with_settled))

    def settle_doubts(self, name: str, note: str, editor: str) -> tuple[Doubt, ...]:
        """Settle what is doubted of an item, or of an issue itself; NotFoundError where nothing is."""
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
        """Let go of the database."""
        self._database.close()
