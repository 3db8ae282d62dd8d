"""Line wrapping in plain text: tells line breaks at the margin from those that the writer made.

A line was wrapped if the first word of the next would not have fitted. The margin is that of the paragraph
where it has several lines, else that of the text. Of a text whose paragraphs are long lines, no short line
was wrapped.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from archive.readers.plaintext.addresses import url_of_line
from archive.readers.plaintext.rule_lines import is_rule_line

_SIGNATURE_SEPARATOR = "-- "
_MIN_MARGIN, _USUAL_MARGIN, _MAX_MARGIN = 40, 72, 100  # characters
_MIN_MARGIN_AMONG_LONG_LINES = 60
_MIN_LINES = 3  # of a paragraph that shows its margin
_MIN_FILLED_RATIO = 0.8  # of the margin; writers leave lines shorter where they edit wrapped text
_MAX_CHARACTERS_PER_SPACE = 15  # in prose; a long line with fewer spaces is a URL
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’»)\]]*$")


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the soft line breaks of `format=flowed` text (RFC 3676)."""
    out: list[str] = []
    flowing = False
    for raw in text.split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        if flowing and out and _quote_depth(out[-1]) == _quote_depth(line) and line != _SIGNATURE_SEPARATOR:
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + line.lstrip(">")
        else:
            out.append(line)
        flowing = line.endswith(" ") and line != _SIGNATURE_SEPARATOR
    return "\n".join(out)


def find_wrapped(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of the lines that continue the line above them."""
    runs = list(_runs(lines))
    usual = _usual_margin(lines, runs)
    return frozenset(
        at
        for run in runs
        for at in run[1:]
        if _continues(
            lines[at - 1].rstrip(), lines[at].strip("> \t"), _margin([lines[at] for at in run], usual)
        )
    )


def _runs(lines: Sequence[str]) -> list[list[int]]:
    """The indexes of the lines of each paragraph."""
    kinds = [bool(line.strip()) and not is_rule_line(line) for line in lines]
    return [list(group) for filled, group in groupby(range(len(lines)), kinds.__getitem__) if filled]


def _usual_margin(lines: Sequence[str], runs: Sequence[Sequence[int]]) -> int:
    """The margin of most wrapped paragraphs, or 0 if most of the text is in longer lines."""
    long = sum(len(line) for line in lines if len(line.rstrip()) > _MAX_MARGIN and _is_prose(line))
    if 2 * long > sum(map(len, lines)):
        return 0
    margins = [margin for run in runs if (margin := _filled_margin([lines[at].strip() for at in run]))]
    return round(median(margins)) if margins else _USUAL_MARGIN


def _filled_margin(run: Sequence[str]) -> int:
    """The longest line of a paragraph if all of its lines but the last are filled, else 0."""
    longest = max(map(len, run))
    if len(run) < _MIN_LINES or not _MIN_MARGIN <= longest <= _MAX_MARGIN:
        return 0
    filled = all(_is_filled(before, line, longest) for before, line in pairwise(run))
    return longest if filled else 0


def _margin(run: Sequence[str], usual: int) -> int:
    """The margin that a paragraph was wrapped at, or 0 if none was."""
    lengths = (len(line.rstrip()) for line in run if _is_prose(line) or len(line) <= _MAX_MARGIN)
    longest = max(lengths, default=0)
    if longest > _MAX_MARGIN:
        return 0
    if usual:
        return max(longest if len(run) >= _MIN_LINES else 0, usual)
    return longest if len(run) >= _MIN_LINES and longest >= _MIN_MARGIN_AMONG_LONG_LINES else 0


def _continues(before: str, line: str, margin: int) -> bool:
    if margin and _MIN_MARGIN <= len(before) <= _MAX_MARGIN and _is_filled(before, line, margin):
        return not url_of_line(before) or line[:1].islower()
    return line[:1].islower() and not url_of_line(line) and not _ENDS_SENTENCE.search(before)


def _is_filled(before: str, line: str, margin: int) -> bool:
    """Whether the first word of `line` would not have fitted behind `before`."""
    return len(before) + 1 + len(line.partition(" ")[0]) > _MIN_FILLED_RATIO * margin


def _is_prose(line: str) -> bool:
    return line.count(" ") > len(line) // _MAX_CHARACTERS_PER_SPACE


def _quote_depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))
