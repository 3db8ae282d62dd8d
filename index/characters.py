"""The characters of words, as the insides of regular expression classes, computed from Unicode's categories.

Within the Basic Multilingual Plane the classes are exact. Beyond it they are whole blocks: `re` tests such
ranges one by one for every character outside the class, so that hundreds of them would make tokenizing
several times slower.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

JOINERS = "\u00ad\u200c\u200d\u2060"
"""Soft hyphen, zero-width (non-)joiner, word joiner: invisible parts of a word."""

_SCRIPTS_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)
_IDEOGRAPHS_BEYOND = r"\U00020000-\U0003ffff"
_LETTERS_BEYOND = r"\U00010000-\U0001cfff\U0001d400-\U0001d7ff\U0001e000-\U0001efff"


def _category_class(codes: Iterable[int]) -> str:
    """The inside of a `[…]` for code points in ascending order."""
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in _ranges(codes))


def _ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    listed = list(codes)
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(listed), 1) if b != a + 1), len(listed)]
    for start, stop in pairwise(breaks):
        yield listed[start], listed[stop - 1]


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code)).startswith("M")


_PLANE = range(min(sys.maxunicode, 0xFFFF) + 1)
_ALPHANUMERIC = [code for code in _PLANE if chr(code).isalnum()]
_WITHOUT_SPACES = {code for first, last in _SCRIPTS_WITHOUT_SPACES for code in range(first, last + 1)}

MARKS = _category_class(code for code in _PLANE if _is_mark(code)) + JOINERS
UNSPACED = _category_class(code for code in _ALPHANUMERIC if code in _WITHOUT_SPACES) + _IDEOGRAPHS_BEYOND
LETTERS = _category_class(code for code in _ALPHANUMERIC if code not in _WITHOUT_SPACES) + _LETTERS_BEYOND
