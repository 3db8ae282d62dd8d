"""The plain text reader: paragraphs by blank lines, bullets by marks, headings by underlines or capitals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.document import Block, BlockKind, Document
from archive.element_path import STYLE_ATTRIBUTES, serialise_element
from archive.errors import RefusedError
from archive.models import Link, Source
from archive.readers.decoding import DecodedText, decode
from archive.readers.front_matter import read_header_lines
from archive.readers.html.inline import clean_text
from archive.readers.plaintext.addresses import (
    Footnotes,
    could_be_title,
    find_footnotes,
    links_of,
    points_ahead,
    url_of_line,
)
from archive.readers.plaintext.line_wrapping import find_wrapped
from archive.readers.plaintext.rule_lines import find_underlines, is_rule_line, name_of_sign

_BULLET = re.compile(r"([ \t]*)([-*•‣◦▪–]|\d{1,3}[.)])[ \t]+(?=\S)")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=[^ \t#])")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_COPYRIGHT = re.compile(r"©|\(C\)|COPYRIGHT\b")
_MAX_HEADING_LENGTH, _MIN_CAPITALS = 100, 4  # characters


@dataclass(slots=True)
class _Chunk:
    """Lines of one block; `line` is the index of the first, `url` the URL that follows them on its own line.

    `element` describes how the block is set, like the element of an HTML source.
    """

    kind: BlockKind
    offset: int
    line: int
    level: int = 0
    lines: list[str] = field(default_factory=list)
    url: str = ""
    element: str = ""


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
    """Return the blocks of a text from the offset `start` on.

    A URL on its own line below a title becomes the title's link, and a footnote that holds only a URL becomes
    the link of the references to it.
    """
    lines = text[start:].split("\n")
    chunker = _Chunker(lines)
    chunks = chunker.run(start)
    return tuple(block for chunk in chunks if (block := _block(chunk, chunker.footnotes)))


class _Chunker:
    """Groups lines into chunks, each of which becomes one block."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.underlines = find_underlines(lines)
        self.wrapped = find_wrapped(lines)
        self.footnotes = find_footnotes(lines)
        self.chunks: list[_Chunk] = []
        self.open_chunk: _Chunk | None = None
        self.indents: list[int] = []

    def run(self, offset: int) -> list[_Chunk]:
        for at, line in enumerate(self.lines):
            self._take(at, line, offset)
            offset += len(line) + 1
        return self.chunks

    def _take(self, at: int, line: str, offset: int) -> None:
        if not line.strip() or at in self.footnotes.lines:
            self.open_chunk = None
        elif at + 1 in self.underlines:
            level = 1 if "=" in self.lines[at + 1] else 2
            self._start(_Chunk(BlockKind.HEADING, offset, at, level, [line]))
            self.indents = []
        elif is_rule_line(line):
            self._take_rule(at, offset)
        elif match := _HASHES.match(line):
            heading = line[match.end() :].rstrip(" \t#")
            self._start(_Chunk(BlockKind.HEADING, offset, at, len(match[1]), [heading]))
        elif match := _BULLET.match(line):
            depth = self._list_depth(_width(match[1]))
            self._start(_Chunk(BlockKind.LIST_ITEM, offset, at, depth, [line[match.end() :]]))
        elif match := _QUOTE.match(line):
            self._continue(_Chunk(BlockKind.QUOTE, offset, at, lines=[line[match.end() :]]))
        else:
            self._take_prose(at, line, offset)

    def _take_rule(self, at: int, offset: int) -> None:
        if at not in self.underlines:
            element = _element(at, "hr", name_of_sign(self.lines[at]))
            self.chunks.append(_Chunk(BlockKind.RULE, offset, at, element=element))
            self.open_chunk = None
        self.indents = []

    def _take_prose(self, at: int, line: str, offset: int) -> None:
        if self.open_chunk is not None and (url := url_of_line(line)) and self._give_url(url, line):
            return
        indent = _width(line[: len(line) - len(line.lstrip())])
        if self.open_chunk is None and self.indents and indent > self.indents[0]:
            self._start(_Chunk(BlockKind.PARAGRAPH, offset, at, self._containing_depth(indent), [line]))
            return
        if self.open_chunk is None:
            self.indents = []
        element = _element(at, "p", f"indent-{indent}") if indent else ""
        self._continue(_Chunk(BlockKind.PARAGRAPH, offset, at, lines=[line], element=element))

    def _give_url(self, url: str, line: str) -> bool:
        """Give the URL on a line of its own to the text above it; False where it stands by itself."""
        chunk = self.open_chunk
        if chunk is None or chunk.url:
            return False
        if points_ahead(chunk.lines[-1]):
            chunk.lines.append(line)
        elif could_be_title(chunk.lines):
            chunk.url, self.open_chunk = url, None
        else:
            return False
        return True

    def _continue(self, chunk: _Chunk) -> None:
        """Add a line to the open chunk if it continues that, else start a chunk with it."""
        top = self.open_chunk
        if top is not None and top.kind in {chunk.kind, BlockKind.LIST_ITEM} and self._joins(top, chunk):
            top.lines += chunk.lines
        else:
            self._start(chunk)

    def _joins(self, top: _Chunk, chunk: _Chunk) -> bool:
        """Whether a line continues the open chunk: indented below a bullet, or wrapped at the margin."""
        if top.kind is BlockKind.LIST_ITEM and self.lines[chunk.line][:1] in {" ", "\t"}:
            return True
        return chunk.line in self.wrapped

    def _start(self, chunk: _Chunk) -> None:
        self.open_chunk = chunk
        self.chunks.append(chunk)

    def _list_depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents)

    def _containing_depth(self, indent: int) -> int:
        return max(1, sum(1 for known in self.indents if known < indent))


def _block(chunk: _Chunk, footnotes: Footnotes) -> Block | None:
    path = (chunk.element,) if chunk.element else ()
    if chunk.kind is BlockKind.RULE:
        return Block(BlockKind.RULE, "", offset=chunk.offset, path=path)
    text = clean_text(" ".join(chunk.lines))
    if not text:
        return None
    kind, level = chunk.kind, chunk.level
    if kind is BlockKind.PARAGRAPH and level == 0 and _is_capitals(text) and len(chunk.lines) == 1:
        kind, level = BlockKind.HEADING, 2
    own = (Link(chunk.url, text, 0, len(text)),) if chunk.url else ()
    links = own or links_of(text, chunk.line, footnotes)
    return Block(kind, text, level, links=links, offset=chunk.offset, path=path)


def _element(number: int, name: str, class_: str) -> str:
    return serialise_element(number, name, "", class_, ("",) * len(STYLE_ATTRIBUTES))


def _is_capitals(text: str) -> bool:
    """Whether a line is a heading in capitals; call signs and the like ("73, K1KWP") are none."""
    if not text.isupper() or len(text) > _MAX_HEADING_LENGTH or _COPYRIGHT.match(text):
        return False
    words = [word for word in text.split() if not any(map(str.isdigit, word))]
    return sum(character.isalpha() for word in words for character in word) >= _MIN_CAPITALS


def _width(blank: Sequence[str]) -> int:
    return sum(4 if character == "\t" else 1 for character in blank)
