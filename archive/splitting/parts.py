"""The records that the steps of splitting pass on: sections of blocks in, stories and matter out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.document import Block, BlockKind
from archive.models import Candidate, Link


@dataclass(slots=True)
class Section:
    """A heading (None for what stands before the first one), the blocks under it and its sub-sections."""

    heading: Block | None
    own: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's text, "" where there is none."""
        return self.heading.text if self.heading else ""

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def blocks(self) -> Iterator[Block]:
        """Every block below the heading, sub-headings included, in reading order."""
        yield from self.own
        for child in self.children:
            if child.heading:
                yield child.heading
            yield from child.blocks()


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of one item to be. `heading` is its headline where that is a block of its own."""

    blocks: tuple[Block, ...]
    heading: Block | None = None
    sections: tuple[str, ...] = ()
    story_path: tuple[str, ...] = ()


@dataclass(slots=True)
class Parts:
    """What a document was taken apart into; every block is in exactly one of these or names a section."""

    stories: list[Story] = field(default_factory=list)
    front: list[Block] = field(default_factory=list)
    back: list[Block] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def set_aside(self, *blocks: Block) -> None:
        """Keep blocks that belong to no story, before the first one as front matter, later as back matter."""
        (self.back if self.stories else self.front).extend(blocks)


def text_length(blocks: Sequence[Block]) -> int:
    """Characters of text in blocks."""
    return sum(len(block.text) for block in blocks)


def is_prose(block: Block) -> bool:
    """Whether a block is running text rather than a heading, an entry of a list or a rule."""
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.CODE)


_TAG = re.compile(r"^(\[[^\]]{1,30}\]\s*)+")
_LONGEST = 220
_CREDIT = re.compile(r"(by|via) ")


def opening_link(block: Block) -> Link | None:
    """The link at the start of a block, after tags in brackets such as "[video]" at most."""
    tag = _TAG.match(block.text)
    start = tag.end() if tag else 0
    return next((link for link in block.links if link.start <= start < link.end), None)


def stands_alone(block: Block, link: Link) -> bool:
    """Whether no sentence goes on after an opening link, so that its text could be a headline."""
    if link.end > _LONGEST:
        return False
    following = block.text[link.end :].lstrip()
    goes_on = following[:1].islower() or following[:1] in ("'", "’")
    return not goes_on or bool(_CREDIT.match(following))


def outline(blocks: Sequence[Block]) -> Section:
    """The tree of sections; the root has no heading and owns what stands before the first one."""
    root = Section(None)
    open_sections = [root]
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            open_sections[-1].own.append(block)
            continue
        while len(open_sections) > 1 and _level(open_sections[-1]) >= block.level:
            open_sections.pop()
        section = Section(block)
        open_sections[-1].children.append(section)
        open_sections.append(section)
    return root


def _level(section: Section) -> int:
    return section.heading.level if section.heading else 0
