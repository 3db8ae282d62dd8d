"""The reading order of a page: column after column, interrupted only by lines that span the columns.

Columns of prose are distinguished from a table by their lines: those of prose run to the margin.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

_MIN_COLUMN_LINES = 4
_MIN_COLUMN_WIDTH = 0.15  # of the width of all lines
_MIN_FILLED_WIDTH = 0.55  # of a column's width, which the median line of prose fills
_MIN_PROSE_LETTERS = 12  # in the median line of prose
_MIN_GUTTER_WIDTH = 0.6  # line heights between two columns
_MAX_GAP_IN_LINE = 1.3  # line heights between two words of one line
_MIN_SIDE_BY_SIDE_SHARE = 0.6  # of the lines beside a gutter that stand in bands with lines on both sides
_TOLERANCE_POINTS = 0.2

_Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text that is bold or not as a whole and has at most one link."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Text on one line; coordinates in points from the page's lower left corner.

    `hyphenated` says that the PDF marks the hyphen at its end as one that only breaks a word.
    """

    runs: tuple[TextRun, ...]
    left: float
    right: float
    bottom: float
    top: float
    hyphenated: bool = False

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        """Its height in points."""
        return self.top - self.bottom

    @property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return all(run.bold for run in self.runs if run.text.strip())


def flows_of(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the lines in reading order as flows; a flow is the lines of one column, from its top."""
    gutter = _gutter(lines)
    if gutter is None:
        return [_top_down(lines)] if lines else []
    return [flow for band in _bands(lines, gutter) for flow in _flows_of_band(band, gutter)]


def rows_of(flow: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the rows of a flow: lines side by side, from the left, those with small gaps joined."""
    return map(_merge_close, _side_by_side_rows(flow))


def _side_by_side_rows(flow: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    row: list[TextLine] = []
    for line in flow:
        if row and not _is_level(row[0], line):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _merge_close(row: Sequence[TextLine]) -> list[TextLine]:
    merged: list[TextLine] = []
    for line in sorted(row, key=lambda other: other.left):
        if merged and line.left - merged[-1].right <= _MAX_GAP_IN_LINE * line.size:
            merged[-1] = join_lines(merged[-1], line)
        else:
            merged.append(line)
    return merged


def join_lines(one: TextLine, two: TextLine) -> TextLine:
    """Join two lines with a space between them."""
    return TextLine(
        (*one.runs, TextRun(" ", one.runs[-1].bold), *two.runs),
        min(one.left, two.left),
        max(one.right, two.right),
        min(one.bottom, two.bottom),
        max(one.top, two.top),
        two.hyphenated,
    )


def _top_down(lines: Sequence[TextLine]) -> list[TextLine]:
    return sorted(lines, key=lambda line: (-(line.top + line.bottom), line.left))


def _is_level(one: TextLine, two: TextLine) -> bool:
    shared = min(one.top, two.top) - max(one.bottom, two.bottom)
    return shared >= 0.5 * min(one.size, two.size)


def _gutter(lines: Sequence[TextLine]) -> _Gap | None:
    """Return the empty strip between two columns, None where there is one column."""
    if len(lines) < 2 * _MIN_COLUMN_LINES:
        return None
    width = _MIN_GUTTER_WIDTH * median(line.size for line in lines)
    found = [gap for gap in _gaps(lines) if gap[1] - gap[0] >= width and _separates_prose(lines, gap)]
    return max(found, key=lambda gap: (_count_side_by_side(lines, gap), gap[1] - gap[0]), default=None)


def _gaps(lines: Sequence[TextLine]) -> Iterator[_Gap]:
    """Yield the strips that begin where a line ends and reach to where several lines begin."""
    edges = Counter(round(line.left) for line in lines)
    ends = sorted({line.right for line in lines})
    for edge, count in edges.items():
        if count >= _MIN_COLUMN_LINES - 1 and (before := [end for end in ends if end < edge - 1]):
            start = min(line.left for line in lines if round(line.left) == edge)
            # The nearest line ends before a column's left edge are the right edge of the column before it.
            yield from ((end, start) for end in before[-3:])


def _separates_prose(lines: Sequence[TextLine], gap: _Gap) -> bool:
    left, right = _sides(lines, gap)
    if min(len(left), len(right)) < _MIN_COLUMN_LINES:
        return False
    if _count_side_by_side(lines, gap) < _MIN_SIDE_BY_SIDE_SHARE * (len(left) + len(right)):
        return False
    page_width = max(line.right for line in lines) - min(line.left for line in lines)
    return all(_is_prose(side, page_width) or _gutter(side) is not None for side in (left, right))


def _sides(lines: Sequence[TextLine], gap: _Gap) -> tuple[list[TextLine], list[TextLine]]:
    left = [line for line in lines if line.right <= gap[0] + _TOLERANCE_POINTS]
    return left, [line for line in lines if line.left >= gap[1] - _TOLERANCE_POINTS]


def _count_side_by_side(lines: Sequence[TextLine], gap: _Gap) -> int:
    """Count the lines in those bands that have several lines on both sides of the gap."""
    counts = [tuple(map(len, _sides(band, gap))) for band in _bands(lines, gap)]
    return sum(left + right for left, right in counts if min(left, right) >= _MIN_COLUMN_LINES - 1)


def _is_prose(side: Sequence[TextLine], page_width: float) -> bool:
    """Whether most lines fill the column with words, also with gaps where the text is justified."""
    extent = max(line.right for line in side) - min(line.left for line in side)
    rows = list(_side_by_side_rows(_top_down(side)))
    filled = median(sum(line.right - line.left for line in row) for row in rows)
    letters = median(sum(len(line.text) for line in row) for row in rows)
    return (
        extent >= _MIN_COLUMN_WIDTH * page_width
        and filled >= _MIN_FILLED_WIDTH * extent
        and letters >= _MIN_PROSE_LETTERS
    )


def _crosses(line: TextLine, gap: _Gap) -> bool:
    return line.left < gap[1] - _TOLERANCE_POINTS and line.right > gap[0] + _TOLERANCE_POINTS


def _bands(lines: Sequence[TextLine], gutter: _Gap) -> Iterator[list[TextLine]]:
    """Yield the lines from the top, grouped by whether they cross the gutter."""
    band: list[TextLine] = []
    across: bool | None = None
    for line in _top_down(lines):
        crosses = _crosses(line, gutter)
        if crosses is not across and band:
            yield band
            band = []
        across = crosses
        band.append(line)
    if band:
        yield band


def _flows_of_band(band: list[TextLine], gutter: _Gap) -> Iterator[list[TextLine]]:
    left, right = _sides(band, gutter)
    if len(left) + len(right) < len(band) or min(len(left), len(right)) == 0:
        yield band
        return
    yield from flows_of(left)
    yield from flows_of(right)
