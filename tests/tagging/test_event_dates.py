"""Event dates: which days a text names, and in which year."""

from datetime import date

import pytest

from archive.models import EventDate
from archive.tagging.event_dates import find_event_dates
from tests.tagging.cases import item_of, rows


def _shown(event: EventDate) -> str:
    return str(event.first) if event.first == event.last else f"{event.first}..{event.last}"


@pytest.mark.parametrize(("issued", "wanted", "text"), rows("event_dates.tsv"), ids=lambda value: value[:60])
def test_a_text_has_exactly_the_days_that_it_names(issued: str, wanted: str, text: str) -> None:
    day = None if issued == "-" else date.fromisoformat(issued)
    found = find_event_dates(item_of(text), day)
    assert [_shown(event) for event in found] == ([] if wanted == "-" else wanted.split())


def test_an_event_date_keeps_the_words_that_say_so() -> None:
    (event,) = find_event_dates(item_of("It began on Feb. 3-5, they say."), date(2026, 2, 6))
    assert event.text == "Feb. 3-5"


def test_headline_and_body_share_a_date() -> None:
    item = item_of("On 4 February it rained.", headline="The storm of 4 February")
    assert len(find_event_dates(item, date(2026, 2, 6))) == 1
