"""Lines of dashes and the like in plain text: the underline of a heading, or a rule between two texts.

Writers draw an underline about as long as its heading. A line that also stands where it underlines nothing is
a rule of this text, whatever is above it elsewhere.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

_SIGNS = "-_*=~#+^—–─━═•·"
_RULE = re.compile(
    rf"[ \t]*(?:--[ \t]*\Z|[{_SIGNS}]{{3,}}|(?:[{_SIGNS}][ \t]+){{2,}}[{_SIGNS}]"
    r"|[-=]{2,}(?:[ \t]+[-=]{2,})+)[ \t]*"
)
_UNDERLINE = re.compile(r"([-_*=~^—–─━═])\1{2,}")
_SIGN_NAMES = {"-": "dashes", "=": "equals", "*": "stars", "~": "tildes", "_": "underscores", "#": "hashes"}
_NO_HEADING = re.compile(r"[ \t]*(?:[-*•‣◦▪–>]|#{1,6})[ \t]")
_MAX_HEADING_LENGTH = 100  # characters
_TOLERANCE, _TOLERANCE_RATIO = 3, 0.15
_MIN_FIXED_RATIO, _MAX_FIXED_MINIMUM = 0.5, 20


def is_rule_line(line: str) -> bool:
    """Whether a line consists of the signs that writers draw rules and underlines with."""
    return _RULE.fullmatch(line) is not None


def name_of_sign(line: str) -> str:
    """The name of the sign that a rule line is drawn with; "signs" for several signs or a rare one."""
    signs = set(line) - {" ", "\t"}
    return _SIGN_NAMES.get(signs.pop(), "signs") if len(signs) == 1 else "signs"


def find_underlines(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of the lines that underline the line above them; all other rule lines are rules.

    Underlines of one length serve headings of any length if all lines of their sign are below a heading.
    """
    found: set[int] = set()
    for places in _places_by_sign(lines).values():
        below = [at for at in places if _can_be_heading(lines, at - 1)]
        elsewhere = [at for at in places if at not in below and not _is_overline(lines, at)]
        if not elsewhere and _have_one_length(lines, below):
            found.update(below)
        fitting = [at for at in below if _fits(lines, at)]
        rules = {lines[at].strip() for at in [*elsewhere, *below] if at not in fitting}
        found.update(at for at in fitting if lines[at].strip() not in rules)
    return frozenset(found)


def _places_by_sign(lines: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if match := _UNDERLINE.fullmatch(line.strip()):
            places[match[1]].append(at)
    return places


def _can_be_heading(lines: Sequence[str], at: int) -> bool:
    """Whether a line stands by itself, and is neither too long nor a bullet or a quote."""
    if at < 0 or not lines[at].strip() or is_rule_line(lines[at]) or _NO_HEADING.match(lines[at]):
        return False
    stands_alone = at == 0 or not lines[at - 1].strip() or is_rule_line(lines[at - 1])
    return stands_alone and len(lines[at].strip()) <= _MAX_HEADING_LENGTH


def _is_overline(lines: Sequence[str], at: int) -> bool:
    """Whether a heading with a line above and below it follows."""
    return at + 2 < len(lines) and lines[at + 2].strip() == lines[at].strip() and bool(lines[at + 1].strip())


def _have_one_length(lines: Sequence[str], places: Sequence[int]) -> bool:
    """Whether underlines all have one length, which is not much less than that of their headings."""
    lengths = {len(lines[at].strip()) for at in places}
    if len(places) < 2 or len(lengths) > 1:
        return False
    needed = (min(_MIN_FIXED_RATIO * len(lines[at - 1].strip()), _MAX_FIXED_MINIMUM) for at in places)
    return max(needed) <= min(lengths)


def _fits(lines: Sequence[str], at: int) -> bool:
    """Whether a line is about as long as the one above it."""
    length, text = len(lines[at].strip()), lines[at - 1].strip()
    return any(
        abs(length - width) <= max(_TOLERANCE, _TOLERANCE_RATIO * width)
        for width in (len(text), _columns(text))
    )


def _columns(text: Iterable[str]) -> int:
    """The width of a text in columns; a wide character of Chinese, Japanese or Korean takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
