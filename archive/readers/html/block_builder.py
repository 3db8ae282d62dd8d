"""Builds Blocks from the text and the structure (lists, quotes, headings) that a reader reports in order.

A list item begins with a LIST_ITEM block whose `level` is the nesting depth. Further paragraphs, quotes and
code in the item have the same `level`, so that the splitter can keep them with it; outside of lists it is 0.
"""

from dataclasses import dataclass, field

from archive.document import Block, BlockKind
from archive.readers.html.inline import InlineBuilder, InlineText


@dataclass(slots=True)
class _ListItem:
    depth: int
    has_text: bool = False


@dataclass(slots=True)
class BlockBuilder:
    """Collects blocks in reading order: callers add text to `inline`, and `flush` makes blocks of it.

    `offset` is the next block's place in the source, None to number the blocks. `picture_blocks` are the
    indexes of paragraphs that only hold the alternative texts of pictures.
    """

    blocks: list[Block] = field(default_factory=list)
    inline: InlineBuilder = field(default_factory=InlineBuilder)
    list_items: list[_ListItem] = field(default_factory=list)
    offset: int | None = None
    picture_blocks: set[int] = field(default_factory=set)

    def begin_list_item(self, depth: int) -> None:
        """Enter a list item; `depth` is 1 in the outermost list."""
        self.list_items.append(_ListItem(max(depth, 1)))

    def end_list_item(self) -> None:
        """Leave the innermost list item."""
        self.list_items.pop()

    def flush(self, *, heading: int = 0, quote: bool = False, row: bool = False) -> None:
        """Make blocks of the inline text so far.

        They are headings where `heading` is a level from 1, else quotes where `quote` is set, else the
        beginning of the innermost list item or a paragraph. `row` marks the row of a table, which has no
        lead.
        """
        ignore_breaks = bool(heading or row or self.list_items)
        for text in self.inline.finish(ignore_breaks=ignore_breaks):
            self._add_text(text, heading, quote, row)

    def flush_code(self) -> None:
        """Make a CODE block of the inline text so far, with its white space."""
        path = self.inline.paths.get(1, ())
        if text := self.inline.finish_verbatim():
            self._append(Block(BlockKind.CODE, text, self._depth()), path)

    def rule(self) -> None:
        """Add a RULE block."""
        self._append(Block(BlockKind.RULE, ""))

    def _add_text(self, text: InlineText, heading: int, quote: bool, row: bool) -> None:
        lead = "" if row else text.lead
        kind, level = self._kind(heading, quote)
        if text.picture and kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            self.picture_blocks.add(len(self.blocks))
        self._append(Block(kind, text.text, level, lead, text.links), text.path)

    def _kind(self, heading: int, quote: bool) -> tuple[BlockKind, int]:
        """The kind and the level of the next block."""
        if heading:
            return BlockKind.HEADING, heading
        if quote:
            return BlockKind.QUOTE, self._depth()
        if self.list_items and not self.list_items[-1].has_text:
            return BlockKind.LIST_ITEM, self._depth()
        return BlockKind.PARAGRAPH, self._depth()

    def _append(self, block: Block, path: tuple[str, ...] = ()) -> None:
        offset = len(self.blocks) if self.offset is None else self.offset
        kind, text, level, lead, links = block.kind, block.text, block.level, block.lead, block.links
        self.blocks.append(Block(kind, text, level, lead, links, offset, path))
        if self.list_items and block.kind is not BlockKind.RULE:
            self.list_items[-1].has_text = True

    def _depth(self) -> int:
        return self.list_items[-1].depth if self.list_items else 0
