"""The plain text reader: paragraphs by blank lines, bullets by marks, headings by underlines or capitals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.document import Block, BlockKind, Document
from archive.errors import RefusedError
from archive.models import Link, Source
from archive.readers.decoding import DecodedText, decode
from archive.readers.front_matter import read_header_lines
from archive.readers.html.inline import clean_text
from archive.readers.line_wrapping import wraps

_BULLET = re.compile(r"([ \t]*)([-*•‣◦▪–]|\d{1,3}[.)])[ \t]+(?=\S)")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=[^ \t#])")
_UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,}|\*{3,})[ \t]*")
_RULE = re.compile(r"[ \t]*(?:--[ \t]*\Z|[-_*=~#—–]{3,}|(?:[-_*=~][ \t]+){2,}[-_*=~])[ \t]*")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_URL = re.compile(r"https?://[^\s<>\"”’]+[^\s<>\"”’.,;:!?)\]]")
_MAX_HEADING_LENGTH = 100


@dataclass(slots=True)
class _Chunk:
    kind: BlockKind
    offset: int
    level: int = 0
    lines: list[str] = field(default_factory=list)


def read_text(source: Source) -> list[Document]:
    """Read a plain text file; RefusedError if it has no text."""
    document = document_of_text(source.name, decode(source.data))
    if not document.blocks:
        raise RefusedError(f"{source.name}: the text is blank; nothing to archive")
    return [document]


def document_of_text(name: str, decoded: DecodedText) -> Document:
    """Make a Document of plain text; it has no blocks where the text is blank."""
    matter = read_header_lines(decoded.text)
    return Document(
        name=name,
        media_type="text/plain",
        blocks=blocks_of_text(decoded.text, matter.length),
        title=matter.fields.get("title", ""),
        metadata=matter.fields,
        encoding=decoded.encoding,
        warnings=(f"{name}: some characters could not be read",) if decoded.lossy else (),
    )


def blocks_of_text(text: str, start: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a text from the offset `start` on."""
    return tuple(filter(None, map(_block, _Chunker().run(text, start))))


class _Chunker:
    """Groups lines into chunks, each of which becomes one block."""

    def __init__(self) -> None:
        self.chunks: list[_Chunk] = []
        self.open_chunk: _Chunk | None = None
        self.indents: list[int] = []

    def run(self, text: str, start: int) -> list[_Chunk]:
        offset = start
        for line in text[start:].split("\n"):
            self._take(line, offset)
            offset += len(line) + 1
        return self.chunks

    def _take(self, line: str, offset: int) -> None:
        if not line.strip() or self._take_rule(line, offset):
            self.open_chunk = None
        elif match := _HASHES.match(line):
            self._start(BlockKind.HEADING, offset, line[match.end() :].rstrip(" \t#"), len(match[1]))
            self.open_chunk = None
        elif match := _BULLET.match(line):
            self._start(BlockKind.LIST_ITEM, offset, line[match.end() :], self._list_depth(_width(match[1])))
        elif match := _QUOTE.match(line):
            self._continue(BlockKind.QUOTE, offset, line[match.end() :], 0)
        else:
            self._prose(line, offset)

    def _take_rule(self, line: str, offset: int) -> bool:
        """Take a line of dashes: it makes a heading of a single line above it, else it is a rule.

        Returns False for any other line.
        """
        if not _RULE.fullmatch(line):
            return False
        under = self.open_chunk
        if under is not None and _UNDERLINE.fullmatch(line) and _can_be_heading(under, line):
            under.kind, under.level = BlockKind.HEADING, 1 if "=" in line else 2
        else:
            self.chunks.append(_Chunk(BlockKind.RULE, offset))
        self.indents = []
        return True

    def _prose(self, line: str, offset: int) -> None:
        indent = _width(line[: len(line) - len(line.lstrip())])
        if self.open_chunk is None and self.indents and indent > self.indents[0]:
            self._start(BlockKind.PARAGRAPH, offset, line, self._containing_depth(indent))
            return
        if self.open_chunk is None:
            self.indents = []
        self._continue(BlockKind.PARAGRAPH, offset, line, 0)

    def _continue(self, kind: BlockKind, offset: int, line: str, level: int) -> None:
        top = self.open_chunk
        joins = top is not None and top.kind in {kind, BlockKind.LIST_ITEM}
        if top is not None and joins and _continues_chunk(top, line):
            top.lines.append(line)
        else:
            self._start(kind, offset, line, level)

    def _start(self, kind: BlockKind, offset: int, line: str, level: int) -> None:
        self.open_chunk = _Chunk(kind, offset, level, [line])
        self.chunks.append(self.open_chunk)

    def _list_depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents)

    def _containing_depth(self, indent: int) -> int:
        return max(1, sum(1 for known in self.indents if known < indent))


def _continues_chunk(chunk: _Chunk, line: str) -> bool:
    """Whether a line continues the open chunk: indented below a bullet, or wrapped at the margin."""
    if chunk.kind is BlockKind.LIST_ITEM and line[:1] in {" ", "\t"}:
        return True
    return wraps(chunk.lines[-1], line)


def _can_be_heading(chunk: _Chunk, rule: str) -> bool:
    text = chunk.lines[0].strip()
    return (
        chunk.kind is BlockKind.PARAGRAPH
        and len(chunk.lines) == 1
        and len(text) <= _MAX_HEADING_LENGTH
        and len(rule.strip()) >= min(len(text) // 2, 20)
    )


def _block(chunk: _Chunk) -> Block | None:
    if chunk.kind is BlockKind.RULE:
        return Block(BlockKind.RULE, "", offset=chunk.offset)
    text = clean_text(" ".join(chunk.lines))
    if not text:
        return None
    kind, level = chunk.kind, chunk.level
    if kind is BlockKind.PARAGRAPH and level == 0 and _is_capitals(text) and len(chunk.lines) == 1:
        kind, level = BlockKind.HEADING, 2
    return Block(kind, text, level, links=tuple(_links(text)), offset=chunk.offset)


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and len(text) <= _MAX_HEADING_LENGTH and text.isupper()


def _links(text: str) -> Iterator[Link]:
    return (Link(match[0], match[0], match.start(), match.end()) for match in _URL.finditer(text))


def _width(blank: Sequence[str]) -> int:
    return sum(4 if character == "\t" else 1 for character in blank)
