"""Groups the lines of a PDF into chunks: paragraphs, list items, headings and rows of tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import pairwise
from statistics import median

from archive.readers.pdf.layout import TextLine, TextRun, join_lines, rows_of

_CERTAIN_BULLET = re.compile(r"\s*[•‣◦▪▫●○■□♦◆➢➤►▶✓✔\uf0b7\uf0a7\uf076\uf0d8]")
BULLET_PATTERN = re.compile(
    r"\s*(?:[•‣◦▪▫●○■□♦◆➢➤►▶✓✔·*\uf0b7\uf0a7\uf076\uf0d8–—-]|o(?=\s+[A-Z\d]))(?:\s+|$)"
)
NUMBER_PATTERN = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[a-z]\))(?:\s+|$)")
_BROKEN_WORD = re.compile(r"\w[-\u2010\u00ad]\s*$")
_FIRST_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?:…。！？]['\"”’»)\]]*\s*$")
_SIZE_TOLERANCE = (
    0.08  # by which the heights of two lines of a paragraph may differ, as a share of the larger
)
# In line heights:
_DEFAULT_PITCH = 1.1  # from one line of a paragraph to the next
_PITCH_TOLERANCE = 0.4  # more than the usual pitch, within a paragraph
_FULL_LINE_MARGIN = 4  # from the end of a full line to the margin
_MIN_INDENT = 0.8  # of a paragraph's first line
_MAX_JUSTIFIED_GAP = 5  # between words of a justified line
_MAX_OUTLIERS = 2  # lines of a flow that may end beyond its margin


@dataclass(slots=True)
class Chunk:
    """The lines of one paragraph, heading or list item, or with `row` the cells of a table's row."""

    lines: list[TextLine]
    row: bool = False
    left: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.lines[0].left

    @property
    def text(self) -> str:
        """The text of its lines, joined by spaces."""
        return " ".join(line.text.strip() for line in self.lines)

    @property
    def size(self) -> float:
        """The median height of its lines, in points."""
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


def chunks_of(flows: Sequence[Sequence[TextLine]]) -> list[Chunk]:
    """Return the chunks of all flows in reading order; a paragraph may continue in the next flow."""
    pitch = _pitch(flows)
    chunks: list[Chunk] = []
    for flow in flows:
        found = list(_chunks_of_flow(flow, pitch))
        if chunks and found and _continues(chunks[-1], found[0]):
            chunks[-1].lines += found.pop(0).lines
        chunks += found
    return chunks


def body_size(flows: Sequence[Sequence[TextLine]]) -> float:
    """Return the line height that most letters have, in points, rounded to half a point."""
    letters: Counter[float] = Counter()
    for flow in flows:
        for line in flow:
            letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _pitch(flows: Sequence[Sequence[TextLine]]) -> float:
    """Return the usual distance between two lines of a paragraph, in line heights."""
    steps = [step for flow in flows for step in _steps_below_full_lines(flow)]
    return min(max(median(steps), 1.0), 2.5) if steps else _DEFAULT_PITCH


def _steps_below_full_lines(flow: Sequence[TextLine]) -> Iterator[float]:
    """Yield the distances below full lines, which are seldom the last of their paragraph."""
    edge = max((line.right for line in flow), default=0.0) - _FULL_LINE_MARGIN * max(
        (line.size for line in flow), default=0
    )
    for one, two in pairwise(flow):
        step = (one.bottom - two.bottom) / one.size
        if one.right >= edge and _has_same_size(one, two) and 0.5 < step < 3:
            yield step


def _chunks_of_flow(flow: Sequence[TextLine], pitch: float) -> Iterator[Chunk]:
    left, right = min((line.left for line in flow), default=0.0), _margin(flow)
    chunk: Chunk | None = None
    rows = [_attach_marker(_join_justified(row, left, right)) for row in rows_of(flow)]
    for number, row in enumerate(rows):
        if len(row) > 1:
            if chunk:
                yield chunk
            chunk = None
            yield from _chunks_of_row(rows, number)
        elif chunk and not _begins_chunk(chunk, row[0], pitch, right):
            chunk.lines.append(row[0])
        else:
            if chunk:
                yield chunk
            chunk = Chunk([row[0]])
    if chunk:
        yield chunk


def _margin(flow: Sequence[TextLine]) -> float:
    """Return the right margin of a flow; a few lines may end beyond it."""
    ends = sorted((line.right for line in flow), reverse=True)
    return ends[_MAX_OUTLIERS] if len(ends) > 4 * _MAX_OUTLIERS else ends[0] if ends else 0.0


def _join_justified(row: list[TextLine], left: float, right: float) -> list[TextLine]:
    """Join a row into one line where it is a justified line from margin to margin."""
    size = row[0].size
    gaps = [two.left - one.right for one, two in pairwise(row)]
    is_whole = row[0].left <= left + size and row[-1].right >= right - size
    if not gaps or not is_whole or max(gaps) > _MAX_JUSTIFIED_GAP * size or max(gaps) > 2 * min(gaps) + 1:
        return row
    return [reduce(join_lines, row)]


def _attach_marker(row: list[TextLine]) -> list[TextLine]:
    """Join a bullet or number at the start of a row to the text after it."""
    if len(row) < 2 or not (BULLET_PATTERN.fullmatch(row[0].text) or NUMBER_PATTERN.fullmatch(row[0].text)):
        return row
    marker, text = row[0], row[1]
    runs = (TextRun(f"{marker.text.strip()} "), *text.runs)
    return [replace(text, runs=runs, left=marker.left), *row[2:]]


def _chunks_of_row(rows: Sequence[Sequence[TextLine]], number: int) -> Iterator[Chunk]:
    """Yield lines side by side as one row where a neighbour is aligned with them, else each by itself."""
    row = rows[number]
    neighbours = [*rows[max(number - 1, 0) : number], *rows[number + 1 : number + 2]]
    if any(len(other) > 1 and _share_an_edge(row, other) for other in neighbours):
        yield Chunk(list(row), row=True)
    else:
        yield from (Chunk([line]) for line in row)


def _share_an_edge(one: Sequence[TextLine], two: Sequence[TextLine]) -> bool:
    return any(
        abs(a.left - b.left) < 0.5 * a.size or abs(a.right - b.right) < 0.5 * a.size
        for a in one[1:]
        for b in two[1:]
    )


def _begins_chunk(chunk: Chunk, line: TextLine, pitch: float, right: float) -> bool:
    """Whether a line below a chunk begins a new one."""
    last = chunk.lines[-1]
    if not _has_same_size(last, line) or (last.bold != line.bold and _is_weight_boundary(chunk, line)):
        return True
    if last.bottom - line.bottom > (pitch + _PITCH_TOLERANCE) * line.size:
        return True
    is_over = _ends_paragraph(last, line, right)
    is_entry = bool(_marker(chunk.lines[0]))
    if _CERTAIN_BULLET.match(line.text) or (_marker(line) and (is_over or _SENTENCE_END.search(last.text))):
        return True
    if is_entry and line.left < chunk.left - 1:
        return True
    indented = line.left - max(last.left, chunk.left if len(chunk.lines) > 1 else last.left)
    if not is_entry and _MIN_INDENT * line.size < indented < 5 * line.size:
        return True
    return is_over


def _marker(line: TextLine) -> re.Match[str] | None:
    return BULLET_PATTERN.match(line.text) or NUMBER_PATTERN.match(line.text)


def _is_weight_boundary(chunk: Chunk, line: TextLine) -> bool:
    """Whether weight changes between two lines, not only within a paragraph that has bold words."""
    return chunk.bold != line.bold and (chunk.bold or all(not run.bold for run in chunk.lines[-1].runs))


def _ends_paragraph(last: TextLine, line: TextLine, right: float) -> bool:
    """Whether a line ends its paragraph: it has room for the first word of the next line."""
    if _BROKEN_WORD.search(last.text):
        return False
    word = _FIRST_WORD.search(line.text)
    if word is None or (line.text.lstrip()[:1].islower() and not _SENTENCE_END.search(last.text)):
        return False
    width = (line.right - line.left) / max(len(line.text.strip()), 1) * (len(word[0]) + 1)
    return last.right + 1.3 * width + 0.5 * line.size < right


def _has_same_size(one: TextLine, two: TextLine) -> bool:
    return abs(one.size - two.size) <= _SIZE_TOLERANCE * max(one.size, two.size)


def _continues(chunk: Chunk, following: Chunk) -> bool:
    """Whether a paragraph continues in the next column: it has not ended, and that begins in lower case."""
    last, line = chunk.lines[-1], following.lines[0]
    if (
        chunk.row
        or following.row
        or _marker(line)
        or not _has_same_size(last, line)
        or chunk.bold != following.bold
    ):
        return False
    starts = line.text.lstrip(" \"“‘'(")[:1]
    if last.hyphenated or last.text.rstrip().endswith("-"):
        return starts.islower()
    return starts.islower() and _SENTENCE_END.search(last.text) is None
