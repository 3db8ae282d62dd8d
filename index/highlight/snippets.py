"""Highlights, the characters of a text that a query matches, and snippets, excerpts with most of them.

Both are slices `[start, end)` of plain text; the pages decide on their markup.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice, takewhile

from index.highlight.matches import Match, find_matches
from index.query.nodes import Node

# The pattern begins with one character class, so that `re` can skip ahead to a match.
_SENTENCE_START = re.compile(
    r"[.!?…。！？\n](?:(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])|(?<=\n)\s*)(?=[^\sa-z])"
)
_SPACE = re.compile(r"\s+")

Slices = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt. `slices` are the matches in `text`; the flags say on which sides text was cut off."""

    text: str
    slices: Slices
    cut_before: bool
    cut_after: bool


def highlights(text: str, node: Node, field: str) -> Slices:
    """The matches of a query in `text`, the text of `field`: in order and without overlaps.

    A phrase is one slice; words that need only be near each other are a slice each. Words that the query
    excludes never match.
    """
    return _merged(find_matches(text, node, field))


def snippet(text: str, node: Node, *, field: str = "body", length: int = 280) -> Snippet:
    """At most `length` characters of `text`: the excerpt that matches most leaves, else the beginning."""
    matches = find_matches(text, node, field)
    start, last = _best(text, matches, length)
    end = _end(text, start, last, length)
    excerpt = text[start:end].rstrip()
    stop = start + len(excerpt)
    inside = tuple((s - start, e - start) for s, e in _merged(matches) if start <= s and e <= stop)
    return Snippet(excerpt, inside, bool(text[:start].strip()), bool(text[end:].strip()))


def _merged(matches: list[Match]) -> Slices:
    merged: list[tuple[int, int]] = []
    for match in matches:
        if merged and match.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], match.end))
        else:
            merged.append((match.start, match.end))
    return tuple(merged)


def _best(text: str, matches: list[Match], length: int) -> tuple[int, int]:
    """The start of the best excerpt, and the end of its last match.

    The best excerpt matches most leaves; among equals one that starts a sentence wins, then the one with most
    matches, then the earliest.
    """
    opening = len(text) - len(text.lstrip())
    if not matches:
        return opening, opening
    starts = _sentence_starts(text, opening, length)
    best, window = (0, True, 0), (opening, opening)
    for number, match in enumerate(matches):
        sentence = starts[bisect_right(starts, match.start) - 1]
        for start in (sentence, _word_start(text, match, length)):
            inside = _inside(matches, number, start, length)
            score = (len({m.leaf for m in inside}), start == sentence, len(inside))
            if score > best:
                best, window = score, (start, max(m.end for m in inside))
    return window


def _sentence_starts(text: str, opening: int, length: int) -> list[int]:
    """The starts of sentences with `length` characters after them, and the first that has fewer."""
    starts = [opening, *(m.end() for m in _SENTENCE_START.finditer(text))]
    filling = [start for start in starts if len(text) - start >= length]
    return starts[: len(filling) + 1]


def _word_start(text: str, match: Match, length: int) -> int:
    """The start of a word before the match, so that a third of the space left over precedes it."""
    lead = max(match.start - max(length - (match.end - match.start), 0) // 3, 0)
    space = _SPACE.search(text, lead, match.start)
    return space.end() if space else lead


def _inside(matches: list[Match], number: int, start: int, length: int) -> list[Match]:
    """The matches within an excerpt that starts at `start`, given the number of one of them."""
    first = number
    while first and matches[first - 1].start >= start:
        first -= 1
    within = takewhile(lambda match: match.start < start + length, islice(matches, first, None))
    return [match for match in within if match.end <= start + length]


def _end(text: str, start: int, last: int, length: int) -> int:
    """The end of the excerpt: of a sentence within its last quarter, else of its last whole word."""
    limit = start + length
    if limit >= len(text):
        return len(text)
    least = max(last, start + length * 3 // 4)
    ends = [m.start() + len(m.group().rstrip()) for m in _SENTENCE_START.finditer(text, least - 1, limit + 1)]
    fitting = [end for end in ends if least <= end <= limit]
    if fitting:
        return fitting[-1]
    spaces = [m.start() for m in _SPACE.finditer(text, max(last, start + 1), limit + 1)]
    return spaces[-1] if spaces else limit
