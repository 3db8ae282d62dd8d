"""Spans of days, and time expressions: the words of a text that name one, with all spans they may mean."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum, auto

from archive.dates import make_date
from archive.models import Precision

DAYS_OF_WEEK = 7
"""The days of a week."""

_MONTHS_OF_YEAR = 12


class ExpressionKind(Enum):
    """What a time expression names, which decides whether it dates an event by itself.

    A day, a weekday, a phrase and a range do. A month and a year need a word before them, as in
    "since March". WHOLE, "the month", does only where a qualifier takes a part of it.
    PROSPECT, "the second half", does only where the sentence looks ahead: else it may be a match's.
    """

    DAY = auto()
    WEEKDAY = auto()
    PHRASE = auto()
    MONTH = auto()
    YEAR = auto()
    WHOLE = auto()
    RANGE = auto()
    PROSPECT = auto()


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days `first` to `last`, both included."""

    first: date
    last: date
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """The characters `[start, end)` of a text, and the spans that they may mean, oldest first.

    `ahead` is True where the words themselves name the future ("next", "tomorrow"), False where they name the
    past, None otherwise. `dated` says that they name the year.
    """

    start: int
    end: int
    readings: tuple[DateSpan, ...]
    kind: ExpressionKind = ExpressionKind.PHRASE
    ahead: bool | None = None
    dated: bool = False

    def is_after(self, issued: date | None) -> bool:
        """Whether it can only mean days after `issued`."""
        return bool(issued and len(self.readings) == 1 and self.readings[0].first > issued)


def day_span(day: date) -> DateSpan:
    """One day."""
    return DateSpan(day, day)


def range_span(first: date, last: date) -> DateSpan:
    """A first and a last day that the words name, or the one day that both are."""
    return DateSpan(first, last, Precision.RANGE if first != last else Precision.DAY)


def month_span(year: int, month: int, last_month: int = 0) -> DateSpan | None:
    """A month, or the range to another of the same year; None outside the calendar."""
    first, last = make_date(year, month, 1), month_end(year, last_month or month)
    if not first or not last or first > last:
        return None
    return DateSpan(first, last, Precision.RANGE if last_month > month else Precision.MONTH)


def quarter_span(year: int, quarter: int) -> DateSpan | None:
    """The three months of a quarter."""
    months = month_span(year, 3 * quarter - 2, 3 * quarter)
    return DateSpan(months.first, months.last, Precision.QUARTER) if months else None


def year_span(year: int) -> DateSpan | None:
    """A year."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return DateSpan(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def week_span(day: date, weeks: int = 0) -> DateSpan | None:
    """Monday to Sunday of the week of a day, or so many weeks later."""
    monday = shifted(day, DAYS_OF_WEEK * weeks - day.weekday())
    sunday = shifted(monday, DAYS_OF_WEEK - 1) if monday else None
    return DateSpan(monday, sunday, Precision.RANGE) if monday and sunday else None


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


def spans(found: Iterable[DateSpan | None]) -> tuple[DateSpan, ...]:
    """The spans that lie within the calendar."""
    return tuple(span for span in found if span)


def nearby_years(issued: date | None) -> tuple[int, ...]:
    """The years that words without one may mean."""
    return (issued.year - 1, issued.year, issued.year + 1) if issued else ()


def in_year(span: DateSpan, year: int) -> DateSpan:
    """The same days of another year."""
    first = make_date(year, span.first.month, span.first.day) or span.first
    last = make_date(year, span.last.month, span.last.day) or month_end(year, span.last.month) or span.last
    return replace(span, first=first, last=last)
