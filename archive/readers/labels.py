"""Labels: short lines in capitals or spaced letters right above headlines, which name a section or a topic.

They become headings, so that they end the text before them: above the level of the headlines where a label
names a section of several, else of the same level, as a heading that has no text of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from archive.document import Block, BlockKind
from archive.element_path import text_style

_MAX_LENGTH = 60  # characters
_MIN_LABELS, _MIN_LETTERS = 2, 4
_MIN_HEADLINES = 1.3  # below a label that names a section, on average
_LEVEL_ABOVE_LINES = 2  # of labels above bold lines
_MAX_LEVEL = 6
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_MAX_LABEL_WITH_NUMBER = 3  # words; so short, it is an issue number or a time of reading


def with_labels(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with labels as headings if there are several."""
    headlines = {at: below for at in range(len(blocks)) if (below := _headline_below(blocks, at)) is not None}
    if len(headlines) < _MIN_LABELS:
        return tuple(blocks)
    names_sections = fmean(_counts_below(blocks, headlines)) >= _MIN_HEADLINES
    lowered = names_sections and any(blocks[at].level == 1 for at in headlines.values())
    return tuple(
        _heading(block, blocks[headlines[at]], names_sections, lowered)
        if at in headlines
        else _lowered(block)
        if lowered
        else block
        for at, block in enumerate(blocks)
    )


def _headline_below(blocks: Sequence[Block], at: int) -> int | None:
    """The index of the headline right below a label; None if the block is none or has none."""
    if not _is_label(blocks[at]):
        return None
    below = at + 1
    while below < len(blocks) and blocks[below].kind is BlockKind.RULE:
        below += 1
    return below if below < len(blocks) and _is_headline(blocks[below]) else None


def _is_label(block: Block) -> bool:
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or block.level or not 0 < len(text) <= _MAX_LENGTH:
        return False
    if sum(map(str.isalpha, text)) < _MIN_LETTERS or _ENDS_SENTENCE.search(text) or block.links:
        return False
    if any(map(str.isdecimal, text)) and len(text.split()) <= _MAX_LABEL_WITH_NUMBER:
        return False
    style = text_style(block.path)
    return style.capitals or style.spaced or text.isupper()


def _is_headline(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    is_bold = block.kind is BlockKind.PARAGRAPH and block.lead.strip(" .:") == block.text.strip(" .:")
    return is_bold and not _is_label(block)


def _counts_below(blocks: Sequence[Block], labels: dict[int, int]) -> Iterator[int]:
    """How many headlines like the one right below each label stand above the next label."""
    starts = [*labels, len(blocks)]
    for start, end in pairwise(starts):
        first = blocks[labels[start]]
        yield sum(
            block.kind is first.kind and block.level == first.level and _is_headline(block)
            for block in blocks[start + 1 : end]
        )


def _heading(label: Block, headline: Block, names_section: bool, lowered: bool) -> Block:
    if headline.kind is not BlockKind.HEADING:
        level = _LEVEL_ABOVE_LINES
    elif names_section:
        level = max(headline.level - (0 if lowered else 1), 1)
    else:
        level = headline.level
    return replace(label, kind=BlockKind.HEADING, level=level, lead="")


def _lowered(block: Block) -> Block:
    """A heading one level lower, so that labels can stand above those of the first level."""
    if block.kind is not BlockKind.HEADING:
        return block
    return replace(block, level=min(block.level + 1, _MAX_LEVEL))
