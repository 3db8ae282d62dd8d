"""Days of the week: "on Wednesday", "Friday last week", "Monday week", "the first Monday in July"."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from archive.dates import MONTHS, make_date
from archive.tagging.events.time_expressions import (
    DAYS_OF_WEEK,
    ExpressionKind,
    TimeExpression,
    day_span,
    month_end,
    months_later,
    nearby_years,
    shifted,
)

WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
HOURS = re.compile(r"\s+(?:morning|afternoon|evening|night|noon)\b")
_OWN = re.compile(r"\s+(?:of\s+)?(?P<said>last|this|next)\s+week\b")
_SAID = {"last": -1, "this": 0, "next": 1}
_WEEK_LATER = re.compile(r"\s+week\b(?!['’-])")
_NUMBER = re.compile(r",?\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+of\b)")
_NTH = re.compile(r"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)\s+$", re.IGNORECASE)
_MONTH = re.compile(
    rf"\s+(?:in|of)\s+(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
    r"(?:,?\s+(?P<year>[12]\d{3})(?!\d))?",
    re.IGNORECASE,
)
_OF_ANY_MONTH = re.compile(r"\s+(?:in|of)\s+(?:the|each|every)\s+(?:month|year)\b")
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_LOOK_BACK = 16
_MONTHS_AROUND = range(-3, 4)


def weekday(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at a day of the week: the one before the issue's day or on it, and the one after."""
    number = WEEKDAYS[match.group().lower()]
    nth = _NTH.search(text, max(match.start() - _LOOK_BACK, 0), match.start())
    if nth and (month := _MONTH.match(text, match.end())):
        yield from _nth_of_month(nth, month, number, issued)
        return
    if not issued or (nth and _OF_ANY_MONTH.match(text, match.end())):
        return
    if dated := _NUMBER.match(text, match.end()):
        around = (months_later(issued, months) for months in _MONTHS_AROUND)
        dates = (make_date(year, month, int(dated["day"])) for year, month in around)
        readings = tuple(day_span(day) for day in dates if day and day.weekday() == number)
        yield TimeExpression(match.start(), dated.end(), readings, ExpressionKind.DAY)
        return
    back = (issued.weekday() - number) % DAYS_OF_WEEK
    if later := _WEEK_LATER.match(text, match.end()):
        yield _expression(
            (match.start(), later.end()), [shifted(issued, 2 * DAYS_OF_WEEK - back)], ahead=True
        )
        return
    hours = HOURS.match(text, match.end())
    end = hours.end() if hours else match.end()
    if step := _OWN.match(text, end):
        monday = DAYS_OF_WEEK * _SAID[step["said"]] - issued.weekday()
        yield _expression((match.start(), step.end()), [shifted(issued, monday + number)])
        return
    days = [shifted(issued, -back), shifted(issued, DAYS_OF_WEEK - back)] if back else [issued]
    yield _expression((match.start(), end), days)


def stepped_weekday(issued: date, number: int, weeks: int) -> date | None:
    """The last such day before the issue, that of this week, or that of the next week."""
    if weeks < 0:
        return shifted(issued, -((issued.weekday() - number - 1) % DAYS_OF_WEEK + 1))
    if weeks == 0:
        return shifted(issued, (number - issued.weekday()) % DAYS_OF_WEEK)
    return shifted(issued, DAYS_OF_WEEK + number - issued.weekday())


def _nth_of_month(
    nth: re.Match[str], month: re.Match[str], number: int, issued: date | None
) -> Iterator[TimeExpression]:
    years = (int(month["year"]),) if month["year"] else nearby_years(issued)
    days = (_nth_day(year, MONTHS[month["month"].lower()], number, nth["nth"].lower()) for year in years)
    readings = tuple(day_span(day) for day in days if day)
    yield TimeExpression(nth.start(), month.end(), readings, ExpressionKind.DAY, dated=bool(month["year"]))


def _nth_day(year: int, month: int, number: int, nth: str) -> date | None:
    """The first, second, third, fourth or last such day of the week in a month."""
    if nth in _ORDINALS:
        first = make_date(year, month, 1)
        return first and shifted(
            first, (number - first.weekday()) % DAYS_OF_WEEK + DAYS_OF_WEEK * _ORDINALS[nth]
        )
    last = month_end(year, month)
    return last and shifted(last, -((last.weekday() - number) % DAYS_OF_WEEK))


def _expression(
    place: tuple[int, int], days: Iterable[date | None], *, ahead: bool | None = None
) -> TimeExpression:
    readings = tuple(day_span(day) for day in days if day)
    return TimeExpression(*place, readings, ExpressionKind.WEEKDAY, ahead=ahead)
