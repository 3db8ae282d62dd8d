"""Chunks of a PDF become blocks: headings by size and weight, list items by marks, hyphenation undone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.document import Block
from archive.element_path import STYLE_ATTRIBUTES, serialise_element
from archive.readers.html.block_builder import BlockBuilder
from archive.readers.labels import with_labels
from archive.readers.pdf.layout import TextLine, TextRun
from archive.readers.pdf.paragraphs import BULLET_PATTERN, NUMBER_PATTERN, Chunk

_HEADING_SIZE_RATIO = 1.15  # of the height of the body's lines
_MAX_HEADING_LENGTH, _MAX_HEADING_LINES = 200, 4  # characters, lines
_MAX_BOLD_HEADING_LENGTH = 120  # characters
_MAX_HEADING_LEVEL = 6
_MAX_BOLD_SHARE = 0.4  # of all letters; where more are bold, bold text is no heading
_COMPOUND = re.compile(r"\w+-\w+")
_LAST_WORD = re.compile(r"(\w+)[-\u2010\u00ad]\s*$")
_FIRST_WORD = re.compile(r"\s*(\w+)")
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
_CELL_SEPARATOR = " | "


def blocks_of_chunks(chunks: Sequence[Chunk], body_height: float) -> tuple[Block, ...]:
    """Return the blocks of a document whose body lines are `body_height` points high."""
    return with_labels(_ChunkWriter(chunks, body_height).run())


class _ChunkWriter:
    """Adds chunks to a BlockBuilder; the kind of each depends on the sizes and words of all."""

    def __init__(self, chunks: Sequence[Chunk], body_height: float) -> None:
        self.chunks = chunks
        self.body_height = body_height
        self.builder = BlockBuilder()
        self.list_indents: list[float] = []
        self.sizes = _heading_sizes(chunks, body_height)
        self.bold_is_heading = _bold_share(chunks) < _MAX_BOLD_SHARE
        self.compounds = frozenset(_COMPOUND.findall(" ".join(chunk.text for chunk in chunks)))

    def run(self) -> list[Block]:
        for number, chunk in enumerate(self.chunks):
            self.builder.inline.set_path((_element(chunk, number),))
            if level := self._heading_level(chunk):
                self._leave_lists()
                self._add(chunk)
                self.builder.flush(heading=level)
            elif chunk.row:
                self._leave_lists()
                self._add_row(chunk)
            else:
                self._add_prose(chunk)
        self._leave_lists()
        return self.builder.blocks

    def _heading_level(self, chunk: Chunk) -> int:
        text = chunk.text
        if (
            chunk.row
            or len(text) > _MAX_HEADING_LENGTH
            or len(chunk.lines) > _MAX_HEADING_LINES
            or not _has_word(text)
        ):
            return 0
        if chunk.size >= _HEADING_SIZE_RATIO * self.body_height:
            return min(1 + self.sizes.index(_rounded(chunk.size)), _MAX_HEADING_LEVEL)
        if not (
            self.bold_is_heading and chunk.bold and len(text) <= _MAX_BOLD_HEADING_LENGTH
        ) or BULLET_PATTERN.match(text):
            return 0
        return 0 if text.endswith((".", ",", ";")) else min(1 + len(self.sizes), _MAX_HEADING_LEVEL)

    def _add_prose(self, chunk: Chunk) -> None:
        first = chunk.lines[0]
        mark = BULLET_PATTERN.match(first.text) or NUMBER_PATTERN.match(first.text)
        if mark and mark.end() < len(chunk.text):
            self._enter_list_item(chunk.left)
            self._add(chunk, skipped=mark.end())
        else:
            self._leave_lists(chunk.left)
            self._add(chunk)
        self.builder.flush()

    def _enter_list_item(self, left: float) -> None:
        """Begin a list item whose depth follows from how far its bullet is indented."""
        while self.list_indents and self.list_indents[-1] > left - self.body_height / 3:
            self._leave_list_item()
        self.list_indents.append(left)
        self.builder.begin_list_item(len(self.list_indents))

    def _leave_lists(self, left: float = float("-inf")) -> None:
        """End the list items that are indented as far as `left` or further."""
        while self.list_indents and self.list_indents[-1] >= left - self.body_height / 3:
            self._leave_list_item()

    def _leave_list_item(self) -> None:
        self.list_indents.pop()
        self.builder.end_list_item()

    def _add_row(self, chunk: Chunk) -> None:
        for number, line in enumerate(chunk.lines):
            if number:
                self.builder.inline.add(_CELL_SEPARATOR)
            self._add_runs(line.runs)
        self.builder.flush(row=True)

    def _add(self, chunk: Chunk, skipped: int = 0) -> None:
        for number, line in enumerate(chunk.lines):
            runs: Iterable[TextRun] = line.runs if number else _without_prefix(line.runs, skipped)
            following = chunk.lines[number + 1] if number + 1 < len(chunk.lines) else None
            if following is None:
                self._add_runs(runs)
            else:
                self._add_runs(_with_line_join(runs, *self._line_join(line, following)))

    def _add_runs(self, runs: Iterable[TextRun]) -> None:
        for run in runs:
            if run.url:
                self.builder.inline.open_link(run.url)
            self.builder.inline.add(run.text, bold=run.bold)
            if run.url:
                self.builder.inline.close_link(bold=run.bold)

    def _line_join(self, line: TextLine, following: TextLine) -> tuple[int, str]:
        """Return how many characters to cut from the end of a line, and the text between it and the next."""
        text = line.text.rstrip()
        cut = len(line.text) - len(text)
        match, first = _LAST_WORD.search(text), _FIRST_WORD.match(following.text)
        if match is None or first is None:
            return cut, "" if _CJK.match(text[-1:]) and _CJK.match(following.text.lstrip()[:1]) else " "
        soft = text[-1] == "\u00ad"
        keeps_hyphen = not match[1][-1].islower() or not first[1][0].islower()
        is_chain = text[: match.start()].endswith("-") or following.text[first.end() :].startswith("-")
        is_compound = keeps_hyphen or is_chain or f"{match[1]}-{first[1]}" in self.compounds
        return (cut, "") if is_compound and not soft else (cut + 1, "")


def _element(chunk: Chunk, number: int) -> str:
    """The size and weight of a chunk, as those of an element."""
    style = f"font-size: {chunk.size:.1f}pt" + ("; font-weight: bold" if chunk.bold else "")
    values = tuple(style if name == "style" else "" for name in STYLE_ATTRIBUTES)
    return serialise_element(number, "p", "", "", values)


def _with_line_join(runs: Iterable[TextRun], cut: int, separator: str) -> Iterator[TextRun]:
    """Yield runs without their last `cut` characters, then the separator."""
    kept = list(runs)
    while cut and kept:
        last = kept.pop()
        text = last.text[: max(len(last.text) - cut, 0)]
        cut -= len(last.text) - len(text)
        if text:
            kept.append(TextRun(text, last.bold, last.url))
    yield from kept
    if separator and kept:
        yield TextRun(separator, kept[-1].bold)


def _without_prefix(runs: Sequence[TextRun], count: int) -> Iterator[TextRun]:
    for run in runs:
        yield TextRun(run.text[count:], run.bold, run.url)
        count = max(count - len(run.text), 0)


def _heading_sizes(chunks: Sequence[Chunk], body_height: float) -> list[float]:
    """Return the heights of headings in points, largest first."""
    return sorted(
        {_rounded(chunk.size) for chunk in chunks if chunk.size >= _HEADING_SIZE_RATIO * body_height},
        reverse=True,
    )


def _rounded(size: float) -> float:
    return float(round(size))


def _bold_share(chunks: Sequence[Chunk]) -> float:
    runs = [run for chunk in chunks for line in chunk.lines for run in line.runs]
    letters = sum(len(run.text) for run in runs)
    return sum(len(run.text) for run in runs if run.bold) / letters if letters else 0.0


def _has_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
