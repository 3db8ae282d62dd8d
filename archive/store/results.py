"""Results of the store's methods, besides the records of the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive.models import Accounting, Doubt, IssueHead


class PutKind(StrEnum):
    """What became of a draft."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class PutResult:
    """The result of putting one draft.

    `issue_id` is "" if the draft is held; `reason` then says why, and `guess` is the date that it may have.
    `items` counts the items of the issue; `added`, `changed` and `removed` count what this put did to them.
    `note` is a remark for whoever ingests, for example that another file's issue was updated.
    """

    kind: PutKind
    issue_id: str = ""
    items: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    note: str = ""
    reason: str = ""
    guess: date | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A change, addition or removal of the item `item_id`; revisions count from 1 without gaps."""

    revision: int
    item_id: str


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Counts of what the store holds, without what was removed, and the dates of the first and last issue."""

    publications: int
    issues: int
    items: int
    held: int
    revision: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class DoubtedIssue:
    """An issue that has doubts; `ids` maps the positions of doubted items to their ids.

    `part` is the part of the source that the issue came from.
    """

    issue: IssueHead
    part: str
    doubts: tuple[Doubt, ...]
    ids: Mapping[int, str]
    accounting: Accounting | None
