"""Reads and writes the dates of queries: a year, a month or a day, and ranges of them."""

import calendar
import re
from datetime import date, timedelta

from index.query.nodes import Dates

_PERIOD = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?", re.ASCII)
_COMPARED = re.compile(r"(>=|<=|>|<)(.+)", re.DOTALL)
_TEXT_LENGTHS = (4, 7, 10)
"""How many characters a year, a month and a day take."""


class DateRangeError(ValueError):
    """The text is no year, month, day or range of them."""


def parse_dates(field: str, text: str) -> Dates:
    """The dates that `date:text`, `after:text` or `before:text` stand for; raises DateRangeError.

    As in large mail and web search engines, `after:` starts with the first day of the period named, and
    `before:` ends with the day before it.
    """
    if field == "after":
        return Dates(first=_period(text)[0])
    if field == "before":
        return Dates(last=_shift(_period(text)[0], -1))
    if match := _COMPARED.fullmatch(text):
        return _comparison(match[1], match[2])
    first, dots, last = text.partition("..")
    return _range(first, last) if dots else Dates(*_period(text))


def format_dates(dates: Dates) -> str:
    """The shortest text, without a field, that parses as `dates`; both ends are in the same unit."""
    first = dates.first.isoformat() if dates.first else ""
    last = dates.last.isoformat() if dates.last else ""
    texts = [_join(first[:size], last[:size]) for size in _TEXT_LENGTHS]
    return next(text for text in texts if parse_dates("date", text) == dates)


def swap_ends(text: str) -> str:
    """A range with its ends exchanged; both are included."""
    first, _, last = text.replace("<", "").partition("..")
    return f"{last}..{first}"


def _join(first: str, last: str) -> str:
    return first if first == last else f"{first}..{last}"


def _range(first: str, last: str) -> Dates:
    """The dates of `first..last`, where `a<` starts after a and `<b` ends before b."""
    if not first.strip("<") and not last.strip("<"):
        raise DateRangeError(f"{first}..{last}")
    start = end = None
    if opening := first.removesuffix("<"):
        start = _shift(_period(opening)[1], 1) if first.endswith("<") else _period(opening)[0]
    if closing := last.removeprefix("<"):
        end = _shift(_period(closing)[0], -1) if last.startswith("<") else _period(closing)[1]
    return Dates(start, end)


def _comparison(sign: str, text: str) -> Dates:
    first, last = _period(text)
    match sign:
        case ">=":
            return Dates(first=first)
        case ">":
            return Dates(first=_shift(last, 1))
        case "<=":
            return Dates(last=last)
    return Dates(last=_shift(first, -1))


def _period(text: str) -> tuple[date, date]:
    """The first and last day of a year, month or day."""
    match = _PERIOD.fullmatch(text.strip())
    if not match:
        raise DateRangeError(text)
    year, month, day = int(match[1]), int(match[3] or 0), int(match[4] or 0)
    try:
        first = date(year, month if match[3] else 1, day if match[4] else 1)
    except ValueError as error:
        raise DateRangeError(text) from error
    if match[4]:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise DateRangeError(day.isoformat()) from error
