"""When an event is, as readers write it: `March 2026`, `first quarter of 2026`, `about 31 December 2026`."""

from datetime import date

from app.views import date_text
from archive.models import EventDate, Precision

_WHOLE_YEAR = 11  # months between its first and its last
_QUARTERS = {1: "first", 4: "second", 7: "third", 10: "fourth"}


def told(event: EventDate) -> str:
    """The days of an event, as exactly as its words give them."""
    if event.precision is Precision.QUARTER and event.first.month in _QUARTERS:
        return f"{_QUARTERS[event.first.month]} quarter of {event.first.year}"
    days = _days(event.first, event.last)
    return f"about {days}" if event.precision is Precision.ABOUT else days


def _days(first: date, last: date) -> str:
    """Whole months of one year by their names, else as `periods` has it."""
    whole = first.day == 1 and date_text.range_of(last.replace(day=1), last) == f"{last:%B} {last.year}"
    if whole and first.year == last.year and 0 < last.month - first.month < _WHOLE_YEAR:
        return f"{first:%B} – {last:%B} {last.year}"
    return date_text.range_of(first, last)
