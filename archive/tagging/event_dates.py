"""Event dates: the days on which what an item reports happened or is expected, by the words that name them.

Days, weeks, months, quarters and years, absolute or counted from the issue's date, and ranges of them. What
lacks a year takes the nearest that fits the way its sentence looks. `docs/event-dates.md` says what counts.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from archive.dates import DateOrder, make_date
from archive.models import EventDate, Item
from archive.tagging.events import cues, exclusions, qualifiers, ranges
from archive.tagging.events.absolute import order_of
from archive.tagging.events.scanner import scan, scan_foreign
from archive.tagging.events.tense import Tense, nearest_reading, tense_of
from archive.tagging.events.time_expressions import (
    DateSpan,
    ExpressionKind,
    TimeExpression,
    day_span,
    in_year,
    months_later,
)


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
        if (expressions := scan(text, issued, order) if english else scan_foreign(text, issued))
        for event in _Reading(text, issued, headline=number == 0).events(expressions)
    ]
    return _distinct(found, item.headline)


def _distinct(found: Iterable[EventDate], headline: str) -> tuple[EventDate, ...]:
    """Each span of days once; of an expected event the sentence of the text wins over the headline."""
    kept: dict[tuple[date, date], EventDate] = {}
    for event in found:
        held = kept.setdefault((event.first, event.last), event)
        if event.ahead and held.sentence in ("", headline):
            kept[event.first, event.last] = event
    return tuple(kept.values())


_OPENING = len("Between ")
_MONTHS_AHEAD = 3
_NTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)")


class _Reading:
    """One text and its time expressions, which it makes event dates of."""

    def __init__(self, text: str, issued: date | None, *, headline: bool) -> None:
        self._text = text
        self._sentences = Sentences(text)
        self._issued = issued
        self._headline = headline
        self._opening_spans: list[
            tuple[tuple[int, int], DateSpan]
        ] = []  # the spans with a year that open a sentence
        self._last: tuple[tuple[int, int], DateSpan] | None = None  # the last day or month that was read

    def events(self, expressions: list[TimeExpression]) -> Iterator[EventDate]:
        """The event dates of the expressions that date an event."""
        last: TimeExpression | None = None
        for expression in self._whole(expressions):
            sentence = self._sentences.around(expression.start, expression.end)
            chained = last is not None and ranges.is_chained(self._text, last, expression)
            if not self._is_event(expression, sentence, chained=chained):
                continue
            last = expression
            if event := self._event(expression, sentence):
                yield event

    def _whole(self, expressions: list[TimeExpression]) -> list[TimeExpression]:
        """The expressions with their qualifiers, and the two ends of a range as one."""
        narrowed = [
            qualifiers.qualified(self._text, expression, self._issued)
            for expression in ranges.same_day(self._text, expressions)
        ]
        whole: list[TimeExpression] = []
        for expression in narrowed:
            if whole and (joined := ranges.joined_range(self._text, whole[-1], expression)):
                whole[-1] = joined
            else:
                whole.append(expression)
        for at in range(len(whole) - 2, -1, -1):
            whole[at] = ranges.with_year_of(self._text, whole[at], whole[at + 1])
        return whole

    def _is_event(self, expression: TimeExpression, sentence: tuple[int, int], *, chained: bool) -> bool:
        return not exclusions.is_excluded(self._text, expression, self._issued, sentence) and cues.has_cue(
            self._text, expression, self._issued, chained=chained
        )

    def _event(self, expression: TimeExpression, sentence: tuple[int, int]) -> EventDate | None:
        tense = tense_of(self._text, expression, sentence, headline=self._headline)
        span = nearest_reading(self._moved(expression, sentence), self._issued, tense)
        if span is None or (expression.kind is ExpressionKind.PROSPECT and tense is not Tense.FUTURE):
            return None
        if expression.kind in (ExpressionKind.DAY, ExpressionKind.MONTH):
            self._last = sentence, span
        if expression.dated and expression.start - sentence[0] <= _OPENING:
            self._opening_spans.append((sentence, span))
        ahead = self._is_ahead(span, tense)
        shown = sentence_text(self._text, sentence, expression.start) if ahead else ""
        return EventDate(
            span.first, span.last, self._text[expression.start : expression.end], span.precision, ahead, shown
        )

    def _is_ahead(self, span: DateSpan, tense: Tense) -> bool:
        if self._issued is None or span.last < self._issued:
            return False
        return span.first > self._issued or tense is Tense.FUTURE

    def _moved(self, expression: TimeExpression, sentence: tuple[int, int]) -> TimeExpression:
        """The expression in the long past year that opens its sentence: "In 1979 … on 4 November".

        A day without a month is the next after the day or month before it: "on 28 August and on the 2nd".
        """
        if (
            self._last
            and self._last[0] == sentence
            and _NTH.fullmatch(self._text, expression.start, expression.end)
        ):
            return replace(
                expression, readings=_next_such(expression.readings[0].first.day, self._last[1].first)
            )
        opening = [span for where, span in self._opening_spans if where == sentence]
        if (
            expression.dated
            or expression.kind not in (ExpressionKind.DAY, ExpressionKind.MONTH)
            or not opening
            or not self._issued
            or opening[-1].last.year >= self._issued.year - 1
        ):
            return expression
        return replace(
            expression,
            readings=tuple(in_year(span, opening[-1].last.year) for span in expression.readings[:1]),
        )


def _next_such(number: int, day: date) -> tuple[DateSpan, ...]:
    """The next day with such a number in its month, from a day on."""
    months = (months_later(day, later) for later in range(_MONTHS_AHEAD))
    days = (make_date(year, month, number) for year, month in months)
    return tuple(day_span(found) for found in days if found and found >= day)[:1]


_MAX_SENTENCE_LENGTH = 600
# looked behind only once a full stop is found
_END = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|Lt|vs|No)\.)"
    r"(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)"
    r"(?<!\b[ap]\.m\.(?=\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
    r"[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+"
)


class Sentences:
    """Where the sentences of a text begin and end, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence, or the sentences, that hold the characters `[start, end)`."""
        number = bisect_right(self._starts, start) - 1
        closing = bisect_left(self._ends, end)
        return self._starts[number], self._ends[closing] if closing < len(self._ends) else len(self._text)

    @cached_property
    def _breaks(self) -> list[re.Match[str]]:
        return list(_END.finditer(self._text))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in self._breaks)]

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() + len(found.group().rstrip()) for found in self._breaks]


def sentence_text(text: str, sentence: tuple[int, int], place: int) -> str:
    """The sentence, given by its ends; a very long one is cut around the character `place`."""
    start, end = sentence
    if end - start > _MAX_SENTENCE_LENGTH:
        start, end = (
            max(start, place - _MAX_SENTENCE_LENGTH // 2),
            min(end, place + _MAX_SENTENCE_LENGTH // 2),
        )
        start = text.find(" ", start, place) + 1 or start if start > sentence[0] else start
        end = max(text.rfind(" ", place, end), place) if end < sentence[1] else end
    cut_before, cut_after = "…" * (start > sentence[0]), "…" * (end < sentence[1])
    return cut_before + text[start:end].strip() + cut_after
