"""Days, months and years as the URL writes them and as readers do."""

from datetime import date

import pytest

from app.views import date_text
from archive.models import EventDate, Precision


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-3", date(2025, 3, 1), date(2025, 3, 31)),
        ("2025-03-04", date(2025, 3, 4), date(2025, 3, 4)),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(text: str, first: date, last: date) -> None:
    period = date_text.parse_period(text)
    assert period
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 2, 4), date(2026, 2, 4), "4 February 2026"),
        (date(2026, 2, 4), date(2026, 2, 9), "4 – 9 February 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
    ],
)
def test_event_dates_are_written_as_people_do(first: date, last: date, told: str) -> None:
    assert date_text.day_range(first, last) == told


@pytest.mark.parametrize(
    ("first", "last", "precision", "told"),
    [
        (date(2026, 3, 5), date(2026, 3, 5), Precision.DAY, "5 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 10), Precision.ABOUT, "about 1 – 10 March 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), Precision.QUARTER, "first quarter of 2026"),
        (date(2026, 1, 1), date(2026, 8, 31), Precision.RANGE, "January – August 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), Precision.YEAR, "2026"),
        (date(2025, 12, 1), date(2026, 2, 28), Precision.ABOUT, "about 1 December 2025 – 28 February 2026"),
    ],
)
def test_event_dates_are_told_as_exactly_as_they_are_known(
    first: date, last: date, precision: Precision, told: str
) -> None:
    assert date_text.event_days(EventDate(first, last, "then", precision)) == told
