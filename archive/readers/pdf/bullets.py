"""Bullets that a PDF draws as small shapes instead of characters, as browsers print them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from archive.readers.pdf.layout import TextLine, TextRun

_BULLET_TEXT = "• "
_MAX_SHAPES = 5000  # examined on a page, as a chart may have very many
_MAX_BULLET_HEIGHT = 0.6  # line heights
_MAX_BULLET_DISTANCE = 2.5  # line heights from its line

_Box = tuple[float, float, float, float]


def with_drawn_bullets(lines: Sequence[TextLine], page: Any) -> list[TextLine]:
    """Return the lines, with a bullet character before those that have a bullet drawn before them."""
    if not lines:
        return []
    shapes = list(_shapes(page, max(line.size for line in lines)))
    marked = {id(line) for shape in shapes if (line := _line_after(shape, lines)) is not None}
    return [_with_bullet(line) if id(line) in marked else line for line in lines]


def _shapes(page: Any, height: float) -> list[_Box]:
    """Return the boxes of shapes that are about as wide as high, and no higher than a bullet."""
    import pypdfium2.raw as pdfium

    found = []
    for shape in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]), _MAX_SHAPES):
        left, bottom, right, top = shape.get_bounds()
        width, tall = right - left, top - bottom
        if 0 < tall <= _MAX_BULLET_HEIGHT * height and 0.6 * tall <= width <= 1.7 * tall:
            found.append((left, bottom, right, top))
    return found


def _line_after(shape: _Box, lines: Sequence[TextLine]) -> TextLine | None:
    """Return the line that a shape stands close before, or None."""
    left, bottom, right, top = shape
    middle = (bottom + top) / 2
    level = [line for line in lines if line.bottom < middle < line.top and line.right > left]
    first = min(level, key=lambda line: line.left, default=None)
    if first is None or not 0 <= first.left - right + 1 <= _MAX_BULLET_DISTANCE * first.size:
        return None
    return first if top - bottom <= _MAX_BULLET_HEIGHT * first.size else None


def _with_bullet(line: TextLine) -> TextLine:
    return replace(line, runs=(TextRun(_BULLET_TEXT, line.runs[0].bold), *line.runs))
