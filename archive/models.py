"""The records of the archive: frozen, slotted, free of any format, database or engine."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from archive.dates import DateOrder

Day = date
"""The type under another name, for records with a field called `date`."""


class Origin(StrEnum):
    """Who says that a tag holds."""

    PARSER = "parser"
    EDITOR = "editor"


SOURCE_EVIDENCE = ("given by the source",)
"""The evidence of a tag that the source gave itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link and the characters `[start, end)` of the paragraph or block that carry it."""

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
    """A topic id, a region code or a name; who set it, and the words of the item that earned it.

    `strength` is how much the item is about it, from 0 to 1. `role` says what part it has there, if that is
    known: the title or office of a person, whether a region acts or is only written from.
    """

    value: str
    origin: Origin = Origin.PARSER
    evidence: tuple[str, ...] = ()
    strength: float = 1.0
    role: str = ""


class Precision(StrEnum):
    """How exactly the words of an event date name it."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something happened: the days `first` to `last`, both included, and the words that say so.

    `ahead` says that the item expects it to happen after the issue; `sentence` is then what it expects.
    """

    first: date
    last: date
    text: str
    precision: Precision = Precision.DAY
    ahead: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A series of issues; `id` is the short name that stands in item ids (`wci`)."""

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

    `id` is empty until the store names the item. `position` counts from 1 within the issue. `paragraphs`
    holds the whole text as published, the closing judgement included; `takeaway` repeats that judgement's
    text, or is empty. `story_path` is the running story an item stands under, outermost first. `url` is where
    the item itself points or was published. `extra` keeps what a source said of the item that has no field
    here.
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
        return "\n\n".join(p.text for p in self.paragraphs if p.text != self.takeaway)

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

    `publication` is the title as printed ("" if none was found). `date_origin` names what gave the date:
    "front matter", "dateline", "header", "file name" or "". `part` tells issues of one source apart (the n-th
    message of a mailbox, say). `reasons` say in plain words why the issue was split as it was, `candidates`
    how else it could have been, `warnings` what of the source could not be made out. `publication_id` is the
    short name that a profile wants for a publication that is new, `date_order` how it writes days in figures,
    if a profile says so. `partial` says that the source may since
    have dropped items that it gave before, so that those stand.
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
    """What identifies and describes an issue, without its items. `source` is the SHA-256 of its bytes."""

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
    """An issue in the store, all items in the order of publication."""

    head: IssueHead
    items: tuple[Item, ...]
    front_matter: tuple[Paragraph, ...] = ()
    back_matter: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with the issue it stands in."""

    item: Item
    issue: IssueHead


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a removed issue or item, to answer at its URL; `removed` is an aware UTC instant."""

    id: str
    label: str
    removed: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What an editor said of an item; `value` None withdraws what was said of the field before.

    `field` is that of an item (headline, topics), or `split` or `join` for what was done to its extent.
    """

    item: str
    field: str
    value: str | tuple[str, ...] | None
    editor: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """Someone who may correct; `password` is a salted hash, `added` an aware UTC instant."""

    name: str
    password: str
    added: datetime


@dataclass(frozen=True, slots=True)
class HeldIssue:
    """A draft that waits for a person: its source, what is wrong, and the best guess at its date."""

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
    """Those of the tags that the source gave."""
    return tuple(tag for tag in tags if tag.evidence == SOURCE_EVIDENCE)
