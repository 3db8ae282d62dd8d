"""When what an item tells of happened, or is expected: the times that its text names, put in the calendar.

Days, weeks, months, quarters and years, absolute or counted from the issue's date, and ranges of them. What
lacks a year takes the nearest that fits the way its sentence looks. `docs/event-dates.md` says what counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from archive.dates import DateOrder, make_date
from archive.models import EventDate, Item
from archive.tagging.events import bare, naming, precision, ranges
from archive.tagging.events.absolute import order_of
from archive.tagging.events.ahead import View, view
from archive.tagging.events.date_spans import Kind, Span, Spot, month_end
from archive.tagging.events.foreign import scan_foreign
from archive.tagging.events.placing import placed
from archive.tagging.events.scanning import scan
from archive.tagging.events.sentences import Sentences, shown


def find_event_dates(
    item: Item, issued: date | None, order: DateOrder = DateOrder.UNKNOWN
) -> tuple[EventDate, ...]:
    """The item's event dates in reading order; those without a year only where `issued` is known.

    `order` is how its publication writes days in figures; where that is unknown, a day in the same item that
    can be read in one way only may show it.
    """
    texts = [item.headline, *(paragraph.text for paragraph in item.paragraphs)]
    if not order and any("/" in text for text in texts):
        order = order_of("\n".join(texts))
    english = item.language.startswith("en")
    found = [
        event
        for number, text in enumerate(texts)
        if (spots := scan(text, issued, order) if english else scan_foreign(text, issued))
        for event in _Reading(text, issued, headline=number == 0).events(spots)
    ]
    return _distinct(found, item.headline)


def _distinct(found: Iterable[EventDate], headline: str) -> tuple[EventDate, ...]:
    """Each run of days once; what is expected is told by the text rather than by the headline."""
    kept: dict[tuple[date, date], EventDate] = {}
    for event in found:
        held = kept.setdefault((event.first, event.last), event)
        if event.ahead and held.sentence in ("", headline):
            kept[event.first, event.last] = event
    return tuple(kept.values())


_OPENING = len("Between ")


class _Reading:
    """One text, read at its spots."""

    def __init__(self, text: str, issued: date | None, *, headline: bool) -> None:
        self._text = text
        self._sentences = Sentences(text)
        self._issued = issued
        self._headline = headline
        self._told: list[tuple[tuple[int, int], Span]] = []  # the spans with a year that open a sentence

    def events(self, spots: list[Spot]) -> Iterator[EventDate]:
        """The events at those spots that name one."""
        last: Spot | None = None
        for spot in self._whole(spots):
            sentence = self._sentences.around(spot.start, spot.end)
            chained = last is not None and ranges.is_chained(self._text, last, spot)
            if not self._is_event(spot, sentence, chained=chained):
                continue
            last = spot
            if event := self._event(spot, sentence):
                yield event

    def _whole(self, spots: list[Spot]) -> list[Spot]:
        """The spots with the words that belong to them, and the two ends of a range as one."""
        narrowed = [
            precision.narrowed(self._text, spot, self._issued) for spot in ranges.same_day(self._text, spots)
        ]
        whole: list[Spot] = []
        for spot in narrowed:
            if whole and (joined := ranges.joined(self._text, whole[-1], spot)):
                whole[-1] = joined
            else:
                whole.append(spot)
        return whole

    def _is_event(self, spot: Spot, sentence: tuple[int, int], *, chained: bool) -> bool:
        return not naming.is_named(self._text, spot, self._issued, sentence) and bare.stands(
            self._text, spot, self._issued, chained=chained
        )

    def _event(self, spot: Spot, sentence: tuple[int, int]) -> EventDate | None:
        looking = view(self._text, spot, sentence, headline=self._headline)
        span = placed(self._moved(spot, sentence), self._issued, looking)
        if span is None:
            return None
        if spot.dated and spot.start - sentence[0] <= _OPENING:
            self._told.append((sentence, span))
        ahead = self._is_ahead(span, looking)
        told = shown(self._text, sentence, spot.start) if ahead else ""
        return EventDate(
            span.first, span.last, self._text[spot.start : spot.end], span.precision, ahead, told
        )

    def _is_ahead(self, span: Span, looking: View) -> bool:
        if self._issued is None or span.last < self._issued:
            return False
        return span.first > self._issued or looking is View.AHEAD

    def _moved(self, spot: Spot, sentence: tuple[int, int]) -> Spot:
        """The spot in the long past year that opens its sentence: "In 1979 … on 4 November"."""
        told = [span for where, span in self._told if where == sentence]
        if (
            spot.dated
            or spot.kind not in (Kind.DAY, Kind.MONTH)
            or not told
            or not self._issued
            or told[-1].last.year >= self._issued.year - 1
        ):
            return spot
        return replace(spot, readings=tuple(_in_year(span, told[-1].last.year) for span in spot.readings[:1]))


def _in_year(span: Span, year: int) -> Span:
    first = make_date(year, span.first.month, span.first.day) or span.first
    last = make_date(year, span.last.month, span.last.day) or month_end(year, span.last.month) or span.last
    return replace(span, first=first, last=last)
