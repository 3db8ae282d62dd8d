"""What items expect, in the order of its days, the same from every engine."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import format_event_value
from index.engine import Engine, Filter
from index.engines.memory.engine import MemoryEngine
from index.query.nodes import Term
from index.upcoming import UpcomingEvent, UpcomingSearch, upcoming_events
from tests.support.index_documents import document

JULY = date(2025, 7, 1)


def _found(engine: Engine, asked: UpcomingSearch) -> list[tuple[str, str]]:
    return [
        (format_event_value(each.first, each.last), each.id) for each in upcoming_events(engine, asked).events
    ]


def test_events_ahead_stand_in_the_order_of_their_days(engine: Engine) -> None:
    assert _found(engine, UpcomingSearch(JULY)) == [
        ("2025-08-01..2025-08-31", "gallium"),
        ("2026-04-01..2026-04-30", "talks"),
        ("2026-04-12", "quiet"),
        ("2030-01-01..2030-12-31", "talks"),
    ]


def test_what_is_under_way_stands_where_it_ends(engine: Engine) -> None:
    assert _found(engine, UpcomingSearch(date(2026, 4, 5)))[:2] == [
        ("2026-04-12", "quiet"),
        ("2026-04-01..2026-04-30", "talks"),
    ]


def test_the_time_the_query_and_the_filters_narrow_the_list(engine: Engine) -> None:
    assert _found(engine, UpcomingSearch(JULY, date(2025, 12, 31))) == [("2025-08-01..2025-08-31", "gallium")]
    assert _found(engine, UpcomingSearch(date(2026, 1, 1), query=Term("gallium"), limit=1)) == [
        ("2026-04-01..2026-04-30", "talks")
    ]
    asked = UpcomingSearch(JULY, filters=(Filter("region", "JP"),))
    assert upcoming_events(engine, asked).events == (
        UpcomingEvent(date(2026, 4, 12), date(2026, 4, 12), "quiet"),
    )


def test_an_engine_without_events_expects_nothing(empty: Engine) -> None:
    empty.rebuild([document("a")], 1)
    told = upcoming_events(empty, UpcomingSearch(JULY))
    assert (told.total, told.events, told.revision) == (0, (), 1)


_days = st.integers(0, 40).map(lambda n: date.fromordinal(JULY.toordinal() + n))
_values = st.lists(st.tuples(_days, st.sampled_from([0, 0, 3, 30])), max_size=3)


@settings(max_examples=60)
@given(st.lists(_values, max_size=8), _days, st.integers(1, 4))
def test_pages_put_together_are_every_event_from_the_day_on_once(
    items: list[list[tuple[date, int]]], first: date, limit: int
) -> None:
    engine = MemoryEngine()
    ahead = [
        tuple(format_event_value(day, date.fromordinal(day.toordinal() + days)) for day, days in events)
        for events in items
    ]
    engine.rebuild((document(f"i{n}", ahead=values) for n, values in enumerate(ahead)), 1)
    whole = upcoming_events(engine, UpcomingSearch(first, limit=1000))
    pages = [
        upcoming_events(engine, UpcomingSearch(first, offset=at, limit=limit)).events
        for at in range(0, whole.total + limit, limit)
    ]
    assert [each for page in pages for each in page] == list(whole.events)
    wanted = {
        (value, f"i{n}")
        for n, values in enumerate(ahead)
        for value in values
        if date.fromisoformat(value.partition("..")[2] or value) >= first
    }
    found = [(format_event_value(each.first, each.last), each.id) for each in whole.events]
    assert set(found) == wanted
    assert len(found) == len(wanted) == whole.total
    starts = [each.first if each.first >= first else each.last for each in whole.events]
    assert starts == sorted(starts)
