"""A Document: what a reader makes of bytes, blocks in reading order that know nothing of briefings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.models import Link


class Kind(StrEnum):
    """What a block is in its source."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text.

    `level` is 1 to 6 for a heading, the nesting depth from 1 for a list item, 0 otherwise. `text` has its
    white space collapsed to single spaces, apart from code. `lead` is the emphasised (bold) run at the very
    start of the text, or "": it equals `text` where the whole block is bold. `links` carry offsets into
    `text`. `offset` is the block's place in the decoded source in characters, or a running number where the
    format has no such place. `path` are the elements that the text stands in, outermost first, as
    `archive.element_path` describes them; only a publication's profile asks for them.
    """

    kind: Kind
    text: str
    level: int = 0
    lead: str = ""
    links: tuple[Link, ...] = ()
    offset: int = 0
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeparatedItem:
    """An item that its source holds apart from the others; `extra` has every key without a field here.

    `blocks` stand instead of `text` where the source says more of an item's text than its words.
    """

    headline: str
    text: str
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    url: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One issue's worth of a source.

    `metadata` has lower-case keys: front matter fields, or mail headers (`subject`, `from`, `date`,
    `list-id`); `title` is the HTML title, the subject or the front matter's title. `separated` is filled
    instead of `blocks` by formats whose items are apart already. `part` tells documents of one source apart,
    "" where there is one. `matter` holds what the format itself sets apart from the text: running heads and
    feet. `partial` says that the source may since have dropped items that it gave before.
    """

    name: str
    media_type: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    separated: tuple[SeparatedItem, ...] = ()
    encoding: str = "utf-8"
    part: str = ""
    warnings: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    partial: bool = False
