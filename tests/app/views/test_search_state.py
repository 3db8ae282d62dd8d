"""The state of a search and its URL."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views import date_text
from app.views.search_state import BadSearchError, SearchState, from_args
from index.engine import Filter, Sort

KNOWN = {"topic": {"trade", "energy"}, "region": {"CN", "CN-GD", "142"}, "date": {"2025", "2025-03"}}


class Known:
    def resolve(self, facet: str, text: str) -> str | None:
        return text if text in KNOWN.get(facet, set()) else None


def read(url: str) -> SearchState:
    args: Mapping[str, list[str]] = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return from_args(args, Known())


def test_adding_a_value_returns_a_new_state_without_the_page() -> None:
    state = SearchState(q="gas", page=3)
    added = state.add("topic", "trade")
    assert added == SearchState(q="gas", filters=(Filter("topic", "trade"),))
    assert state.page == 3
    assert state.filters == ()


def test_removing_what_was_added_gives_the_first_state() -> None:
    state = SearchState(q="gas").add("region", "CN")
    assert state.add("topic", "trade").remove("topic", "trade") == state


def test_excluding_a_value_takes_the_place_of_asking_for_it() -> None:
    state = SearchState().add("topic", "trade").exclude("topic", "trade")
    assert state.filters == (Filter("topic", "trade", exclude=True),)


def test_a_value_replaces_those_it_makes_pointless() -> None:
    state = SearchState().add("region", "142").add("region", "CN", {"142"})
    assert state.filters == (Filter("region", "CN"),)


def test_another_order_drops_the_page() -> None:
    assert SearchState(page=4).with_sort(Sort.OLDEST) == SearchState(sort=Sort.OLDEST)


def test_clearing_keeps_the_query_alone() -> None:
    year = date_text.parse_period("2025")
    state = SearchState(q="gas", first=year, last=year, page=2).add("topic", "trade")
    assert state.cleared() == SearchState(q="gas")


def test_the_same_filters_have_the_same_url_in_whatever_order_they_came() -> None:
    one, two = read("/search?region=CN&topic=trade&q=a"), read("/search?q=a&topic=trade&region=CN")
    assert one.url() == two.url() == "/search?q=a&topic=trade&region=CN"


@pytest.mark.parametrize(
    "url",
    [
        "/search",
        "/search?q=gas",
        "/search?q=a+%22b+c%22&topic=trade&topic=energy&-region=CN-GD&from=2025-03&to=2025-03-04&sort=oldest&page=3",
        "/search?date=2025-03&-date=2025&limit=100",
    ],
)
def test_a_url_is_read_and_written_unchanged(url: str) -> None:
    assert read(url).url() == url


@given(st.text(max_size=60), st.integers(1, 10**9), st.sampled_from([None, *Sort]))
def test_any_state_survives_its_url(q: str, page: int, sort: Sort | None) -> None:
    state = read(f"{SearchState(q=q, page=page, sort=sort).url()}")
    assert read(state.url()) == state


def test_empty_parameters_mean_nothing() -> None:
    assert read("/search?q=&topic=&from=&to=&sort=&page=") == SearchState()


def test_parameters_that_newsletters_add_to_links_are_ignored() -> None:
    assert read("/search?q=gas&utm_source=letter&fbclid=1") == SearchState(q="gas")


def test_words_come_best_first_and_no_words_newest_first() -> None:
    assert SearchState(q="gas").order is Sort.RELEVANCE
    assert SearchState().order is Sort.NEWEST


def test_the_natural_order_has_no_place_in_the_url() -> None:
    assert read("/search?q=gas&sort=relevance").url() == "/search?q=gas"
    assert read("/search?sort=newest").url() == "/search"


def test_control_characters_become_spaces() -> None:
    assert read("/search?q=a%00b%0Ac%7F").q == "a b c"


@pytest.mark.parametrize(
    ("url", "told", "mended"),
    [
        ("/search?q=a&page=x", "page", "/search?q=a"),
        ("/search?q=a&page=0", "page", "/search?q=a"),
        ("/search?q=a&page=-1", "page", "/search?q=a"),
        ("/search?q=a&page=1.5", "page", "/search?q=a"),
        ("/search?q=a&page=" + "9" * 5000, "page", "/search?q=a"),
        ("/search?q=a&page=٣", "page", "/search?q=a"),
        ("/search?q=a&from=2025-03&to=2024", "after", "/search?q=a&from=2024&to=2025-03"),
        ("/search?q=a&from=soon", "no date", "/search?q=a"),
        ("/search?q=a&to=2025-02-30", "no date", "/search?q=a"),
        ("/search?q=a&to=2025-13", "no date", "/search?q=a"),
        ("/search?q=a&to=0000", "no date", "/search?q=a"),
        ("/search?q=a&colour=red", "no field “colour”", "/search?q=a"),
        ("/search?q=a&-q=b", "no field “-q”", "/search?q=a"),
        ("/search?q=a&topic=nothing", "no topic “nothing”", "/search?q=a"),
        ("/search?q=a&-region=XX&region=CN", "no region “XX”", "/search?q=a&region=CN"),
        ("/search?q=a&date=2025-03-04", "no date “2025-03-04”", "/search?q=a"),
        ("/search?q=a&sort=best", "no order “best”", "/search?q=a"),
        ("/search?q=a&limit=101", "limit", "/search?q=a"),
        ("/search?q=a&q=b", "2 times", "/search?q=a"),
        ("/search?q=a&topic=" + "x" * 10_000, "…", "/search?q=a"),
    ],
)
def test_a_search_that_cannot_be_says_why_and_what_would(url: str, told: str, mended: str) -> None:
    with pytest.raises(BadSearchError) as caught:
        read(url)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert caught.value.mended.url() == mended
