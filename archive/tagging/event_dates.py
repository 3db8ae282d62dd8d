"""When what an item tells of happened: the days and months that its text names, placed in a year.

A day without a year is the nearest to the issue's date, the past preferred unless the sentence looks ahead. A
month counts with its year only; a bare year or a bare month names no event.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from archive.dates import MONTHS, Mention, make_date, mentions
from archive.models import EventDate, Item

_ENGLISH = frozenset(
    {
        "january",
        "jan",
        "february",
        "feb",
        "march",
        "mar",
        "april",
        "apr",
        "may",
        "june",
        "jun",
        "july",
        "jul",
        "august",
        "aug",
        "september",
        "sep",
        "sept",
        "october",
        "oct",
        "november",
        "nov",
        "december",
        "dec",
    }
)
# Only spares the work of looking closely at texts that can have no date.
_MAY_HAVE_DATES = re.compile(rf"\b(?:{'|'.join(sorted(_ENGLISH))})\b|\d[-/.]\d|年", re.IGNORECASE)
_THROUGH = re.compile(r"\s*(?:[-–—]|to|until|till|through)\s*", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|shall|upcoming|scheduled|planned|plans?|expected|due|ahead of|before|until|deadline|"
    r"from next|is set|are set|set to|slated|to be held|takes? effect|by)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])")
# "the January 6 attack" is the name of an event, which may be of any year.
_NAMING = re.compile(
    r"\s+(?:terror(?:ist)?\s+)?(?:attacks?|riots?|insurrection|massacre|coup|uprising|movement|revolution|"
    r"crackdown|incident|accords?|committee|hearings?)\b",
    re.IGNORECASE,
)
_RECENT = timedelta(days=60)
_KNOWN_BY_THEIR_DAY = {(9, 11): 2001, (1, 6): 2021, (10, 7): 2023}


def find_event_dates(item: Item, issued: date | None) -> tuple[EventDate, ...]:
    """The item's event dates in reading order; those without a year only where `issued` is known."""
    found: dict[tuple[date, date], EventDate] = {}
    for text in (item.headline, *(paragraph.text for paragraph in item.paragraphs)):
        if _MAY_HAVE_DATES.search(text) or not item.language.startswith("en"):
            for event in _events(text, issued, item.language):
                found.setdefault((event.first, event.last), event)
    return tuple(found.values())


def _events(text: str, issued: date | None, language: str) -> Iterator[EventDate]:
    named = [m for m in mentions(text) if _is_month_here(text, m, language)]
    place = 0
    while place < len(named):
        mention, following = named[place], named[place + 1] if place + 1 < len(named) else None
        if (
            following
            and mention.day
            and following.day
            and _THROUGH.fullmatch(text, mention.end, following.start)
        ):
            yield from _span(text, mention, following, issued)
            place += 1
        else:
            yield from _single(text, mention, issued)
        place += 1


def _is_month_here(text: str, mention: Mention, language: str) -> bool:
    """Whether the month is named in the item's language: "Mars 2020" is no month in English."""
    if not language.startswith("en"):
        return True
    words = re.findall(r"[^\W\d_]+", text[mention.start : mention.end].lower())
    return all(word in _ENGLISH for word in words if word in MONTHS)


def _span(text: str, start: Mention, end: Mention, issued: date | None) -> Iterator[EventDate]:
    """Days in two months: "30 March – 2 April"."""
    last = end.last() or _placed(text, end, issued)
    if last is None:
        return
    first = start.first() or make_date(last.year, start.month, start.day)
    if first and first > last:
        first = make_date(last.year - 1, start.month, start.day)
    if first:
        yield EventDate(first, last, text[start.start : end.end].rstrip(" ."))


def _single(text: str, mention: Mention, issued: date | None) -> Iterator[EventDate]:
    written = text[mention.start : mention.end].rstrip(" .")
    if mention.day is None:
        if mention.year:
            yield EventDate(
                date(mention.year, mention.month, 1), _month_end(mention.year, mention.month), written
            )
        return
    first = mention.first() or _placed(text, mention, issued)
    last = make_date(first.year, mention.month, mention.last_day) if first else None
    if first is None or last is None or first > last:
        return
    if (
        first != last
        and re.search(r"\d\s*(?:st|nd|rd|th)?\s+and\s", written)
        and not _is_between(text, mention)
    ):
        yield EventDate(first, first, written)
        yield EventDate(last, last, written)
    else:
        yield EventDate(first, last, written)


def _placed(text: str, mention: Mention, issued: date | None) -> date | None:
    """The day in the year that brings it nearest to the issue's date."""
    if issued is None:
        return None
    days = _candidates(mention, issued)
    ahead = bool(_AHEAD.search(_lead(text, mention)))
    best = min(days, key=lambda day: _distance(day, issued, ahead), default=None)
    if best and _is_name(text, mention):
        known = _KNOWN_BY_THEIR_DAY.get((mention.month, mention.day or 0), best.year)
        return None if abs(best - issued) > _RECENT or best.year > known else best
    return best


def _candidates(mention: Mention, issued: date) -> list[date]:
    years: Iterable[int] = (issued.year - 1, issued.year, issued.year + 1)
    return [day for year in years if (day := make_date(year, mention.month, mention.day))]


def _distance(day: date, issued: date, ahead: bool) -> float:
    days = (day - issued).days
    if ahead:
        return days if days >= 0 else -4.0 * days
    return -days if days <= 0 else 2.0 * days


def _lead(text: str, mention: Mention) -> str:
    """The sentence up to the mention."""
    before = text[: mention.start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    return before[ends[-1] :] if ends else before


def _is_name(text: str, mention: Mention) -> bool:
    before = text[: mention.start].rstrip().lower()
    return before.endswith("the") and bool(_NAMING.match(text, mention.end))


def _is_between(text: str, mention: Mention) -> bool:
    return text[: mention.start].rstrip().lower().endswith("between")


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
