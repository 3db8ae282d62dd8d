"""Days and months that a text names: "3 July 2025", "July 3-5", "on the 15th", 2025-07-03, 3/7/2025."""

import re
from collections.abc import Iterator
from datetime import date

from archive.dates import MONTHS, DateOrder, day_and_month, make_date
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    day_span,
    month_end,
    month_span,
    months_later,
    nearby_years,
    quarter_span,
    range_span,
    spans,
)

NUMERIC = (
    r"(?<![\w./-])(?:[12]\d{3}(?P<s>[-/.])\d{1,2}(?P=s)\d{1,2}|\d{1,2}(?P<s2>[/.])\d{1,2}(?P=s2)[12]\d{3})"
    r"(?!(?!T\d)[\w/-]|\.\d)"
)
"""A day in figures, the year first or last."""

_TO_NINTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TO_TWENTIETH = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_TWENTIES = tuple(f"twenty-{word}" for word in _TO_NINTH)
_ORDINALS = {
    word: number
    for number, word in enumerate((*_TO_NINTH, *_TO_TWENTIETH, *_TWENTIES, "thirtieth", "thirty-first"), 1)
}
_LAST = 0  # stands for the last day of a month
_LOOK_BACK = 24
_YEAR = r",?\s+(?:of\s+)?(?P<y>[12]\d{3})(?![\d-]|[.,]\d)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_SECOND = (
    r"(?:(?P<more>(?:,\s+\d{1,2}(?:st|nd|rd|th)?)*),?\s*(?P<link>[-–—/]|to|through|until|and|or)\s*(?:the\s+)?(?:[A-Z]\w+day\s+)?"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d%/]|[:.,]\d))?"
)
# "July 40 percent", "May 5 million" have a number, not a day.
_UNIT = r"(?!\d|:\d|%|[.,]\d|\s*(?:%|per\s?cent|[mbtr]+illion|people|kilomet|miles|ton|met(?:er|re))|-[a-z])"
_AFTER = re.compile(rf"\.?(?:\s+|-)(?:the\s+)?{_DAY}{_UNIT}{_SECOND}(?:{_YEAR})?")
_BEFORE = re.compile(rf"(?<![\d.,:/€$£#-]){_DAY}{_SECOND}(?:\s+(?:of\s+)?|-)$")
# "the first of May", "the last day of May", but not "the first of June's meetings"
_ORDINAL = re.compile(
    rf"\bthe\s+(?P<words>(?P<nth>{'|'.join(_ORDINALS)})|(?P<edge>first|last)\s+day)\s+of\s+$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s\b")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?<!\d)(?P<y>[12]\d{3})[\s-]$")
_YEAR_AFTER = re.compile(
    rf"\.?(?:{_YEAR}|-(?P<y2>[12]\d{{3}})\b|,?\s+(?:of\s+)?(?P<said>last|this|next)\s+year\b)"
)
_YEAR_OWNER = re.compile(r"\b(?P<said>last|this|next)\s+year['’]s\s+$")  # "last year's November election"
_OTHER_YEAR = re.compile(r"\.?,?\s+(?:of\s+)?(?:that|the\s+(?:same|following|previous))\s+year\b")
_OF_MONTH = re.compile(
    r"(?:\s+of\s+(?P<which>last|this|next|the)\s+month\b"
    r"|(?=\s*(?:[.,;:)]|$))|(?=\s+(?:and|at|in|after|before|when|by|with|to|for|as)\b))"
)
_SAID = {"last": -1, "this": 0, "the": 0, "next": 1}
_VERBS = frozenset({"may", "march", "mar"})
_MIN_LENGTH_ALONE = 4
_QUARTER = re.compile(r"\s+quarter\b")  # "the June quarter" ends with June
_TO = re.compile(r"(?:[-–—]|\bto)\s*$")
_TO_MONTH = re.compile(rf"\.?\s*[-–—]\s*(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)


def named(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expressions at a month's name: a day or two of it, or the month alone."""
    month = MONTHS[match.group().lower()]
    if _OTHER_YEAR.match(text, match.end()):
        return
    back = max(match.start() - _LOOK_BACK, 0)
    if before := _BEFORE.search(text, back, match.start()):
        tail = _YEAR_AFTER.match(text, match.end())
        end = tail.end() if tail else match.end()
        yield from _days(before, month, (before.start(), end), _year(tail, issued), issued)
    elif (nth := _ORDINAL.search(text, back, match.start())) and not _POSSESSIVE.match(text, match.end()):
        tail = _YEAR_AFTER.match(text, match.end())
        place = nth.start("words"), (tail or match).end()
        number = _ORDINALS.get((nth["nth"] or nth["edge"]).lower(), _LAST)
        yield _one_day(place, month, number, _year(tail, issued), issued)
    elif after := _AFTER.match(text, match.end()):
        first = _YEAR_BEFORE.search(text, back, match.start())
        tail = None if after["y"] else _YEAR_AFTER.match(text, after.end())
        year = int(first["y"]) if first else int(after["y"] or 0) or _year(tail, issued)
        place = (first or match).start(), (tail or after).end()
        if match.group() not in _VERBS or year:
            yield from _days(after, month, place, year, issued)
    elif match.group() not in _VERBS:
        yield from _month(text, match, month, issued)


def numeric(match: re.Match[str], order: DateOrder) -> Iterator[TimeExpression]:
    """The expression of a day in figures, if it is clear which day it is."""
    first, second, third = map(int, re.split(r"[-/.]", match.group()))
    year = first
    if third > 999:
        year = third
        third, second = day_and_month(first, second, DateOrder.DAY_FIRST if "." in match.group() else order)
    if day := make_date(year, second, third):
        yield TimeExpression(match.start(), match.end(), (day_span(day),), ExpressionKind.DAY, dated=True)


def day_of_month(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "on the 15th", of the month of the issue or one beside it."""
    tail = _OF_MONTH.match(text, match.end())
    if not issued or not tail:
        return
    day = int(match["number"])
    months = (_SAID[tail["which"]],) if tail["which"] else (-1, 0, 1)
    days = [make_date(*months_later(issued, months_), day) for months_ in months]
    yield TimeExpression(
        match.start("number"), tail.end(), tuple(map(day_span, filter(None, days))), ExpressionKind.DAY
    )


def order_of(text: str) -> DateOrder:
    """The order that the first unmistakable day in figures shows."""
    for match in re.finditer(r"(?<![\w./-])(\d{1,2})/(\d{1,2})/[12]\d{3}(?![\w/-])", text):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            return DateOrder.DAY_FIRST
        if second > 12 >= first:
            return DateOrder.MONTH_FIRST
    return DateOrder.UNKNOWN


def _year(tail: re.Match[str] | None, issued: date | None) -> int:
    """The year that stands behind a month, 0 if there is none."""
    if tail is None:
        return 0
    if tail["said"]:
        return issued.year + _SAID[tail["said"]] if issued else 0
    return int(tail["y"] or tail["y2"])


def _days(
    match: re.Match[str], month: int, place: tuple[int, int], year: int, issued: date | None
) -> Iterator[TimeExpression]:
    first, second = int(match["d"]), int(match["d2"] or 0)
    is_pair = match["link"] in ("and", "or") and not _BETWEEN.search(match.string, 0, place[0])
    if not second or is_pair:
        between = map(int, re.findall(r"\d+", match["more"] or ""))
        for day in filter(None, (first, *between, second)):
            yield _one_day(place, month, day, year, issued)
        return
    years = (year,) if year else nearby_years(issued)
    ends = [(make_date(y, month, first), make_date(y, month, second)) for y in years]
    yield _day_expression(place, tuple(range_span(a, b) for a, b in ends if a and b and a < b), year)


def _one_day(place: tuple[int, int], month: int, day: int, year: int, issued: date | None) -> TimeExpression:
    years = (year,) if year else nearby_years(issued)
    days = (month_end(y, month) if day == _LAST else make_date(y, month, day) for y in years)
    return _day_expression(place, tuple(map(day_span, filter(None, days))), year)


def _day_expression(place: tuple[int, int], readings: tuple[DateSpan, ...], year: int) -> TimeExpression:
    return TimeExpression(*place, readings, ExpressionKind.DAY, dated=bool(year))


def _month(text: str, match: re.Match[str], month: int, issued: date | None) -> Iterator[TimeExpression]:
    owner = _YEAR_OWNER.search(text, max(match.start() - _LOOK_BACK, 0), match.start())
    tail = None if owner else _YEAR_AFTER.match(text, match.end())
    year = _year(owner or tail, issued)
    years = (year,) if year else nearby_years(issued)
    quarter = _QUARTER.match(text, match.end())
    if quarter and month % 3 == 0 and not _TO.search(text, max(match.start() - 5, 0), match.start()):
        yield TimeExpression(match.start(), quarter.end(), spans(quarter_span(y, month // 3) for y in years))
        return
    is_short = len(match.group()) < _MIN_LENGTH_ALONE and match.group() != "May"
    if not year and is_short and not _TO_MONTH.match(text, match.end()):
        return  # Jan, Mar and Dec are names too
    readings = spans(month_span(y, month) for y in years)
    yield TimeExpression(
        (owner or match).start(), (tail or match).end(), readings, ExpressionKind.MONTH, dated=bool(year)
    )
