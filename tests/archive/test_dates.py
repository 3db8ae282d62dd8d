"""Dates as they stand in mastheads, headers, prose and file names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates import date_mentions, find_date, find_name_date, guess_date, parse_header_date

SIXTH = date(2026, 2, 6)


@pytest.mark.parametrize(
    "text",
    [
        "Beijing, 6 February 2026",
        "February 6, 2026",
        "Friday, Feb. 6th, 2026",
        "2026-02-06",
        "2026-02-06 19:00:00 -0000",
        "6 Feb 2026",
        "06-Feb-2026",
        "Week Ending February 6, 2026",
        "the 6th of February, 2026",
        "1–6 February 2026",
        "February 1–6, 2026",
        "30 January – 6 February 2026",
        "6. Februar 2026",
        "6 février 2026",
        "6 de febrero de 2026",
        "2026年2月6日",
        "2026년 2월 6일",
        "6 févr. 2026",
        "6 de fev. de 2026",
        "6 февраля 2026 г.",
        "6 lutego 2026",
        "6. helmikuuta 2026",
        "6 فبراير 2026",
        "٦ شباط ٢٠٢٦",
        "6 בפברואר 2026",
        "January 31, 2026 – February 6, 2026",
        "2026-01-30 → 2026-02-06",
        "Issue 3, 6 February 2026",
        "06.02.2026",
        "13/13/2026, that is, 2026/02/06",
    ],
)
def test_each_dialect_of_a_day_is_read(text: str) -> None:
    assert find_date(text) == SIXTH


@pytest.mark.parametrize(
    "name",
    [
        "2026-02-06.html",
        "newsletter_20260206.md",
        "2026_2_6_update.txt",
        "/en/newsletters/2026/02/06/",
        "brief-6-feb-2026.eml",
        "2026-02-06-12-items.md",
    ],
)
def test_file_names_and_slugs_give_their_date(name: str) -> None:
    assert find_name_date(name) == SIXTH


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2026",
        "0000-01-01",
        "2020-13-45",
        "February 2026",
        "On 4 February",
        "02/03/2026",
        "Volume 12 Number 6 February 2026",
        "Nr. 6 Februar 2026",
        "Number 4.6 February 2026",
        "They set 6 out in 2026",
        "version 1.2.3",
        "they may 5",
        "",
    ],
)
def test_what_names_no_certain_day_is_no_date(text: str) -> None:
    assert find_date(text) is None


def test_digits_that_only_look_like_a_date_are_no_file_name_date() -> None:
    assert find_name_date("invoice-99920260206.txt") is None
    assert find_name_date("20261340.txt") is None


def test_a_header_date_is_the_day_in_the_time_zone_of_the_sender() -> None:
    assert parse_header_date("Fri, 06 Feb 2026 23:30:00 -0800") == SIXTH
    assert parse_header_date("nonsense") is None


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
def test_a_year_that_stands_for_none_gives_no_header_date(year: str) -> None:
    assert parse_header_date(f"Fri, 06 Feb {year} 23:30:00 +0000") is None
    assert parse_header_date(f"{year}-02-06T23:30:00Z") is None


def test_a_month_or_a_day_without_a_year_is_a_guess_only() -> None:
    assert guess_date("February 2026") == date(2026, 2, 1)
    assert guess_date("LIMA, Feb. 6 —", 2026) == SIXTH
    assert guess_date("LIMA, Feb. 6 —") is None


def test_event_mentions_keep_ranges_and_places_in_the_text() -> None:
    text = "On 4 February and from March 7 to 9, 2025 they met."
    first, second = date_mentions(text)
    assert text[first.start : first.end] == "4 February"
    assert first.first(2026) == date(2026, 2, 4)
    assert (second.first(), second.last()) == (date(2025, 3, 7), date(2025, 3, 9))


@given(st.text())
def test_no_text_at_all_breaks_the_search_for_dates(text: str) -> None:
    for mention in date_mentions(text):
        assert text[mention.start : mention.end]
    parse_header_date(text)
    find_name_date(text)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_date_written_out_is_found_again(day: date) -> None:
    assert find_date(f"Oslo, {day.day} {day:%B} {day.year}") == day
    assert find_date(f"{day:%B} {day.day}, {day.year}") == day
    assert find_name_date(f"issue-{day.isoformat()}.md") == day
