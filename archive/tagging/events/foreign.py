"""Spots of texts that are not in English: days and months with the names of other languages, 2025年7月3日."""

from collections.abc import Iterator
from datetime import date

from archive.dates import DateMention, date_mentions, make_date
from archive.tagging.events.date_spans import Kind, Span, Spot, around, month_span, range_span, spans


def scan_foreign(text: str, issued: date | None) -> list[Spot]:
    """The spots of a text in reading order; a month counts with its year only."""
    return [spot for mention in date_mentions(text) for spot in _spots(text, mention, issued)]


def _spots(text: str, mention: DateMention, issued: date | None) -> Iterator[Spot]:
    end = mention.start + len(text[mention.start : mention.end].rstrip(" ."))
    years = (mention.year,) if mention.year else around(issued)
    if mention.day is not None:
        readings = spans(_days(mention, year) for year in years)
        yield Spot(mention.start, end, readings, Kind.DAY, dated=bool(mention.year))
    elif mention.year:
        readings = spans([month_span(mention.year, mention.month)])
        yield Spot(mention.start, end, readings, Kind.MONTH, dated=True)


def _days(mention: DateMention, year: int) -> Span | None:
    first = make_date(year, mention.month, mention.day)
    last = make_date(year, mention.month, mention.last_day)
    return range_span(first, last) if first and last and first <= last else None
