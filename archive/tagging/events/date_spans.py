"""Runs of days, and the places of a text that name them, each with every run that its words may mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum, auto

from archive.dates import make_date
from archive.models import Precision

_DAYS_OF_WEEK = 7
_MONTHS_OF_YEAR = 12


class Kind(Enum):
    """What a spot needs to be an event.

    A day, a phrase and a joined range stand alone, a bare month or year needs a word before it, and
    "the month" is none at all unless a part of it is named.
    """

    DAY = auto()
    WEEKDAY = auto()
    PHRASE = auto()
    MONTH = auto()
    YEAR = auto()
    WHOLE = auto()
    RANGE = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """The days `first` to `last`, both included."""

    first: date
    last: date
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Spot:
    """The characters `[start, end)` of a text, and the spans that they may mean, oldest first.

    `ahead` is what the words themselves say of where it lies (`next`, `tomorrow`), None if nothing. `dated`
    says that they name the year.
    """

    start: int
    end: int
    readings: tuple[Span, ...]
    kind: Kind = Kind.PHRASE
    ahead: bool | None = None
    dated: bool = False

    def is_after(self, issued: date | None) -> bool:
        """Whether it surely lies after a day."""
        return bool(issued and len(self.readings) == 1 and self.readings[0].first > issued)


def day_span(day: date) -> Span:
    """One day."""
    return Span(day, day)


def range_span(first: date, last: date) -> Span:
    """A first and a last day that the words name, or the one day that both are."""
    return Span(first, last, Precision.RANGE if first != last else Precision.DAY)


def month_span(year: int, month: int, last_month: int = 0) -> Span | None:
    """A month, or the range to another of the same year; None outside the calendar."""
    first, last = make_date(year, month, 1), month_end(year, last_month or month)
    if not first or not last or first > last:
        return None
    return Span(first, last, Precision.RANGE if last_month > month else Precision.MONTH)


def quarter_span(year: int, quarter: int) -> Span | None:
    """The three months of a quarter."""
    months = month_span(year, 3 * quarter - 2, 3 * quarter)
    return Span(months.first, months.last, Precision.QUARTER) if months else None


def year_span(year: int) -> Span | None:
    """A year."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def week_span(day: date, weeks: int = 0) -> Span | None:
    """Monday to Sunday of the week of a day, or so many weeks later."""
    monday = shifted(day, _DAYS_OF_WEEK * weeks - day.weekday())
    sunday = shifted(monday, _DAYS_OF_WEEK - 1) if monday else None
    return Span(monday, sunday, Precision.RANGE) if monday and sunday else None


def months_later(day: date, months: int) -> tuple[int, int]:
    """The year and month that lie so many months after a day's."""
    year, month = divmod(day.year * _MONTHS_OF_YEAR + day.month - 1 + months, _MONTHS_OF_YEAR)
    return year, month + 1


def shifted(day: date, days: int) -> date | None:
    """So many days later; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month."""
    return next(filter(None, (make_date(year, month, day) for day in (31, 30, 29, 28))), None)


def spans(found: Iterable[Span | None]) -> tuple[Span, ...]:
    """Those that there are."""
    return tuple(span for span in found if span)


def around(issued: date | None) -> tuple[int, ...]:
    """The years that words without one may mean."""
    return (issued.year - 1, issued.year, issued.year + 1) if issued else ()
