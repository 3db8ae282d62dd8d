"""One pass over a text for the words that may name a time, each handed to what reads on around it."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from archive.dates import DateOrder
from archive.tagging.events import absolute, periods, relative
from archive.tagging.events.date_spans import Spot

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
_NTH = "(?:first|second|third|fourth|final|1st|2nd|3rd|4th)"
_MONTH_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?)"
_HALVES_OF_DAYS = "(?:morning|afternoon|evening)"

_KINDS = {
    "month": rf"\b(?:{_ANY_MONTH}|{_ANY_MONTH.upper()}|{_SMALL_MONTH})\b",
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
    "nth": r"\b[Oo]n\s+the\s+(?P<number>\d{1,2})(?:st|nd|rd|th)\b",
    "part": rf"\b(?:the\s+)?{_NTH}[\s-](?:quarter|half)\b(?!-)|\bQ[1-4]\b|\b[1-4]Q\b|\bH[12]\b"
    rf"|\bthe\s+first\s+{_MONTH_COUNT}\s+months\b"
    rf"|\b(?:{_SEASON})\b(?=\s+(?:of\s+)?(?:(?:this|last|next)\s+year|(?:19|20)\d\d)\b)",
}
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items()))
# Cheap, and found wherever one of the kinds is: only what stands around it is looked at closely.
_SIGN = re.compile(
    rf"\b(?:{_WEEKDAY}|[Yy]esterday|[Tt]o(?:day|morrow|night)|night|week|month|quarter|[Yy]ear|ago"
    rf"|{_HALVES_OF_DAYS}|{_SEASON}|half|[12]\d\d\d|\d\d?[/.]\d|Q[1-4]|[1-4]Q|H[12]|\d+(?:st|nd|rd|th)"
    r"|[Jj][aAuU][nNlL]|[Ff][eE][bB]|M[aA][rRyY]|[Aa][pPuU][rRgG]|[Ss][eE][pP]|[Oo][cC][tT]|[Nn][oO][vV]|[Dd][eE][cC])"
)
_BEFORE, _AFTER = 24, 12

_Reader = Callable[[str, re.Match[str], date | None], Iterator[Spot]]
_READERS: dict[str, _Reader] = {
    "month": absolute.named,
    "weekday": relative.weekday,
    "years": periods.years,
    "year": periods.year,
    "step": relative.step,
    "day": relative.day,
    "weekend": relative.weekend,
    "ago": relative.ago,
    "hence": relative.hence,
    "whole": relative.whole,
    "year_end": periods.year_end,
    "nth": absolute.day_of_month,
    "part": periods.part_of_year,
}


def scan(text: str, issued: date | None, order: DateOrder) -> list[Spot]:
    """The spots of a text in reading order, none within another."""
    found: list[Spot] = []
    for low, high in _windows(text):
        for match in _ANY.finditer(text, low, high):
            found += (spot for spot in _spots(text, match, issued, order) if spot.readings)
    if len(found) > 1:
        found.sort(key=lambda spot: (spot.start, -spot.end))
        return _apart(found)
    return found


def _spots(text: str, match: re.Match[str], issued: date | None, order: DateOrder) -> Iterator[Spot]:
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


def _apart(found: list[Spot]) -> list[Spot]:
    """Without those that overlap an earlier one, unless both have the same words."""
    kept: list[Spot] = []
    for spot in found:
        same = kept and (spot.start, spot.end) == (kept[-1].start, kept[-1].end)
        if not kept or same or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept
