"""Two spots that the text joins: from one to the other, or a weekday and the day that it is."""

import re
from dataclasses import replace

from archive.dates import make_date
from archive.models import Precision
from archive.tagging.events.date_spans import Kind, Span, Spot, spans

_THROUGH = re.compile(
    r"(?:\s+at\s+[\d:.]+\s*(?:[ap]\.?m\.?)?(?:\s+\w+\s+time)?)?\s*(?:[-–—]|\b(?:to|until|till|through|up\s+to)\b)\s*(?:the\s+)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between|in|during|over)\s+(?:the\s+)?$", re.IGNORECASE)
_SAME = re.compile(r",?\s*(?:the\s+)?\(?|\s+\(")
_CHAIN = re.compile(
    r"\s*,?\s*(?:and|or|,|to|as\s+well\s+as)\s+(?:again\s+)?(?:in\s+|by\s+)?(?:the\s+)?", re.IGNORECASE
)
# "postponed from July 13 to August 17" is the one day instead of the other
_MOVED = re.compile(
    r"\b(?:(?:postponed|moved|delayed|pushed|deferred|rescheduled)(?:\s+back)?|brought\s+forward)"
    r"\s+(?:by\s+[\w\s]{1,20})?from\s+$",
    re.IGNORECASE,
)
_LOOK_BACK = 48
_DAYS = (Kind.DAY, Kind.WEEKDAY)


def same_day(text: str, spots: list[Spot]) -> list[Spot]:
    """The spots, with a weekday and the day that follows it ("Wednesday, 4 February") as one."""
    joined: list[Spot] = []
    for spot in spots:
        last = joined[-1] if joined else None
        if last and _are_same(text, last, spot):
            agreed = [day for day in spot.readings if last.readings[0].first.weekday() == day.first.weekday()]
            joined[-1] = replace(spot, start=last.start, readings=tuple(agreed) or spot.readings)
        else:
            joined.append(spot)
    return joined


def joined(text: str, first: Spot, second: Spot) -> Spot | None:
    """The range from one spot to the next, if that is what the text says; the next if it takes its place."""
    gap = text[first.end : second.start]
    between = bool(_BETWEEN.search(text, max(first.start - 16, 0), first.start))
    if not (_AND.fullmatch(gap) if between else _THROUGH.fullmatch(gap)):
        return None
    if first.kind is not second.kind and not {first.kind, second.kind} & {Kind.DAY, Kind.PHRASE}:
        return None
    if second.kind in (Kind.YEAR, Kind.MONTH) and not second.dated and not _is_range(text, first):
        return None
    if _MOVED.search(text, max(first.start - _LOOK_BACK, 0), first.start):
        return second
    readings = spans(_range(first.readings, last) for last in second.readings)
    if not readings:
        return None
    asked = bool(_FROM.search(text, max(first.start - 16, 0), first.start))
    kind = Kind.YEAR if first.kind is second.kind is Kind.YEAR and not asked else Kind.RANGE
    return Spot(first.start, second.end, readings, kind, second.ahead, dated=second.dated)


def is_chained(text: str, first: Spot, second: Spot) -> bool:
    """Whether two spots of a kind stand side by side: "in 2014 and 2022"."""
    return first.kind is second.kind and bool(_CHAIN.fullmatch(text, first.end, second.start))


def _is_range(text: str, spot: Spot) -> bool:
    return spot.kind in _DAYS or spot.dated or bool(_FROM.search(text, max(spot.start - 16, 0), spot.start))


def _are_same(text: str, weekday: Spot, day: Spot) -> bool:
    """Whether a day in figures follows a weekday, or "yesterday (March 23rd)"."""
    if day.kind is not Kind.DAY or weekday.kind not in (Kind.WEEKDAY, Kind.PHRASE):
        return False
    if weekday.kind is Kind.PHRASE and not all(s.precision is Precision.DAY for s in weekday.readings):
        return False
    agree = any(day.first.weekday() == weekday.readings[0].first.weekday() for day in day.readings)
    if not agree and any(span.first != span.last for span in day.readings):
        return False
    return bool(_SAME.fullmatch(text, weekday.end, day.start)) and any(
        one.first == other.first or weekday.kind is Kind.WEEKDAY
        for one in weekday.readings
        for other in day.readings
    )


def _range(firsts: tuple[Span, ...], last: Span) -> Span | None:
    """From the latest first part that begins before the last, be it in the last's year."""
    years = (last.first.year, last.first.year - 1)
    near = [
        day for span in firsts for year in years if (day := make_date(year, span.first.month, span.first.day))
    ]
    days = [span.first for span in firsts if span.first < last.first] or [
        day for day in near if day < last.first
    ]
    begin = max(days, default=None)
    return Span(begin, last.last, Precision.RANGE) if begin else None
