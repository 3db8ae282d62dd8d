"""The small print of an issue, by how and where it is set and not by its words.

Footers are set in smaller type than the text, in an element of their own that calls itself a footer, or
outside of the element that holds nearly all of the text.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from archive.document import Block, BlockKind
from archive.element_path import parse_element, text_style

_MAX_SMALL_RATIO = 0.88  # of the size of most text
_MAX_SMALL_PRINT = 0.5  # of all text
_MIN_SIZED = 0.6  # of the text, whose size is known
_MIN_MAIN, _MIN_ALL = 0.9, 400  # of the text in the main element; characters of an issue that has one
_FOOTER_NAME = re.compile(
    r"(?:^|[-_]|(?<=[a-z])(?=F))(?:footer|unsubscribe|legal|copyright|imprint|impressum|disclaimer)(?:$|[-_])",
    re.IGNORECASE,
)
_STREET = (
    r"(?:street|str|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|way|court|ct|square|plaza|highway|hwy"
    r"|parkway|pkwy|floor|fl|suite|ste)"
)
_POSTAL_LINE = re.compile(
    rf"""\b\d{{1,5}}[a-z]?\ (?:[\w.'’]+\ ){{1,4}}{_STREET}\b
    | \b(?:suite|floor|p\.?\ ?o\.?\ ?box|postfach)\ \#?\d+
    | \b[A-Z]{{2}},?\ \d{{5}}(?:-\d{{4}})?\b | \b[A-Z]{{1,2}}\d[A-Z\d]?\ \d[A-Z]{{2}}\b
    | (?:straße|strasse|str\.|platz|weg|allee|gasse)\ \d{{1,4}}[a-z]?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PHONE = re.compile(r"\W*\+?[\d ()/.-]{7,24}")
_MAX_POSTAL_LINE = 100  # characters


def small_print_start(blocks: Sequence[Block], is_furniture: Callable[[Block], bool]) -> int:
    """The index of the first block of the small print at the end; the number of blocks if there is none."""
    starts = (
        _start_by_size(blocks),
        _start(blocks, _is_in_footer),
        _start_outside(blocks, is_furniture),
    )
    return min(starts)


def is_postal_line(block: Block) -> bool:
    """Whether a line holds a postal address or a telephone number."""
    if block.kind is BlockKind.HEADING or len(block.text) > _MAX_POSTAL_LINE:
        return False
    return bool(_POSTAL_LINE.search(block.text) or _PHONE.fullmatch(block.text))


def _start(blocks: Sequence[Block], belongs: Callable[[Block], bool]) -> int:
    """The index of the first of the last blocks that belong; rules belong to what is below them."""
    start = end = len(blocks)
    while end and (blocks[end - 1].kind is BlockKind.RULE or belongs(blocks[end - 1])):
        end -= 1
        start = end if blocks[end].kind is not BlockKind.RULE else start
    return start


def _start_by_size(blocks: Sequence[Block]) -> int:
    """The start of blocks in smaller type than most text, without those at the top that look like others."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[text_style(block.path).size] += len(block.text)
    total = sum(sizes.values())
    if not total or sizes[0.0] > (1 - _MIN_SIZED) * total:
        return len(blocks)
    usual = max((size for size in sizes if size), key=sizes.__getitem__)
    start = _start(blocks, lambda block: 0 < text_style(block.path).size <= _MAX_SMALL_RATIO * usual)
    above = {text_style(block.path) for block in blocks[:start] if block.text}
    while start < len(blocks) and (not blocks[start].text or text_style(blocks[start].path) in above):
        start += 1
    small = sum(len(block.text) for block in blocks[start:])
    return start if small <= _MAX_SMALL_PRINT * total else len(blocks)


def _is_in_footer(block: Block) -> bool:
    return any(_is_footer(described) for described in block.path)


def _is_footer(described: str) -> bool:
    element = parse_element(described)
    names = (*element.classes, element.id)
    return element.name == "footer" or any(map(_FOOTER_NAME.search, names))


def _start_outside(blocks: Sequence[Block], is_furniture: Callable[[Block], bool]) -> int:
    """The start of blocks outside of the element with nearly all text, if their words show what they are."""
    lengths: Counter[str] = Counter()
    for block in blocks:
        for described in block.path:
            lengths[described] += len(block.text)
    total = sum(len(block.text) for block in blocks)
    within = [described for described, length in lengths.items() if length >= _MIN_MAIN * total]
    if total < _MIN_ALL or not within:
        return len(blocks)
    main = within[-1]
    start = _start(blocks, lambda block: main not in block.path)
    return start if any(block.text and is_furniture(block) for block in blocks[start:]) else len(blocks)
