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

    `offset` is the next block's place in the source, None to number the blocks; `path` are the elements that
    its text is in, as in `Block.path`.
    """

    blocks: list[Block] = field(default_factory=list)
    inline: InlineBuilder = field(default_factory=InlineBuilder)
    list_items: list[_ListItem] = field(default_factory=list)
    offset: int | None = None
    path: tuple[str, ...] | None = None

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
        self.path = None

    def flush_code(self) -> None:
        """Make a CODE block of the inline text so far, with its white space."""
        if text := self.inline.finish_verbatim():
            self._append(Block(BlockKind.CODE, text, self._depth()))
        self.path = None

    def rule(self) -> None:
        """Add a RULE block."""
        self._append(Block(BlockKind.RULE, ""))

    def _add_text(self, text: InlineText, heading: int, quote: bool, row: bool) -> None:
        lead = "" if row else text.lead
        if heading:
            self._append(Block(BlockKind.HEADING, text.text, heading, lead, text.links))
        elif quote:
            self._append(Block(BlockKind.QUOTE, text.text, self._depth(), lead, text.links))
        elif self.list_items and not self.list_items[-1].has_text:
            self._append(Block(BlockKind.LIST_ITEM, text.text, self._depth(), lead, text.links))
        else:
            self._append(Block(BlockKind.PARAGRAPH, text.text, self._depth(), lead, text.links))

    def _append(self, block: Block) -> None:
        offset = len(self.blocks) if self.offset is None else self.offset
        kind, text, level, lead, links = block.kind, block.text, block.level, block.lead, block.links
        self.blocks.append(Block(kind, text, level, lead, links, offset, self.path or ()))
        if self.list_items and block.kind is not BlockKind.RULE:
            self.list_items[-1].has_text = True

    def _depth(self) -> int:
        return self.list_items[-1].depth if self.list_items else 0
