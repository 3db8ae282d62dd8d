"""Claims: which stored issue a draft is a version of, and which file gave which version."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from archive.errors import DuplicateIssueError
from archive.identity import Wording, overlap
from archive.models import Draft, Item, Publication, Source
from archive.store.rows import wording_of_row
from archive.store.schema import claims, issues, items, publications

# Two drafts of one day that share this part of their items are one issue, whatever their numbers say.
SAME_ISSUE_SHARE = 0.5
UNNAMED = "unnamed"
# A name such as "standard input" can stand for many files; their last few issues are enough.
_MAX_ISSUES_OF_FILE = 3

_OF_THE_DAY = (
    select(issues)
    .where(issues.c.publication == bindparam("publication"), issues.c.date == bindparam("date"))
    .order_by(issues.c.id)
)
_ITEMS = select(items).where(items.c.issue == bindparam("issue")).order_by(items.c.position)
_CLAIMS = select(claims).where(claims.c.issue == bindparam("issue"))
_PUT_BEFORE = (
    select(issues.c.date, publications.c.id, publications.c.title)
    .join_from(claims, issues)
    .join(publications)
    .where(claims.c.source == bindparam("sha256"), claims.c.part == bindparam("part"))
    .order_by(issues.c.id)
)
_FROM_FILE = (
    select(issues)
    .where(
        issues.c.source_name == bindparam("name"),
        issues.c.part == bindparam("part"),
        issues.c.removed.is_(False),
    )
    .order_by(issues.c.date.desc())
    .limit(_MAX_ISSUES_OF_FILE)
)
_INSERT = insert(claims)
_DELETE = delete(claims).where(
    claims.c.issue == bindparam("issue"),
    claims.c.source_name == bindparam("source_name"),
    claims.c.part == bindparam("part"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A draft with its source, and the fingerprint of what the store would keep of it."""

    draft: Draft
    source: Source
    sha256: str
    digest: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """A stored issue: its row, the rows of all items it ever had, and the claims of files to it."""

    row: Row[Any]
    items: tuple[Row[Any], ...]
    claims: tuple[Row[Any], ...]

    @property
    def live(self) -> tuple[Wording, ...]:
        """The wordings to compare with: of the items in the issue, or of all items if it was removed."""
        shown = tuple(row for row in self.items if not row.removed) or self.items
        return tuple(wording_of_row(row) for row in shown)


def with_known_metadata(connection: Connection, draft: Draft, sha256: str) -> Draft:
    """The draft with the date and publication under which the same bytes were put before."""
    if draft.date is not None and draft.publication:
        return draft
    row = connection.execute(_PUT_BEFORE, {"sha256": sha256, "part": draft.part}).first()
    if row is None or draft.date not in (None, row.date):
        return draft
    known = "" if row.id == UNNAMED else row.title
    return replace(draft, date=row.date, publication=draft.publication or known)


def find_stored_issue(connection: Connection, publication: Publication, claim: Claim) -> StoredIssue | None:
    """The stored issue that the claim is a version of, None if it is a new issue."""
    of_the_day = connection.execute(
        _OF_THE_DAY, {"publication": publication.id, "date": claim.draft.date}
    ).all()
    stored = [load_stored_issue(connection, row) for row in of_the_day]
    known = [s for s in stored if s.row.draft == claim.digest or is_superseded(s, claim)]
    if known:
        return known[0]
    fitting = [s for s in stored if _fits(s, claim)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    near = [s for s in fitting if any(_closeness(s, claim))]
    return max(near, key=lambda s: _closeness(s, claim), default=None)


def find_on_another_day(connection: Connection, claim: Claim) -> str:
    """The id of an issue of another day that this file gave with mostly these items, or ""."""
    file = {"name": claim.source.name, "part": claim.draft.part}
    for row in connection.execute(_FROM_FILE, file).all():
        if overlap(load_stored_issue(connection, row).live, claim.wordings) >= SAME_ISSUE_SHARE:
            return str(row.id)
    return ""


def is_unchanged(stored: StoredIssue, claim: Claim) -> bool:
    """Whether the store holds this version already, or did until another file gave a later one."""
    if stored.row.removed:
        return False
    same = stored.row.draft == claim.digest and stored.row.source == claim.sha256
    return same or is_superseded(stored, claim)


def is_superseded(stored: StoredIssue, claim: Claim) -> bool:
    """Whether this file gave this version before, and another file has updated the issue since."""
    return is_from_another_file(stored, claim) and any(
        row.draft == claim.digest and row.source == claim.sha256 and _is_from_same_part(row, claim)
        for row in stored.claims
    )


def is_from_another_file(stored: StoredIssue, claim: Claim) -> bool:
    """Whether the stored version came from another file than the claim."""
    return not may_be_same_file(stored.row.source_name, claim.source.name)


def refuse_duplicate(stored: StoredIssue, claim: Claim) -> None:
    """Raise DuplicateIssueError if the stored version came from another file."""
    if not stored.row.removed and is_from_another_file(stored, claim):
        raise DuplicateIssueError(
            f"{claim.source.name}: the issue {stored.row.id} is there already, from "
            f"{stored.row.source_name}; leave out --strict to update it"
        )


def record_claim(connection: Connection, issue_id: str, claim: Claim) -> None:
    """Record that this file gave this version; replaces the record of the version it gave before."""
    file = {"source_name": claim.source.name, "part": claim.draft.part}
    key = {"issue": issue_id, **file}
    connection.execute(_DELETE, key)
    connection.execute(_INSERT, {**key, "source": claim.sha256, "draft": claim.digest})


def may_be_same_file(one: str, two: str) -> bool:
    """Whether two names can mean one file: one may be relative to a folder further up."""
    return one == two or one.endswith(f"/{two}") or two.endswith(f"/{one}")


def wording_of_item(item: Item) -> Wording:
    """The wording of an item that is not in the store yet."""
    return Wording(item.headline, item.text)


def load_stored_issue(connection: Connection, row: Row[Any]) -> StoredIssue:
    """The stored issue of a row."""
    key = {"issue": row.id}
    return StoredIssue(row, tuple(connection.execute(_ITEMS, key)), tuple(connection.execute(_CLAIMS, key)))


def _fits(stored: StoredIssue, claim: Claim) -> bool:
    """Whether an issue and a draft of one day are one: unless number or part and the items differ."""
    row, draft = stored.row, claim.draft
    apart = _differ(row.number, draft.number) or _differ(row.part, draft.part)
    strangers = row.publication == UNNAMED and is_from_another_file(stored, claim)
    return not (apart or strangers) or overlap(stored.live, claim.wordings) >= SAME_ISSUE_SHARE


def _closeness(stored: StoredIssue, claim: Claim) -> tuple[bool, float, bool]:
    same_number = bool(claim.draft.number) and stored.row.number == claim.draft.number
    common = overlap(stored.live, claim.wordings)
    return same_number, common, any(_is_from_same_part(row, claim) for row in stored.claims)


def _is_from_same_part(row: Row[Any], claim: Claim) -> bool:
    return may_be_same_file(row.source_name, claim.source.name) and row.part == claim.draft.part


def _differ(one: str, two: str) -> bool:
    return bool(one and two and one != two)
