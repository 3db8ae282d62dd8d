"""Two time expressions that the text joins: a range from one to the other, or a weekday and its date."""

import re
from dataclasses import replace

from archive.dates import make_date
from archive.models import Precision
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    in_year,
    spans,
)

_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|o['’]clock)?(?:\s+[A-Z]{3,4}\b)?"
# "from 9 p.m. Saturday until 5 a.m. Monday", "Nov. 30, 2025, to Jan. 4"
_THROUGH = re.compile(
    rf"\.?,?(?:\s+at\s+(?:{_CLOCK}(?:\s+\w+\s+time)?|noon|midnight))?"
    r"\s*(?:[-–—]|\b(?:to|until|till|through|up\s+to)\b)\s*(?:the\s+)?"
    rf"(?:(?:{_CLOCK}|noon|midnight)\s+(?:on\s+)?)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\s+(?:quarter|period)\b")  # "the April-June period"
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between|in|during|over)\s+(?:the\s+)?$", re.IGNORECASE)
_SAME = re.compile(r",?\s*(?:the\s+)?\(?|\s+\(")
_CHAIN = re.compile(
    r"\s*,?\s*(?:and|&|or|,|to|as\s+well\s+as)\s+(?:again\s+)?(?:in\s+|by\s+)?(?:the\s+)?", re.IGNORECASE
)
# "postponed from July 13 to August 17" is the one day instead of the other
_MOVED = re.compile(
    r"\b(?:(?:postpone[sd]|move[sd]|delay(?:s|ed)|push(?:es|ed)|defer(?:s|red)|reschedule[sd])(?:\s+back)?|brought\s+forward)"
    r"(?:\s+[\w’'-]+){0,5}?\s+from\s+$",
    re.IGNORECASE,
)
_LOOK_BACK = 48
_DAYS = (ExpressionKind.DAY, ExpressionKind.WEEKDAY)


def same_day(text: str, expressions: list[TimeExpression]) -> list[TimeExpression]:
    """The expressions, with a weekday and the day that follows it ("Wednesday, 4 February") as one."""
    joined: list[TimeExpression] = []
    for expression in expressions:
        last = joined[-1] if joined else None
        if last and _are_same(text, last, expression):
            agreed = [
                day for day in expression.readings if last.readings[0].first.weekday() == day.first.weekday()
            ]
            joined[-1] = replace(expression, start=last.start, readings=tuple(agreed) or expression.readings)
        else:
            joined.append(expression)
    return joined


def joined_range(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression | None:
    """The range from one expression to the next, if the text says so; the second if it replaces the first."""
    gap = text[first.end : second.start]
    between = bool(_BETWEEN.search(text, max(first.start - 16, 0), first.start))
    if not (_AND.fullmatch(gap) if between else _THROUGH.fullmatch(gap)):
        return None
    asked = bool(_FROM.search(text, max(first.start - 16, 0), first.start))
    if first.kind is ExpressionKind.WHOLE or ("," in gap and not (first.dated or asked)):
        return None  # "set to expire on 13 April, until 30 April"
    if first.kind is not second.kind and not {first.kind, second.kind} & {
        ExpressionKind.DAY,
        ExpressionKind.PHRASE,
    }:
        return None
    if (
        second.kind in (ExpressionKind.YEAR, ExpressionKind.MONTH)
        and not second.dated
        and not _is_range(text, first)
        and not _PERIOD.match(text, second.end)
    ):
        return None
    if _MOVED.search(text, max(first.start - _LOOK_BACK, 0), first.start):
        return second
    readings = spans(_range(first.readings, last) for last in second.readings)
    if not readings:
        return None
    kind = (
        ExpressionKind.YEAR
        if first.kind is second.kind is ExpressionKind.YEAR and not asked
        else ExpressionKind.RANGE
    )
    return TimeExpression(first.start, second.end, readings, kind, second.ahead, dated=second.dated)


def is_chained(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    """Whether two expressions of a kind stand side by side: "in 2014 and 2022"."""
    return first.kind is second.kind and bool(_CHAIN.fullmatch(text, first.end, second.start))


def with_year_of(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression:
    """The first of two expressions, in the year that only the second names: "in May and June 2024"."""
    if first.dated or not second.dated or len(first.readings) < 2 or not is_chained(text, first, second):
        return first
    year = second.readings[0].first.year
    span = in_year(first.readings[0], year)
    if span.first > second.readings[0].first:
        span = in_year(span, year - 1)
    return replace(first, readings=(span,), dated=True)


def _is_range(text: str, expression: TimeExpression) -> bool:
    return (
        expression.kind in _DAYS
        or expression.dated
        or bool(_FROM.search(text, max(expression.start - 16, 0), expression.start))
    )


def _are_same(text: str, weekday: TimeExpression, day: TimeExpression) -> bool:
    """Whether a day in figures follows a weekday, or "yesterday (March 23rd)"."""
    if day.kind is not ExpressionKind.DAY or weekday.kind not in (
        ExpressionKind.WEEKDAY,
        ExpressionKind.PHRASE,
    ):
        return False
    if weekday.kind is ExpressionKind.PHRASE and not all(
        s.precision is Precision.DAY for s in weekday.readings
    ):
        return False
    agree = any(day.first.weekday() == weekday.readings[0].first.weekday() for day in day.readings)
    if not agree and any(span.first != span.last for span in day.readings):
        return False
    return bool(_SAME.fullmatch(text, weekday.end, day.start)) and any(
        one.first == other.first or weekday.kind is ExpressionKind.WEEKDAY
        for one in weekday.readings
        for other in day.readings
    )


def _range(firsts: tuple[DateSpan, ...], last: DateSpan) -> DateSpan | None:
    """From the latest first part that begins before the last, be it in the last's year."""
    years = (last.first.year, last.first.year - 1) if len(firsts) > 1 else ()
    near = [
        day for span in firsts for year in years if (day := make_date(year, span.first.month, span.first.day))
    ]
    days = [span.first for span in firsts if span.first < last.first] or [
        day for day in near if day < last.first
    ]
    begin = max(days, default=None)
    return DateSpan(begin, last.last, Precision.RANGE) if begin else None
