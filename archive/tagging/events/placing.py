"""Which of its readings a spot has, given the day of the issue and the way that the sentence looks."""

from datetime import date

from archive.tagging.events.ahead import View
from archive.tagging.events.date_spans import Kind, Span, Spot

_FAR, _LESS_FAR = 12.0, 8.0


def placed(spot: Spot, anchor: date | None, view: View) -> Span | None:
    """The reading nearest to the anchor; None where there are several and no anchor is known."""
    if len(spot.readings) == 1:
        return spot.readings[0]
    if anchor is None:
        return None
    return min(spot.readings, key=lambda span: _distance(spot, span, anchor, view))


def _distance(spot: Spot, span: Span, anchor: date, view: View) -> float:
    """How far a span lies off, in days; what lies the other way than the sentence looks counts for more."""
    past, future = (anchor - span.last).days, (span.first - anchor).days
    if view is View.AHEAD:
        return future if future >= 0 else max((_FAR if spot.kind is Kind.WEEKDAY else _LESS_FAR) * past, 0)
    if view is View.BACK:
        return past if past >= 0 else _FAR * -past
    return past if past >= 0 else 2.0 * max(future, 0)
