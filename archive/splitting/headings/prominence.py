"""Prominent lines: paragraphs set in bold or in larger type, which serve as headings where real ones are few.

Prominence is what a reader sees: the size of the type against that of most text, and bold from the first word
to the last. Linked and plain lines are two classes; a class whose lines stand right above those of another is
the outer one.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.document import Block, BlockKind
from archive.element_path import text_style
from archive.splitting.furniture import is_byline
from archive.splitting.outline import is_prose
from archive.splitting.takeaway import is_label

OUTER_LEVEL, INNER_LEVEL = 7, 8

_MAX_LENGTH = 200  # characters of a prominent line
_MIN_LINES = 3
_MIN_LARGER = 1.12  # the size of a prominent line against that of most text
_MIN_ABOVE_RATIO = 0.5  # of a class stand right above another class, which then is the inner one
_QUESTION_MARKS = ("?", "？", "؟")
_QUESTION_RATIO = 0.7  # of the lines are questions: those of an interview, which open no items
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class LineClass:
    """How a prominent line looks: its size of type in pixels (0 if unknown), and whether it is a link."""

    size: float
    is_linked: bool


def prominent_lines(blocks: Sequence[Block]) -> Mapping[int, int]:
    """The heading levels of prominent lines, by their index; empty if few, or those of an interview."""
    body = _body_size(blocks)
    classes = {at: found for at, block in enumerate(blocks) if (found := _class_of(block, body))}
    questions = sum(blocks[at].text.rstrip('"”» ').endswith(_QUESTION_MARKS) for at in classes)
    if len(classes) < _MIN_LINES or questions >= _QUESTION_RATIO * len(classes):
        return {}
    outer = _outer_classes(blocks, classes)
    return {at: OUTER_LEVEL if one in outer else INNER_LEVEL for at, one in classes.items()}


def _class_of(block: Block, body: float) -> LineClass | None:
    """The class of a block that is a prominent line, else None."""
    if (
        block.kind is not BlockKind.PARAGRAPH
        or not 0 < len(block.text) <= _MAX_LENGTH
        or is_label(block.text)
    ):
        return None
    if not _WORD.search(block.text) or is_byline(block.text):
        return None
    size = text_style(block.path).size
    is_bold = block.lead.strip(" .:") == block.text.strip(" .:")
    if not is_bold and not (body and size >= _MIN_LARGER * body):
        return None
    linked = sum(link.end - link.start for link in block.links)
    return LineClass(size if size > body else 0.0, linked >= len(block.text) / 2)


def _outer_classes(blocks: Sequence[Block], classes: Mapping[int, LineClass]) -> frozenset[LineClass]:
    """The classes whose lines mostly stand right above lines of another class."""
    counts = Counter(classes.values())
    above: Counter[LineClass] = Counter()
    for at, one in classes.items():
        below = next((index for index in range(at + 1, len(blocks)) if blocks[index].text), None)
        if (
            below is not None
            and below in classes
            and classes[below] != one
            and counts[classes[below]] > counts[one]
        ):
            above[one] += 1
    return frozenset(one for one in counts if above[one] >= _MIN_ABOVE_RATIO * counts[one])


def _body_size(blocks: Sequence[Block]) -> float:
    """The size of type of most text, in pixels; 0 if the source states none."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if is_prose(block):
            sizes[text_style(block.path).size] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
