"""Years, halves, quarters, seasons and counted months: "in 2024", "Q3 2025", "the first eight months"."""

import re
from collections.abc import Iterator
from datetime import date

from archive.dates import make_date
from archive.models import Precision
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    month_end,
    month_span,
    nearby_years,
    quarter_span,
    spans,
    year_span,
)

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month with which each begins, north of the equator, where those who name them mostly write."""

_ORDINALS = {
    word: number
    for number, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th final"), 1)
    for word in words.split()
}
_CARDINALS = {
    word: number
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 2
    )
}
_OF_YEAR = re.compile(
    r",?\s+(?:of\s+|in\s+)?(?:(?P<said>(?:the|this|last|next)\s+year)\b|(?P<y>(?:19|20)\d\d)\b(?![-/]))"
)
_FISCAL = re.compile(
    r"\s+(?:of\s+)?(?:FY|(?:19|20)\d\d[/-]\d\d\b)|(?:\s+of)?(?:\s+the)?\s+(?:fiscal|financial)|\s+of\s+(?:its|the|their)\s+(?:fiscal|financial)"
)
# "the first quarter of the match", "the second quarter in a row"
_OF = re.compile(r"\s+(?:of|in\s+a\s+row|running)\b")
_YEAR_BEFORE = re.compile(r"\b(?P<y>(?:19|20)\d\d)['’]?s?\s+$")
_SHORT_YEAR = re.compile(r"(?:['’]|(?<=\d[QH]))(?P<y>\d\d)$")  # Q3 '25, 4Q25
_SAID = {"the": 0, "this": 0, "last": -1, "next": 1}
_MONTHS_OF_HALF = 6
_NEW_YEAR = 3
_DEADLINE = re.compile(r"\b(?:by|before|until|till)\s+$", re.IGNORECASE)


def year(_: str, match: re.Match[str], __: date | None) -> Iterator[TimeExpression]:
    """The expression at a year alone."""
    if span := year_span(int(match.group())):
        yield TimeExpression(*match.span(), (span,), ExpressionKind.YEAR, dated=True)


def years(_: str, match: re.Match[str], __: date | None) -> Iterator[TimeExpression]:
    """The expression at "2015-2020" or "2015–20", which needs a word before it as a year alone does."""
    first, last = re.split(r"[-–—]", match.group())
    end = int(first[: -len(last)] + last) if len(last) < len(first) else int(last)
    if int(first) < end and (days := make_date(int(first), 1, 1)) and (closing := month_end(end, 12)):
        yield TimeExpression(
            *match.span(), (DateSpan(days, closing, Precision.RANGE),), ExpressionKind.YEAR, dated=True
        )


def part_of_year(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at a quarter, a half, a season or the first so many months of a year."""
    tail = _OF_YEAR.match(text, match.end())
    before = _YEAR_BEFORE.search(text, max(match.start() - 8, 0), match.start())
    if _FISCAL.match(text, match.end()) or (not tail and _OF.match(text, match.end())):
        return
    start = before.start() if before and not tail else match.start()
    short = _SHORT_YEAR.search(match.group())
    named, dated = ((2000 + int(short["y"]),), True) if short else _years(tail or before, issued)
    words = " ".join(re.split(r"[\s-]+", match.group().lower()))
    readings = spans(_part(words, y) for y in named)
    if not readings or (not dated and _needs_year(words)):
        return
    # "first-quarter results" are of a quarter that is over
    over = False if "-" in match.group() and not dated else None
    kind = ExpressionKind.PROSPECT if words.endswith("half") and not dated else ExpressionKind.PHRASE
    yield TimeExpression(start, (tail or match).end(), readings, kind, ahead=over, dated=dated)


def year_end(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "year-end": the next; early in a year the last too, unless something is due."""
    due = _DEADLINE.search(text, max(match.start() - 8, 0), match.start())
    new = issued is not None and issued.month <= _NEW_YEAR and not due
    ends = [make_date(year, 12, 31) for year in nearby_years(issued)[0 if new else 1 : 2]]
    yield TimeExpression(*match.span(), tuple(DateSpan(end, end, Precision.ABOUT) for end in ends if end))


def period_end(_: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "month-end" and "quarter-end": that of the issue's."""
    if issued:
        month = issued.month if match["period"].lower() == "month" else 3 * ((issued.month + 2) // 3)
        if end := month_end(issued.year, month):
            yield TimeExpression(*match.span(), (DateSpan(end, end, Precision.ABOUT),))


def of_year(season: str, year: int) -> DateSpan | None:
    """A season of a year; winter is that which begins in it."""
    month = SEASONS[season]
    first = make_date(year, month, 1)
    last = month_end(year + (month + 2) // 13, (month + 1) % 12 + 1)
    return DateSpan(first, last, Precision.ABOUT) if first and last else None


def _years(match: re.Match[str] | None, issued: date | None) -> tuple[tuple[int, ...], bool]:
    """The years that a part may be of, and whether they are named."""
    if match is None:
        return nearby_years(issued), False
    parts = match.groupdict()
    if parts["y"]:
        return (int(parts["y"]),), True
    return ((issued.year + _SAID[parts["said"].split()[0]],) if issued else ()), True


def _part(words: str, year: int) -> DateSpan | None:
    if words in SEASONS:
        return of_year(words, year)
    if found := re.match(r"q([1-4])|([1-4])q|h([12])|([12])h", words):
        quarter, half = found[1] or found[2], found[3] or found[4]
        return quarter_span(year, int(quarter)) if quarter else _half(year, int(half))
    first, *rest = words.removeprefix("the ").split()
    if rest[-1] == "months":
        count = _CARDINALS.get(rest[0]) or int(rest[0])
        return month_span(year, 1, count) if first == "first" else month_span(year, 13 - count, 12)
    number = _ORDINALS[first]
    return _half(year, number) if rest[-1] == "half" else quarter_span(year, number)


def _half(year: int, half: int) -> DateSpan | None:
    return month_span(year, _MONTHS_OF_HALF * half - 5, _MONTHS_OF_HALF * half)


def _needs_year(words: str) -> bool:
    """Whether words are too common to mean a part of some year that they do not name."""
    return words in SEASONS or words.startswith(("the last", "the final"))
