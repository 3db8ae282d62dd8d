"""What a made-up issue is put together from: blocks of text with a role, and groups of them.

Formats draw a block by its kind and its role; the gold is read off the roles, so that it is right by
construction.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeAlias


class Kind(StrEnum):
    """How a block stands on the page."""

    HEADING = auto()
    PARAGRAPH = auto()
    ENTRY = auto()
    RULE = auto()
    IMAGE = auto()
    TABLE = auto()


class Role(StrEnum):
    """What a block is for."""

    TITLE = auto()
    DATELINE = auto()
    SECTION = auto()
    NOTE = auto()
    KICKER = auto()
    HEADLINE = auto()
    DECK = auto()
    META = auto()
    BODY = auto()
    TAKEAWAY = auto()
    LABEL = auto()
    FIELD = auto()
    PICTURE = auto()
    CAPTION = auto()
    ADDRESS = auto()
    MORE = auto()
    TAGS = auto()
    INTRODUCTION = auto()
    CONTENTS = auto()
    NAVIGATION = auto()
    SPONSOR = auto()
    FOOTER = auto()


class Set(StrEnum):
    """What a group of blocks is."""

    STORY = auto()
    MASTHEAD = auto()
    NAVIGATION = auto()
    BOX = auto()
    FOOTER = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style; `url` makes them a link."""

    text: str
    url: str = ""
    bold: bool = False
    italic: bool = False


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block. The first `head` spans of its line are a headline; `number` stands before it.

    `level` is that of a heading from 1, or the depth of a list entry from 1.
    """

    kind: Kind
    role: Role
    line: Line = ()
    head: int = 0
    number: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together, such as those of a story."""

    of: Set
    blocks: tuple[Block, ...]


Node: TypeAlias = Block | Group


def plain(line: Iterable[Span]) -> str:
    """The words of a line."""
    return "".join(span.text for span in line)


def text(words: str, *, bold: bool = False, italic: bool = False, url: str = "") -> Line:
    """A line in one style."""
    return (Span(words, url, bold, italic),)


def paragraph(role: Role, line: Line) -> Block:
    """A paragraph without headline."""
    return Block(Kind.PARAGRAPH, role, line)


def flat(nodes: Iterable[Node]) -> Iterator[Block]:
    """The blocks of the nodes in reading order."""
    for node in nodes:
        if isinstance(node, Group):
            yield from node.blocks
        else:
            yield node
