"""The records of the archive: frozen, slotted, independent of any format, database or search engine."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from archive.dates import DateOrder
from archive.takeaway_label import holds_takeaway

Day = date
"""`date` under another name, for records that have a field called `date`."""


class Origin(StrEnum):
    """Who set a tag."""

    PARSER = "parser"
    EDITOR = "editor"


SOURCE_EVIDENCE = ("given by the source",)
"""The evidence of a tag that stands in the source itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and the characters `[start, end)` of the paragraph or block that it is on."""

    url: str
    text: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an item; `depth` is 0 for prose, 1 and up for an entry of a (nested) list."""

    text: str
    links: tuple[Link, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic id, a region code or a name, with who set it and the words of the item that are its evidence.

    `strength` is how much the item is about it, from 0 to 1. `role` is "" or its role in the item: the title
    or office of a person; whether a region acts or is only where the report was written.
    """

    value: str
    origin: Origin = Origin.PARSER
    evidence: tuple[str, ...] = ()
    strength: float = 1.0
    role: str = ""


class Precision(StrEnum):
    """How precisely the words of an item state an event date."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class EventDate:
    """The days `first` to `last`, both included, on which an event happened, and the words that say so.

    `ahead` means that the item expects the event after the date of the issue; `sentence` then states the
    event.
    """

    first: date
    last: date
    text: str
    precision: Precision = Precision.DAY
    ahead: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A series of issues; `id` is the short name (`wci`) with which the ids of its items begin."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """The original bytes of one file or message, as they came."""

    name: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the bytes, under which the store keeps them."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Item:
    """One story of an issue.

    `id` is empty until the store assigns one. `position` counts from 1 within the issue. `paragraphs` holds
    the whole text as published, the closing judgement included; `takeaway` repeats that judgement's text
    without its label, or is empty. `story_path` names the running story that the item belongs to, outermost
    level first. `url` is the page that the item links to or was published at. `extra` keeps what the source
    says of the item and no other field holds.
    """

    id: str = ""
    position: int = 1
    section: str = ""
    story_path: tuple[str, ...] = ()
    headline: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    takeaway: str = ""
    url: str = ""
    topics: tuple[Tag, ...] = ()
    regions: tuple[Tag, ...] = ()
    people: tuple[Tag, ...] = ()
    organisations: tuple[Tag, ...] = ()
    event_dates: tuple[EventDate, ...] = ()
    language: str = "en"
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All paragraphs, takeaway included, a blank line between two."""
        return "\n\n".join(p.text for p in self.paragraphs)

    @property
    def body(self) -> str:
        """All paragraphs but the takeaway, a blank line between two."""
        return "\n\n".join(p.text for p in self.paragraphs if not holds_takeaway(p.text, self.takeaway))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of all paragraphs, in reading order."""
        return tuple(link for p in self.paragraphs for link in p.links)


@dataclass(frozen=True, slots=True)
class Accounting:
    """Counts of an issue's visible words by their place: in items, in front and back matter, or nowhere."""

    items: int
    matter: int
    nowhere: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """An uncertain decision of the splitter, in words; `position` is the item's, 0 for the whole issue."""

    reason: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate for the headlines or the items of an issue, and how well it fits.

    `of` is "headlines" or "items"; `count` is their number. `coverage` is the part of the text that they
    cover, `evenness` is 1 if all are equally long, and `agreement` is 1 if all evidence, and the other issues
    of the publication, agree with the candidate. `score` combines these measures; all are 0 to 1.
    """

    of: str
    name: str
    count: int
    coverage: float
    evenness: float
    agreement: float
    score: float
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Traits:
    """Properties of an issue, from its document alone, by which other issues of its publication are judged.

    `lines` are fingerprints of its blocks. `evidence` maps a kind of judgement and a section's name ("list:
    news") to the evidence that the section's parts are items of their own, from 0 to 1. `headline_strategy`
    names how its headlines are marked; "" if they are headings.
    """

    lines: frozenset[str] = frozenset()
    evidence: Mapping[str, float] = field(default_factory=dict)
    headline_strategy: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as the splitter made it: its items have no ids, and its date may be unknown.

    `publication` is the title as printed, "" if none was found. `date_origin` names where the date was found:
    "front matter", "dateline", "header", "file name" or "". `part` distinguishes the issues of one source,
    such as the messages of a mailbox. `reasons` explain how the issue was split, `candidates` are the
    strategies that were compared, `warnings` say what could not be read. `publication_id` is the short name
    that a profile gives to a new publication; `date_order` is the order of day and month in its dates, if a
    profile states it. `partial` means that the source shows only its newest items, as a feed does, so that
    items of an earlier version stay.
    """

    publication: str
    date: date | None
    items: tuple[Item, ...]
    date_origin: str = ""
    date_guess: Day | None = None
    place: str = ""
    title: str = ""
    number: str = ""
    language: str = "en"
    front_matter: tuple[Paragraph, ...] = ()
    back_matter: tuple[Paragraph, ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    part: str = ""
    accounting: Accounting | None = None
    doubts: tuple[Doubt, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    traits: Traits | None = None
    publication_id: str = ""
    partial: bool = False
    date_order: DateOrder = DateOrder.UNKNOWN


@dataclass(frozen=True, slots=True)
class IssueHead:
    """The metadata of an issue, without its items; `source` is the SHA-256 of the bytes it came from."""

    id: str
    publication: Publication
    date: date
    place: str = ""
    title: str = ""
    number: str = ""
    language: str = "en"
    source: str = ""
    source_name: str = ""
    item_count: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue in the store, with all its items in the order of publication."""

    head: IssueHead
    items: tuple[Item, ...]
    front_matter: tuple[Paragraph, ...] = ()
    back_matter: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with the head of its issue."""

    item: Item
    issue: IssueHead


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is kept of a removed issue or item, for its URL; `removed` is an aware UTC datetime."""

    id: str
    label: str
    removed: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of an item by an editor: the correction of a field, a split or a join.

    `field` is the corrected field of the item, or "split" or "join". `value` is the corrected value, or None
    where earlier corrections of the field were withdrawn; for a split or a join it is the text of the
    paragraph where the item was split, or with which the joined item began.
    """

    item: str
    field: str
    value: str | tuple[str, ...] | None
    editor: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """Someone who may edit; `password` is a salted hash, `added` an aware UTC datetime."""

    name: str
    password: str
    added: datetime


@dataclass(frozen=True, slots=True)
class HeldIssue:
    """A draft that waits for somebody to date it: its source, what is wrong, and a guess at the date."""

    source: str
    source_name: str
    part: str
    reason: str
    guess: date | None
    held: datetime


def with_source_tags(item: Item) -> Item:
    """The item with the tags that its source gave, and no others."""
    return replace(
        item,
        topics=source_tags(item.topics),
        regions=source_tags(item.regions),
        people=source_tags(item.people),
        organisations=source_tags(item.organisations),
        event_dates=(),
    )


def source_tags(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Those of the tags that stand in the source itself."""
    return tuple(tag for tag in tags if tag.evidence == SOURCE_EVIDENCE)
