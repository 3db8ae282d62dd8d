"""Event dates: which days a text names, in which year, how exactly, and whether they lie ahead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.dates import DateOrder
from archive.models import EventDate, Precision
from archive.tagging.event_dates import find_event_dates
from benchmarks.tagging.event_dates import LabelledSentence, events_of, parse_label, score, written_labels
from benchmarks.tagging.event_dates import archive_labels as shared_labels
from tests.support.tagging_cases import item_of, rows

_LEAST = 0.95


def _shown(event: EventDate) -> str:
    return str(event.first) if event.first == event.last else f"{event.first}..{event.last}"


@pytest.mark.parametrize(("issued", "wanted", "text"), rows("event_dates.tsv"), ids=lambda value: value[:60])
def test_a_text_has_exactly_the_days_that_it_names(issued: str, wanted: str, text: str) -> None:
    day = None if issued == "-" else date.fromisoformat(issued)
    found = find_event_dates(item_of(text), day)
    assert [_shown(event) for event in found] == ([] if wanted == "-" else wanted.split())


@pytest.mark.parametrize(("issued", "wanted", "text"), rows("event_times.tsv"), ids=lambda value: value[:60])
def test_an_event_is_as_exact_as_its_words_and_ahead_only_where_it_is_expected(
    issued: str, wanted: str, text: str
) -> None:
    row = LabelledSentence(date.fromisoformat(issued), text, parse_label(wanted), held_out=False)
    assert events_of(row) == row.events


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned on", "held out"])
def test_sentences_labelled_by_hand_are_read_exactly(held_out: bool) -> None:
    _assert_exact([row for row in written_labels() if row.held_out is held_out])


def test_items_of_real_archives_labelled_by_hand_are_read_exactly(shared: Path) -> None:
    _assert_exact(list(shared_labels(shared / "data")))


def _assert_exact(labelled: Sequence[LabelledSentence]) -> None:
    told = score(labelled)
    missed = [row.text for row in labelled if events_of(row) != row.events]
    assert told.sentences >= 50
    assert told.exact / told.sentences >= _LEAST, missed


def test_an_event_date_keeps_the_words_that_say_so() -> None:
    (event,) = find_event_dates(item_of("It began on Feb. 3-5, they say."), date(2026, 2, 6))
    assert (event.text, event.sentence) == ("Feb. 3-5", "")


def test_an_event_ahead_keeps_the_sentence_that_expects_it() -> None:
    text = "The bank left its rate unchanged. It will decide again by the end of March. Nobody was surprised."
    (event,) = find_event_dates(item_of(text), date(2026, 2, 6))
    assert event == EventDate(
        date(2026, 3, 31),
        date(2026, 3, 31),
        "the end of March",
        Precision.ABOUT,
        ahead=True,
        sentence="It will decide again by the end of March.",
    )


def test_of_a_sentence_without_end_the_words_around_the_date_are_kept() -> None:
    (event,) = find_event_dates(
        item_of("so it went on " * 200 + "until 30 June " + "and on " * 200), date(2026, 2, 6)
    )
    assert len(event.sentence) < 620
    assert "until 30 June" in event.sentence
    assert event.sentence.startswith("…")
    assert event.sentence.endswith("…")


def test_headline_and_body_share_a_date() -> None:
    item = item_of("On 4 February it rained.", headline="The storm of 4 February")
    assert len(find_event_dates(item, date(2026, 2, 6))) == 1


def test_what_is_expected_is_told_by_the_text_rather_than_by_the_headline() -> None:
    item = item_of("Borders will close on 1 March. Nobody was asked.", headline="Borders to close on 1 March")
    (event,) = find_event_dates(item, date(2026, 2, 6))
    assert event.sentence == "Borders will close on 1 March."


def test_a_headline_in_the_infinitive_looks_ahead() -> None:
    (event,) = find_event_dates(item_of("", headline="China to host talks on Monday"), date(2026, 2, 6))
    assert (event.first, event.ahead) == (date(2026, 2, 9), True)


def test_a_headline_that_only_has_a_to_does_not() -> None:
    item = item_of("", headline="Toll of the sinking off Tunisia on Tuesday rises to at least 52")
    (event,) = find_event_dates(item, date(2026, 2, 6))
    assert (event.first, event.ahead) == (date(2026, 2, 3), False)


def test_days_in_figures_are_read_in_the_order_of_their_publication() -> None:
    item = item_of("The office opened on 3/7/2025.")
    assert find_event_dates(item, None) == ()
    assert [e.first for e in find_event_dates(item, None, DateOrder.DAY_FIRST)] == [date(2025, 7, 3)]
    assert [e.first for e in find_event_dates(item, None, DateOrder.MONTH_FIRST)] == [date(2025, 3, 7)]


def test_one_day_in_figures_shows_how_to_read_another() -> None:
    found = find_event_dates(item_of("Opened on 3/7/2025, it closed on 3/14/2025."), None)
    assert [e.first for e in found] == [date(2025, 3, 7), date(2025, 3, 14)]


_pieces = st.sampled_from(
    [
        *(
            "on Friday",
            "last week",
            "next",
            "3",
            "to",
            "and",
            "-",
            "May",
            "March 2025",
            "2024",
            "by",
            "the end of",
            "early",
        ),
        *(
            "Q3",
            "the first quarter",
            "two",
            "days ago",
            "between",
            "from",
            ".",
            ",",
            "(",
            ")",
            "will",
            "2025-03-04",
            "31",
        ),
        *(
            "February",
            "the",
            "15th",
            "since",
            "\n",
            "7/14/2025",
            "in",
            "1999-2003",
            "this",
            "year",
            "weekend",
            "said",
        ),
        *(
            "the last day of",
            "the third of",
            "the first Monday in",
            "Friday the 13th",
            "Christmas Day",
            "until Easter",
            "the three months to",
            "the week ended",
            "the second half of",
            "Monday week",
            "3, 4 and 5",
            "4Q25",
            "meeting",
            "'s",
            "Jan",
            ";",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(_pieces, max_size=30).map(" ".join), st.dates(), st.sampled_from(["en", "fr"]))
def test_whatever_is_written_events_have_days_in_order_and_words_of_the_text(
    text: str, issued: date, language: str
) -> None:
    item = replace(item_of(text, headline=text), language=language)
    for event in find_event_dates(item, issued):
        assert event.first <= event.last
        assert event.text
        assert event.text in text
        assert (event.first == event.last) or event.precision is not Precision.DAY
        assert not event.ahead or (event.last >= issued and event.sentence)
        assert event.ahead or event.first <= issued


@pytest.mark.parametrize("issued", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_trap(issued: date) -> None:
    text = (
        "Yesterday, last week, next month, next Tuesday, two years ago, in two weeks' time, in the first "
        "quarter, early next year, on the 31st, by year-end, on 29 February, over the weekend it rained."
    )
    for event in find_event_dates(item_of(text), issued):
        assert event.first <= event.last
