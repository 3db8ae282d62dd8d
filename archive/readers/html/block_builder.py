"""The flow of blocks: what a reader says of structure (lists, quotes, headings) becomes Blocks.

A list item begins with a LIST_ITEM of its depth; each further paragraph, quote or piece of code in it has the
same depth as its `level`, so that the splitter can keep it with its bullet. Outside of lists that is 0.
"""

from dataclasses import dataclass, field

from archive.document import Block, BlockKind
from archive.readers.html.inline import InlineBuilder, InlineText


@dataclass(slots=True)
class _Entry:
    depth: int
    begun: bool = False


@dataclass(slots=True)
class BlockBuilder:
    """Gathers blocks in reading order; inline text goes to `inline` and is cut into blocks by `flush`."""

    blocks: list[Block] = field(default_factory=list)
    inline: InlineBuilder = field(default_factory=InlineBuilder)
    entries: list[_Entry] = field(default_factory=list)
    offset: int | None = None
    path: tuple[str, ...] | None = None

    def begin_entry(self, depth: int) -> None:
        """Enter a list item of this depth, 1 for the outermost list."""
        self.entries.append(_Entry(max(depth, 1)))

    def end_entry(self) -> None:
        """Leave the innermost list item."""
        self.entries.pop()

    def flush(self, *, heading: int = 0, quote: bool = False, row: bool = False) -> None:
        """Make blocks of the inline text so far, as what the innermost open structure says."""
        whole = bool(heading or row or self.entries)
        for line in self.inline.finish(whole=whole):
            self._emit(line, heading, quote, row)
        self.path = None

    def flush_code(self) -> None:
        """Make a CODE block of the inline text so far, its white space kept."""
        if text := self.inline.finish_verbatim():
            self._append(Block(BlockKind.CODE, text, self._depth()))
        self.path = None

    def rule(self) -> None:
        """Add a RULE."""
        self._append(Block(BlockKind.RULE, ""))

    def _emit(self, line: InlineText, heading: int, quote: bool, row: bool) -> None:
        lead = "" if row else line.lead
        if heading:
            self._append(Block(BlockKind.HEADING, line.text, heading, lead, line.links))
        elif quote:
            self._append(Block(BlockKind.QUOTE, line.text, self._depth(), lead, line.links))
        elif self.entries and not self.entries[-1].begun:
            self._append(Block(BlockKind.LIST_ITEM, line.text, self._depth(), lead, line.links))
        else:
            self._append(Block(BlockKind.PARAGRAPH, line.text, self._depth(), lead, line.links))

    def _append(self, block: Block) -> None:
        offset = len(self.blocks) if self.offset is None else self.offset
        kind, text, level, lead, links = block.kind, block.text, block.level, block.lead, block.links
        self.blocks.append(Block(kind, text, level, lead, links, offset, self.path or ()))
        if self.entries and block.kind is not BlockKind.RULE:
            self.entries[-1].begun = True

    def _depth(self) -> int:
        return self.entries[-1].depth if self.entries else 0
