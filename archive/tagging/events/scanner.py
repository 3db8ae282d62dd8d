"""The scanner: finds the time expressions of a text in one pass, and has each read by its module."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from archive.dates import DateMention, DateOrder, date_mentions, make_date
from archive.tagging.events import absolute, holidays, parts_of_year, relative, weekdays
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    month_span,
    nearby_years,
    range_span,
    spans,
)

_UNIT = "day|week|month|year"
_NUMBER = (
    r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve"
    r"|\d{1,3})"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ANY_MONTH = (
    r"J(?:an(?:uary)?|une?|uly?)|Feb(?:ruary)?|Ma(?:r(?:ch)?|y)|A(?:pr(?:il)?|ug(?:ust)?)|Sep(?:t(?:ember)?)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_SMALL_MONTH = "january|february|april|june|july|august|september|october|november|december"
_SEASON = "spring|summer|autumn|fall|winter"
_STEP = r"[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?|[Tt]he\s+(?:coming|current|previous)"
_NTH = "(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|1st|2nd|3rd|4th)"
_MONTH_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?)"
_HALVES_OF_DAYS = "(?:morning|afternoon|evening)"

_KINDS = {
    "month": rf"\b(?:{_ANY_MONTH}|{_ANY_MONTH.upper()}|{_SMALL_MONTH})\b",
    "holiday": holidays.HOLIDAY,
    "weekday": rf"\b{_WEEKDAY}\b",
    "numeric": absolute.NUMERIC,
    "years": r"(?<![\w.,/$€£¥#-])(?:1[89]|20|21)\d\d[-–—](?:(?:1[89]|20|21)\d\d|\d\d)(?![\w%/-]|[.,:]\d)",
    "year": r"(?:(?<![\w.,/$€£¥#+-])|(?<=[Mm]id-)|(?<=[Ee]nd-)|(?<=[Ll]ate-)|(?<=[Ee]arly-))"
    r"(?:1[5-9]|20|21)\d\d(?![\w%/]|[.,:]\d|-\w)",
    "step": rf"(?<!the\s)(?<!The\s)\b(?P<said>{_STEP})\s+"
    rf"(?P<unit>weekend|week|month|quarter|year|{_SEASON}|{_WEEKDAY}|{_MONTHS})\b(?!-|\s+of\b)",
    "day": r"\b(?:[Yy]esterday|[Tt]omorrow|today|(?<![A-Za-z]\s)Today|[Tt]onight|[Ll]ast\s+night"
    rf"|[Tt]his\s+{_HALVES_OF_DAYS})\b",
    "weekend": r"\b(?:[Oo]ver|[Aa]t|[Dd]uring|[Oo]n|[Bb]y|[Uu]ntil)\s+the\s+weekend\b(?!\s+of\b)",
    "ago": rf"(?<![\d,.])\b(?P<n_ago>{_NUMBER})\s+(?P<unit_ago>{_UNIT})s?\s+ago\b"
    r"(?:\s+(?:this\s+(?:week|month)|today)\b)?",
    "hence": rf"\b[Ii]n\s+(?P<n_hence>{_NUMBER})\s+(?P<unit_hence>{_UNIT})s?['’]s?\s+time\b"
    rf"|\b(?P<n_now>{_NUMBER})\s+(?P<unit_now>{_UNIT})s?\s+from\s+now\b",
    "whole": r"(?:(?<=\bof\s)|(?<=\bin\s))the\s+(?P<whole_unit>week|month|quarter|year)\b(?!-)",
    "year_end": r"\b(?:the\s+)?[Yy]ear(?:['’]s)?[ -][Ee]nd\b",
    "period_end": r"\b(?P<period>[Mm]onth|[Qq]uarter)(?:['’]s)?[ -]end\b",
    "nth": r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Bb]efore|[Aa]fter)\s+the"
    r"\s+(?P<number>\d{1,2})(?:st|nd|rd|th)\b",
    "part": rf"\b(?:[Tt]he\s+)?{_NTH}[\s-](?:quarter|half)\b(?!-)"
    r"|\bQ[1-4](?:\s?['’]\d\d)?\b|\b[1-4]Q(?:['’]?\d\d)?\b"
    r"|\bH[12](?:\s?['’]\d\d)?\b|\b[12]H['’]?\d\d\b"
    rf"|\b[Tt]he\s+(?:first|last|final)\s+{_MONTH_COUNT}\s+months\b"
    rf"|\b(?:{_SEASON})\b(?=\s+(?:of\s+)?(?:(?:this|last|next)\s+year|(?:19|20)\d\d)\b)",
}
# Each begins where a word does, which one look tells.
_ANY = re.compile(
    rf"(?<!\w)(?=\w)(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _KINDS.items())})"
)
# Cheap, and found wherever one of the kinds is: only what stands around it is looked at closely.
_SIGN = re.compile(
    rf"\b(?:{_WEEKDAY}|[Yy]esterday|[Tt]o(?:day|morrow|night)|night|week|month|quarter|[Yy]ear|ago"
    rf"|Christmas|Easter|Boxing|New\s+Year|{_HALVES_OF_DAYS}|{_SEASON}|half|[12]\d\d\d|\d\d?[/.]\d|Q[1-4]|[1-4]Q|H[12]|[12]H\d|\d+(?:st|nd|rd|th)"
    r"|[Jj][aAuU][nNlL]|[Ff][eE][bB]|M[aA][rRyY]|[Aa][pPuU][rRgG]|[Ss][eE][pP]|[Oo][cC][tT]|[Nn][oO][vV]|[Dd][eE][cC])"
)
_BEFORE, _AFTER = 24, 12

_Reader = Callable[[str, re.Match[str], date | None], Iterator[TimeExpression]]
_READERS: dict[str, _Reader] = {
    "month": absolute.named,
    "weekday": weekdays.weekday,
    "holiday": holidays.holiday,
    "years": parts_of_year.years,
    "year": parts_of_year.year,
    "step": relative.step,
    "day": relative.day,
    "weekend": relative.weekend,
    "ago": relative.ago,
    "hence": relative.hence,
    "whole": relative.whole,
    "year_end": parts_of_year.year_end,
    "period_end": parts_of_year.period_end,
    "nth": absolute.day_of_month,
    "part": parts_of_year.part_of_year,
}


def scan(text: str, issued: date | None, order: DateOrder) -> list[TimeExpression]:
    """The expressions of a text in reading order, none within another."""
    found: list[TimeExpression] = []
    for low, high in _windows(text):
        for match in _ANY.finditer(text, low, high):
            found += (
                expression for expression in _expressions(text, match, issued, order) if expression.readings
            )
    if len(found) > 1:
        found.sort(key=lambda expression: (expression.start, -expression.end))
        return _apart(found)
    return found


def _expressions(
    text: str, match: re.Match[str], issued: date | None, order: DateOrder
) -> Iterator[TimeExpression]:
    kind = match.lastgroup or ""
    return absolute.numeric(match, order) if kind == "numeric" else _READERS[kind](text, match, issued)


def _windows(text: str) -> list[tuple[int, int]]:
    """The parts of a text that may name a time, cut at spaces."""
    windows: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(text):
        high = text.find(" ", sign.end() + _AFTER)
        high = len(text) if high < 0 else high
        if windows and sign.start() - _BEFORE <= windows[-1][1]:
            windows[-1] = windows[-1][0], high
        else:
            windows.append((max(text.rfind(" ", 0, max(sign.start() - _BEFORE, 0)), 0), high))
    return windows


def _apart(found: list[TimeExpression]) -> list[TimeExpression]:
    """Without those that overlap an earlier one, unless both have the same words."""
    kept: list[TimeExpression] = []
    for expression in found:
        same = kept and (expression.start, expression.end) == (kept[-1].start, kept[-1].end)
        if not kept or same or expression.start >= kept[-1].end:
            kept.append(expression)
    return kept


def scan_foreign(text: str, issued: date | None) -> list[TimeExpression]:
    """The expressions of a text in reading order; a month counts with its year only."""
    return [
        expression
        for mention in date_mentions(text)
        for expression in _foreign_expressions(text, mention, issued)
    ]


def _foreign_expressions(text: str, mention: DateMention, issued: date | None) -> Iterator[TimeExpression]:
    end = mention.start + len(text[mention.start : mention.end].rstrip(" ."))
    years = (mention.year,) if mention.year else nearby_years(issued)
    if mention.day is not None:
        readings = spans(_days(mention, year) for year in years)
        yield TimeExpression(mention.start, end, readings, ExpressionKind.DAY, dated=bool(mention.year))
    elif mention.year:
        readings = spans([month_span(mention.year, mention.month)])
        yield TimeExpression(mention.start, end, readings, ExpressionKind.MONTH, dated=True)


def _days(mention: DateMention, year: int) -> DateSpan | None:
    first = make_date(year, mention.month, mention.day)
    last = make_date(year, mention.month, mention.last_day)
    return range_span(first, last) if first and last and first <= last else None
