"""Times counted from the issue: "yesterday", "next Tuesday", "last week", "three months ago"."""

import re
from collections.abc import Iterator
from datetime import date

from archive.dates import MONTHS
from archive.models import Precision
from archive.tagging.events.parts_of_year import SEASONS, of_year
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    day_span,
    month_span,
    months_later,
    nearby_years,
    quarter_span,
    shifted,
    spans,
    week_span,
    year_span,
)
from archive.tagging.events.weekdays import HOURS, WEEKDAYS, stepped_weekday

COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        1,
    )
    for word in words.split()
}
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_DAYS = {"yesterday": -1, "last night": -1, "today": 0, "tomorrow": 1, "tonight": 0}
_NEW_MONTH = 5


def day(_: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at yesterday, today, tomorrow and their nights."""
    words = " ".join(match.group().lower().split())
    number = _DAYS.get(words, 0)
    found = shifted(issued, number) if issued else None
    yield from _phrase(match.span(), _span(found), ahead=True if words == "tomorrow" else None)


def step(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "last week", "this month", "next Tuesday", "the coming year"."""
    if not issued:
        return
    said, unit = match["said"].lower().split()[-1], match["unit"]
    number = _STEPS[said]
    if unit.lower() in WEEKDAYS:
        hours = HOURS.match(text, match.end())
        found = _span(stepped_weekday(issued, WEEKDAYS[unit.lower()], number))
        place = match.start(), (hours or match).end()
    else:
        found, place = _stepped(issued, unit, number), match.span()
    if found:
        # the issue's own year says nothing of when, unless a part of it is named
        kind = ExpressionKind.WHOLE if unit == "year" and number == 0 else ExpressionKind.PHRASE
        yield TimeExpression(*place, (found,), kind, ahead=True if number > 0 else None)


def ago(_: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "two weeks ago"."""
    yield from _phrase(match.span(), _away(issued, match["n_ago"], match["unit_ago"], -1))


def hence(_: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "in three months' time", "two weeks from now"."""
    number, unit = match["n_hence"] or match["n_now"], match["unit_hence"] or match["unit_now"]
    yield from _phrase(match.span(), _away(issued, number, unit, 1), ahead=True)


def weekend(_: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "the weekend": the one before, or under way, and the one to come."""
    if issued:
        yield TimeExpression(*match.span(), spans(_weekend(issued, weeks) for weeks in (-1, 0)))


def whole(_: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at "the month" in "the end of the month": that of the issue, early in it the last."""
    if issued:
        unit = match["whole_unit"]
        new = (unit == "year" and issued.month == 1) or (unit == "month" and issued.day <= _NEW_MONTH)
        found = spans(_stepped(issued, unit, number) for number in ((-1, 0) if new else (0,)))
        yield TimeExpression(*match.span(), found, ExpressionKind.WHOLE)


def _phrase(
    place: tuple[int, int], found: DateSpan | None, *, ahead: bool | None = None
) -> Iterator[TimeExpression]:
    if found:
        yield TimeExpression(*place, (found,), ahead=ahead)


def _stepped(issued: date, unit: str, number: int) -> DateSpan | None:
    year, month = months_later(issued, number)
    match unit.lower():
        case "week":
            return week_span(issued, number)
        case "weekend":
            return _weekend(issued, number)
        case "month":
            return month_span(year, month)
        case "quarter":
            year, month = months_later(issued, 3 * number)
            return quarter_span(year, (month + 2) // 3)
        case "year":
            return year_span(issued.year + number)
    return _named(issued, unit.lower(), number)


def _named(issued: date, name: str, number: int) -> DateSpan | None:
    """The last, this or next of the months or seasons of a name."""
    years = (issued.year - 2, *nearby_years(issued), issued.year + 2)
    if name in SEASONS:
        found = spans(of_year(name, year) for year in years)
    else:
        found = spans(month_span(year, MONTHS[name]) for year in years)
    if number < 0:
        return max((s for s in found if s.last < issued), key=lambda s: s.last, default=None)
    if number > 0:
        return min((s for s in found if s.first > issued), key=lambda s: s.first, default=None)
    return next((s for s in found if s.first.year == issued.year), None)


def _weekend(issued: date, weeks: int) -> DateSpan | None:
    week = week_span(issued, weeks)
    saturday = shifted(week.first, 5) if week else None
    return DateSpan(saturday, week.last, Precision.RANGE) if week and saturday else None


def _away(issued: date | None, count: str, unit: str, sign: int) -> DateSpan | None:
    number = COUNTS.get(count.lower()) or (int(count) if count.isdigit() else 0)
    if not issued or not number:
        return None
    match unit.lower():
        case "day":
            return _span(shifted(issued, sign * number))
        case "week":
            week = week_span(issued, sign * number)
            return DateSpan(week.first, week.last, Precision.ABOUT) if week else None
        case "month":
            return month_span(*months_later(issued, sign * number))
    return year_span(issued.year + sign * number)


def _span(day: date | None) -> DateSpan | None:
    return day_span(day) if day else None
