"""Holidays whose day can be computed: "on Christmas Day", "until Easter Monday", "by Christmas"."""

import re
from collections.abc import Iterator
from datetime import date

from archive.dates import make_date
from archive.tagging.events.time_expressions import (
    ExpressionKind,
    TimeExpression,
    day_span,
    nearby_years,
    shifted,
)

HOLIDAY = (
    r"\b(?:Christmas\s+Eve|Christmas\s+Day|Christmas|Boxing\s+Day|New\s+Year['’]s\s+(?:Eve|Day)|Good\s+Friday"
    r"|Easter\s+Sunday|Easter\s+Monday|Easter)\b(?!\s+[A-Z]|-)"
)
"""A holiday's name; "Good Friday Agreement" and "Christmas Island" are none."""

_FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}
_FROM_EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1}
_SEASONS = ("christmas", "easter")
# A season says a day only as a limit: "by Christmas", but not "at Easter".
_LIMIT = re.compile(r"\b(?:by|before|until|till|since|after)\s+$", re.IGNORECASE)
_POINT = re.compile(r"\b(?:on|by|before|until|till|since|after|from|to|through)\s+$", re.IGNORECASE)
_NOUN = re.compile(
    r"\s+(?:holidays?|break|shopping|season|sales|party|parties|gifts?|presents?|trees?|cards?)\b"
)
_YEAR = re.compile(r",?\s+(?:in\s+|of\s+)?(?P<y>(?:19|20)\d\d)\b")
_LOOK_BACK = 10


def holiday(text: str, match: re.Match[str], issued: date | None) -> Iterator[TimeExpression]:
    """The expression at a holiday's name, of the year behind it or of one near the issue's."""
    name = " ".join(match.group().lower().replace("’", "'").split())
    before = _LIMIT if name in _SEASONS else _POINT
    if before.search(text, max(match.start() - _LOOK_BACK, 0), match.start()) and not _NOUN.match(
        text, match.end()
    ):
        tail = _YEAR.match(text, match.end())
        days = (_day(name, year) for year in ((int(tail["y"]),) if tail else nearby_years(issued)))
        readings = tuple(day_span(day) for day in days if day)
        end = tail.end() if tail else match.end()
        yield TimeExpression(match.start(), end, readings, ExpressionKind.DAY, dated=bool(tail))


def easter(year: int) -> date | None:
    """Easter Sunday of a year, by the algorithm in Meeus, Astronomical Algorithms, chapter 8."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return make_date(year, month, day + 1)


def _day(name: str, year: int) -> date | None:
    if name in _FIXED:
        return make_date(year, *_FIXED[name])
    sunday = easter(year)
    return sunday and shifted(sunday, _FROM_EASTER[name])
