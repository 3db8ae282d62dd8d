"""Documents: the blocks that a reader makes of a source's bytes, in reading order, of any kind of text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.models import Link


class BlockKind(StrEnum):
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
    white space collapsed to single spaces, except for code. `lead` is the emphasised (bold) run at the very
    start of the text, or ""; it equals `text` if the whole block is bold. `links` carry offsets into `text`.
    `offset` is the block's place in the decoded source in characters, or a running number if the format has
    no such place. `path` lists the elements that contain the text, outermost first, as `archive.element_path`
    describes them: those of an HTML source, or for plain text one that stands for the indent of a paragraph
    (class `indent-2`) or for the sign of a rule (`dashes`).
    """

    kind: BlockKind
    text: str
    level: int = 0
    lead: str = ""
    links: tuple[Link, ...] = ()
    offset: int = 0
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceItem:
    """An item that its source delimits; `extra` has every key of the source without a field here.

    `blocks` replace `text` if the source gives structure (lists, links, headings) and not only words.
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
    `list-id`); `title` is the HTML title, the subject or the front matter's title. Formats that mark where
    each item begins and ends fill `source_items` instead of `blocks`. `part` distinguishes the documents of
    one source; it is "" if there is only one. `back_matter` holds text that the format keeps outside the
    running text, such as running heads and feet. `partial` means that the source may have dropped items that
    it held before.
    """

    name: str
    media_type: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    source_items: tuple[SourceItem, ...] = ()
    encoding: str = "utf-8"
    part: str = ""
    warnings: tuple[str, ...] = ()
    back_matter: tuple[str, ...] = ()
    partial: bool = False
