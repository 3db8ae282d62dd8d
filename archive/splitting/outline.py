"""The outline of an issue: its blocks as a tree of sections under headings, and questions about blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.document import Block, BlockKind
from archive.models import Link

_TAG = re.compile(r"^(?:\[[^\]]{1,30}\]\s*|[^\w\s\[\](){}<>\"“„«'‘]+\s+)+")
_MAX_LINKED_HEADLINE_LENGTH = 220  # characters
_CREDIT = re.compile(r"(by|via) ")


@dataclass(slots=True)
class Section:
    """A heading (None for the root), the blocks between it and the next heading, and the sub-sections."""

    heading: Block | None
    direct: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's text, "" without a heading."""
        return self.heading.text if self.heading else ""

    def walk(self) -> Iterator["Section"]:
        """This section and all its descendants, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def blocks(self) -> Iterator[Block]:
        """Every block below the heading, including sub-headings, in reading order."""
        yield from self.direct
        for child in self.children:
            if child.heading:
                yield child.heading
            yield from child.blocks()


def build_outline(blocks: Sequence[Block]) -> Section:
    """The tree of sections; the root has no heading and holds the blocks before the first heading."""
    root = Section(None)
    open_sections = [root]
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            open_sections[-1].direct.append(block)
            continue
        while len(open_sections) > 1 and _level(open_sections[-1]) >= block.level:
            open_sections.pop()
        section = Section(block)
        open_sections[-1].children.append(section)
        open_sections.append(section)
    return root


def _level(section: Section) -> int:
    return section.heading.level if section.heading else 0


def text_length(blocks: Sequence[Block]) -> int:
    """The number of characters in the texts of blocks."""
    return sum(len(block.text) for block in blocks)


def is_prose(block: Block) -> bool:
    """Whether a block is running text: no heading, list entry or rule."""
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.CODE)


def opening_link(block: Block) -> Link | None:
    """The link at the start of a block; tags such as "[video]" and pictograms may stand before it."""
    tag = _TAG.match(block.text)
    start = tag.end() if tag else 0
    return next((link for link in block.links if link.start <= start < link.end), None)


def stands_alone(block: Block, link: Link) -> bool:
    """Whether the sentence ends with an opening link, so that the link's text could be a headline."""
    if link.end > _MAX_LINKED_HEADLINE_LENGTH:
        return False
    following = block.text[link.end :].lstrip()
    is_continued = following[:1].islower() or following[:1] in ("'", "’")
    return not is_continued or bool(_CREDIT.match(following))


def is_in_list(block: Block) -> bool:
    """Whether a block is a list entry, or belongs to one."""
    return block.kind is BlockKind.LIST_ITEM or (block.level > 0 and block.kind is not BlockKind.HEADING)
