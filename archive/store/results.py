"""What the store answers besides the records of the archive."""

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
    """The outcome of putting one draft.

    `issue_id` is "" when the draft is held; `reason` and `guess` then say why, and which date it may have.
    `items` counts those of the issue; `added`, `changed` and `removed` what this put did to them. `note` is
    worth telling whoever ingests: which other file's issue was updated, say.
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
    """The item `item_id` was changed, added or removed; revisions count up from 1 without a gap."""

    revision: int
    item_id: str


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """How much the store holds: what is removed does not count; `first` and `last` are dates of issues."""

    publications: int
    issues: int
    items: int
    held: int
    revision: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class DoubtedIssue:
    """An issue that the parser was unsure of; `ids` names the items that doubts are about, by position.

    `part` is that of its source.
    """

    issue: IssueHead
    part: str
    doubts: tuple[Doubt, ...]
    ids: Mapping[int, str]
    accounting: Accounting | None
