"""Qualifiers: words that take a part of a period, or make it inexact: "early 2026", "end of the month"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from archive.models import Precision
from archive.tagging.events.relative import COUNTS
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    month_span,
    months_later,
    shifted,
    week_span,
)


class Qualifier(StrEnum):
    """Which part of a period is meant."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    START = "start"
    END = "end"
    SO_FAR = "earlier"
    DEADLINE = "by the end"
    REST = "later"
    WEEK = "week"
    ABOUT = "about"


_WORDS = {
    Qualifier.SO_FAR: r"earlier(?:\s+in)?",
    Qualifier.REST: r"later(?:\s+in)?",
    Qualifier.EARLY: r"early(?:\s+in)?|(?:the\s+)?(?:first\s+days|opening\s+days|early\s+part)\s+of",
    Qualifier.START: r"(?:the\s+)?(?:beginning|start)\s+of",
    Qualifier.MIDDLE: r"mid|(?:the\s+)?middle\s+of",
    Qualifier.LATE: r"late(?:\s+in)?|(?:the\s+)?(?:closing days|last days|final days)\s+of",
    Qualifier.END: r"(?:the\s+)?(?:end|close)(?:\s+of|-)",
    Qualifier.WEEK: r"(?:the\s+)?week\s+(?:of|beginning|starting)",
    Qualifier.ABOUT: r"about|around|circa|roughly|approximately|on\s+or\s+about",
}
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{qualifier.name}>{words})' for qualifier, words in _WORDS.items())})"
    r"(?:\s+|-)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NTH_WEEK = re.compile(
    r"\b(?:the\s+)?(?P<nth>first|second|third|last|final)\s+week\s+(?:of|in)\s+$", re.IGNORECASE
)
_DEADLINE = re.compile(r"\b(?:by|before|until|till|through|than|to)\s+$", re.IGNORECASE)
_NUMBER = "two|three|four|six|nine|ten|eleven|twelve"
# "the second half of May", "the week ending 3 May", "the three months to May"
_PERIOD = re.compile(
    r"(?:\b(?:the\s+)?(?P<half>first|second|latter)\s+half\s+of|\b(?:the\s+)?(?P<week>week)\s+(?:ended|ending)(?:\s+on)?"
    rf"|\bthe\s+(?P<months>{_NUMBER}|\d\d?)\s+months\s+(?:to|ended|ending|through)(?:\s+on|\s+in)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LOOK_BACK_CHARACTERS = 40
_NTH = {"first": 0, "second": 7, "third": 14}
_WEEK = 7
_HALF_MONTH = 15
_MAX_WEEK_DAYS, _MAX_MONTH_DAYS = 7, 31
_DAYS_OF_WEEK = {
    Qualifier.EARLY: (0, 2),
    Qualifier.START: (0, 2),
    Qualifier.MIDDLE: (2, 4),
    Qualifier.LATE: (4, 7),
    Qualifier.END: (4, 7),
}
_DAYS_OF_MONTH = {
    Qualifier.EARLY: (0, 10),
    Qualifier.START: (0, 10),
    Qualifier.MIDDLE: (10, 20),
    Qualifier.LATE: (20, 31),
    Qualifier.END: (20, 31),
}


def qualified(text: str, expression: TimeExpression, issued: date | None) -> TimeExpression:
    """The expression with the qualifier before it, its readings narrowed to the part that it names."""
    low = max(expression.start - _LOOK_BACK_CHARACTERS, 0)
    if match := _NTH_WEEK.search(text, low, expression.start):
        return _narrowed(
            expression, match.start(), [_week_of(span, match["nth"].lower()) for span in expression.readings]
        )
    if match := _PERIOD.search(text, low, expression.start):
        return _narrowed(expression, match.start(), [_period(span, match) for span in expression.readings])
    match = _BEFORE.search(text, low, expression.start)
    if match is None or match.lastgroup is None:
        return expression
    qualifier = Qualifier[match.lastgroup]
    if qualifier is Qualifier.END and _DEADLINE.search(text, max(match.start() - 10, 0), match.start()):
        qualifier = Qualifier.DEADLINE
    if qualifier is Qualifier.WEEK and any(span.first != span.last for span in expression.readings):
        return expression  # "the week of 24 to 30 September"
    if qualifier not in (Qualifier.WEEK, Qualifier.ABOUT) and all(
        span.first == span.last for span in expression.readings
    ):
        return expression
    found = _narrowed(
        expression, match.start(), [_narrow(span, qualifier, issued) for span in expression.readings]
    )
    return (
        replace(found, ahead=qualifier is Qualifier.REST)
        if qualifier in (Qualifier.SO_FAR, Qualifier.REST)
        else found
    )


def _narrowed(expression: TimeExpression, start: int, found: list[DateSpan | None]) -> TimeExpression:
    readings = tuple(span for span in found if span)
    if not readings:
        return expression
    return replace(expression, start=start, readings=readings, kind=ExpressionKind.PHRASE)


def _narrow(span: DateSpan, qualifier: Qualifier, issued: date | None) -> DateSpan | None:
    match qualifier:
        case Qualifier.WEEK:
            return week_span(span.first)
        case Qualifier.ABOUT:
            return replace(span, precision=Precision.ABOUT) if span.precision is Precision.DAY else span
        case Qualifier.DEADLINE:
            return DateSpan(span.last, span.last, Precision.ABOUT)
        case Qualifier.SO_FAR | Qualifier.REST:
            return _elapsed_or_remaining(span, qualifier, issued)
    return _third_of(span, qualifier)


def _elapsed_or_remaining(span: DateSpan, qualifier: Qualifier, issued: date | None) -> DateSpan | None:
    """What of a period is over, or left, on the day of the issue."""
    if not issued or not span.first <= issued <= span.last:
        return None
    if qualifier is Qualifier.SO_FAR:
        return DateSpan(span.first, issued, Precision.ABOUT)
    return DateSpan(issued, span.last, Precision.ABOUT)


def _third_of(span: DateSpan, qualifier: Qualifier) -> DateSpan | None:
    """The first, second or last third of a period, or its first or last month, in whole units."""
    days = (span.last - span.first).days + 1
    if days > _MAX_MONTH_DAYS:
        return _months(span, qualifier)
    first, last = _DAYS_OF_WEEK[qualifier] if days <= _MAX_WEEK_DAYS else _DAYS_OF_MONTH[qualifier]
    opening, closing = (
        span.first + timedelta(min(first, days - 1)),
        span.first + timedelta(min(last, days) - 1),
    )
    return DateSpan(opening, closing, Precision.ABOUT)


def _months(span: DateSpan, qualifier: Qualifier) -> DateSpan | None:
    months = 12 * (span.last.year - span.first.year) + span.last.month - span.first.month + 1
    third = max(months // 3, 1)
    first, last = {
        Qualifier.EARLY: (0, third),
        Qualifier.START: (0, 1),
        Qualifier.MIDDLE: (third, 2 * third),
        Qualifier.LATE: (months - third, months),
        Qualifier.END: (months - 1, months),
    }[qualifier]
    opening = month_span(*months_later(span.first, first))
    closing = month_span(*months_later(span.first, last - 1))
    return DateSpan(opening.first, closing.last, Precision.ABOUT) if opening and closing else None


def _week_of(span: DateSpan, nth: str) -> DateSpan | None:
    """The first, second, third or last seven days of a month."""
    if span.precision is not Precision.MONTH:
        return None
    first = span.first + timedelta(_NTH[nth]) if nth in _NTH else span.last - timedelta(_WEEK - 1)
    return DateSpan(first, first + timedelta(_WEEK - 1), Precision.ABOUT)


def _period(span: DateSpan, match: re.Match[str]) -> DateSpan | None:
    """A half of a month, or the week or the months that end with a day or month."""
    if match["week"]:
        first = shifted(span.last, 1 - _WEEK)
        return (
            DateSpan(first, span.last, Precision.RANGE) if first and span.precision is Precision.DAY else None
        )
    if match["half"]:
        middle = span.first + timedelta(_HALF_MONTH)
        halves = (span.first, middle - timedelta(1)), (middle, span.last)
        days = halves[match["half"].lower() != "first"]
        return DateSpan(*days, Precision.ABOUT) if span.precision is Precision.MONTH else None
    count = COUNTS.get(match["months"].lower()) or int(match["months"])
    opening = month_span(*months_later(span.last, 1 - count)) if count else None
    is_whole = (span.last + timedelta(1)).day == 1 if span.last < date.max else True
    return DateSpan(opening.first, span.last, Precision.RANGE) if opening and is_whole else None
