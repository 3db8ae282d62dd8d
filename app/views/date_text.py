"""Days, months and years as the URL writes them (`2025`, `2025-03`, `2025-03-04`) and as readers do."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from archive.models import EventDate, Precision

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year: the days `first` to `last`, both included, and how the URL writes it."""

    first: date
    last: date
    text: str


def parse_period(text: str) -> Period | None:
    """The period that `text` names, None where it names none that exists."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Period(first, first, first.isoformat())
    last = first.replace(month=month or 12)
    last = last.replace(day=monthrange(last.year, last.month)[1])
    return Period(first, last, first.isoformat()[: 7 if month else 4])


@lru_cache(maxsize=4096)
def long(day: date) -> str:
    """`3 July 2025`."""
    return f"{day.day} {day:%B} {day.year}"


@lru_cache(maxsize=4096)
def short(day: date) -> str:
    """`3 Jul 2025`."""
    return f"{day.day} {day:%b} {day.year}"


def span(first: date, last: date) -> str:
    """`Jan 2019 – Feb 2026`, or one month where both lie in it."""
    start, end = f"{first:%b} {first.year}", f"{last:%b} {last.year}"
    return start if start == end else f"{start} – {end}"


def day_range(first: date, last: date) -> str:
    """`4 February 2026`, or `4 – 9 February 2026` and its like for several days."""
    if first == last:
        return long(first)
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        return f"{first:%B} {first.year}" if whole else f"{first.day} – {long(last)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return f"{long(first)} – {long(last)}"


_WHOLE_YEAR = 11  # months between its first and its last
_QUARTERS = {1: "first", 4: "second", 7: "third", 10: "fourth"}


def event_days(event: EventDate) -> str:
    """The days of an event, as exactly as its words give them."""
    if event.precision is Precision.QUARTER and event.first.month in _QUARTERS:
        return f"{_QUARTERS[event.first.month]} quarter of {event.first.year}"
    days = _days(event.first, event.last)
    return f"about {days}" if event.precision is Precision.ABOUT else days


def _days(first: date, last: date) -> str:
    """Several whole months of one year by their names; anything else as `day_range` has it."""
    whole = first.day == 1 and day_range(last.replace(day=1), last) == f"{last:%B} {last.year}"
    if whole and first.year == last.year and 0 < last.month - first.month < _WHOLE_YEAR:
        return f"{first:%B} – {last:%B} {last.year}"
    return day_range(first, last)
