"""Words that take a part of a period, or make it inexact: "early 2026", "by the end of the month"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from archive.models import Precision
from archive.tagging.events.date_spans import Kind, Span, Spot, month_span, months_later, week_span


class Part(StrEnum):
    """Which part of a period."""

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
    Part.SO_FAR: r"earlier(?:\s+in)?",
    Part.REST: r"later(?:\s+in)?",
    Part.EARLY: r"early(?:\s+in)?|(?:the\s+)?(?:first\s+days|opening\s+days|early\s+part)\s+of",
    Part.START: r"(?:the\s+)?(?:beginning|start)\s+of",
    Part.MIDDLE: r"mid|(?:the\s+)?middle\s+of",
    Part.LATE: r"late(?:\s+in)?|(?:the\s+)?(?:closing days|last days|final days)\s+of",
    Part.END: r"(?:the\s+)?(?:end|close)(?:\s+of|-)",
    Part.WEEK: r"(?:the\s+)?week\s+(?:of|beginning|starting)",
    Part.ABOUT: r"about|around|circa|roughly|approximately|on\s+or\s+about",
}
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{part.name}>{words})' for part, words in _WORDS.items())})(?:\s+|-)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NTH_WEEK = re.compile(
    r"\b(?:the\s+)?(?P<nth>first|second|third|last|final)\s+week\s+(?:of|in)\s+$", re.IGNORECASE
)
_DEADLINE = re.compile(r"\b(?:by|before|until|till|through|than|to)\s+$", re.IGNORECASE)
_LOOK_BACK = 32
_NTH = {"first": 0, "second": 7, "third": 14}
_WEEK = 7
_LONGEST_WEEK, _LONGEST_MONTH = 7, 31
_DAYS_OF_WEEK = {
    Part.EARLY: (0, 2),
    Part.START: (0, 2),
    Part.MIDDLE: (2, 4),
    Part.LATE: (4, 7),
    Part.END: (4, 7),
}
_DAYS_OF_MONTH = {
    Part.EARLY: (0, 10),
    Part.START: (0, 10),
    Part.MIDDLE: (10, 20),
    Part.LATE: (20, 31),
    Part.END: (20, 31),
}


def narrowed(text: str, spot: Spot, issued: date | None) -> Spot:
    """The spot with the part of it that the words before it take, and those words."""
    low = max(spot.start - _LOOK_BACK, 0)
    if match := _NTH_WEEK.search(text, low, spot.start):
        return _parted(spot, match.start(), [_week_of(span, match["nth"].lower()) for span in spot.readings])
    match = _BEFORE.search(text, low, spot.start)
    if match is None or match.lastgroup is None:
        return spot
    part = Part[match.lastgroup]
    if part is Part.END and _DEADLINE.search(text, max(match.start() - 10, 0), match.start()):
        part = Part.DEADLINE
    if part not in (Part.WEEK, Part.ABOUT) and all(span.first == span.last for span in spot.readings):
        return spot
    found = _parted(spot, match.start(), [_part_of(span, part, issued) for span in spot.readings])
    return replace(found, ahead=part is Part.REST) if part in (Part.SO_FAR, Part.REST) else found


def _parted(spot: Spot, start: int, found: list[Span | None]) -> Spot:
    readings = tuple(span for span in found if span)
    if not readings:
        return spot
    return replace(spot, start=start, readings=readings, kind=Kind.PHRASE)


def _part_of(span: Span, part: Part, issued: date | None) -> Span | None:
    match part:
        case Part.WEEK:
            return week_span(span.first)
        case Part.ABOUT:
            return replace(span, precision=Precision.ABOUT) if span.precision is Precision.DAY else span
        case Part.DEADLINE:
            return Span(span.last, span.last, Precision.ABOUT)
        case Part.SO_FAR | Part.REST:
            return _beside(span, part, issued)
    return _third(span, part)


def _beside(span: Span, part: Part, issued: date | None) -> Span | None:
    """What of a period is over, or left, on the day of the issue."""
    if not issued or not span.first <= issued <= span.last:
        return None
    if part is Part.SO_FAR:
        return Span(span.first, issued, Precision.ABOUT)
    return Span(issued, span.last, Precision.ABOUT)


def _third(span: Span, part: Part) -> Span | None:
    """The first, second or last third of a period, or its first or last month, in whole units."""
    days = (span.last - span.first).days + 1
    if days > _LONGEST_MONTH:
        return _months(span, part)
    first, last = _DAYS_OF_WEEK[part] if days <= _LONGEST_WEEK else _DAYS_OF_MONTH[part]
    opening, closing = span.first + timedelta(first), span.first + timedelta(min(last, days) - 1)
    return Span(opening, closing, Precision.ABOUT)


def _months(span: Span, part: Part) -> Span | None:
    months = 12 * (span.last.year - span.first.year) + span.last.month - span.first.month + 1
    third = max(months // 3, 1)
    first, last = {
        Part.EARLY: (0, third),
        Part.START: (0, 1),
        Part.MIDDLE: (third, 2 * third),
        Part.LATE: (months - third, months),
        Part.END: (months - 1, months),
    }[part]
    opening = month_span(*months_later(span.first, first))
    closing = month_span(*months_later(span.first, last - 1))
    return Span(opening.first, closing.last, Precision.ABOUT) if opening and closing else None


def _week_of(span: Span, nth: str) -> Span | None:
    """The first, second, third or last seven days of a month."""
    if span.precision is not Precision.MONTH:
        return None
    first = span.first + timedelta(_NTH[nth]) if nth in _NTH else span.last - timedelta(_WEEK - 1)
    return Span(first, first + timedelta(_WEEK - 1), Precision.ABOUT)
