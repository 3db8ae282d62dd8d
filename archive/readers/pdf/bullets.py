"""Bullets that a PDF draws as small shapes, as browsers print them, instead of setting them as letters."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from archive.readers.pdf.layout import TextLine, TextRun

_BULLET_TEXT = "• "
_MAX_SHAPES = 5000  # shapes looked at on a page: a chart may have very many
_MAX_BULLET_HEIGHT, _MAX_BULLET_DISTANCE = (
    0.6,
    2.5,
)  # times the height of the line that a bullet stands before

_Box = tuple[float, float, float, float]


def with_drawn_bullets(lines: Sequence[TextLine], page: Any) -> list[TextLine]:
    """The lines, a bullet as a letter before those that have one drawn before them."""
    if not lines:
        return []
    shapes = list(_shapes(page, max(line.size for line in lines)))
    marked = {id(line) for shape in shapes if (line := _line_after(shape, lines)) is not None}
    return [_with_bullet(line) if id(line) in marked else line for line in lines]


def _shapes(page: Any, height: float) -> list[_Box]:
    """Shapes about as wide as they are high, and no higher than a bullet."""
    import pypdfium2.raw as pdfium

    found = []
    for shape in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]), _MAX_SHAPES):
        left, bottom, right, top = shape.get_bounds()
        width, tall = right - left, top - bottom
        if 0 < tall <= _MAX_BULLET_HEIGHT * height and 0.6 * tall <= width <= 1.7 * tall:
            found.append((left, bottom, right, top))
    return found


def _line_after(shape: _Box, lines: Sequence[TextLine]) -> TextLine | None:
    """The line that a shape stands close before; None where it stands elsewhere."""
    left, bottom, right, top = shape
    middle = (bottom + top) / 2
    level = [line for line in lines if line.bottom < middle < line.top and line.right > left]
    first = min(level, key=lambda line: line.left, default=None)
    if first is None or not 0 <= first.left - right + 1 <= _MAX_BULLET_DISTANCE * first.size:
        return None
    return first if top - bottom <= _MAX_BULLET_HEIGHT * first.size else None


def _with_bullet(line: TextLine) -> TextLine:
    return replace(line, runs=(TextRun(_BULLET_TEXT, line.runs[0].bold), *line.runs))
