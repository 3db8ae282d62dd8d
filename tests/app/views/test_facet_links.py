"""Addresses put together fast are those of the state they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views import date_text
from app.views.facets import FacetLinks
from app.views.search_state import SearchState, sorted_filters
from index.engine import Filter, Sort
from index.fields import SHOWN_FACETS

VALUES = ("CN", "CN-GD", "a b&c=é", "2025-03", "trade")
FILTERS = st.builds(
    Filter, st.sampled_from([facet.name for facet in SHOWN_FACETS]), st.sampled_from(VALUES), st.booleans()
)
STATES = st.builds(
    SearchState,
    q=st.sampled_from(["", "steel", 'a & "b"=c+d']),
    filters=st.lists(FILTERS, max_size=5, unique_by=lambda f: (f.facet, f.value)).map(sorted_filters),
    first=st.sampled_from([None, date_text.parse_period("2024")]),
    last=st.sampled_from([None, date_text.parse_period("2025-02")]),
    sort=st.sampled_from([None, Sort.OLDEST]),
    page=st.integers(1, 3),
    limit=st.sampled_from([0, 50]),
)


@given(state=STATES, value=st.sampled_from(VALUES), rivals=st.sets(st.sampled_from(VALUES)))
@pytest.mark.parametrize("facet", [facet.name for facet in SHOWN_FACETS])
def test_a_link_is_the_address_of_the_search_it_leads_to(
    facet: str, state: SearchState, value: str, rivals: set[str]
) -> None:
    links = FacetLinks(state, facet)
    assert links.add(value, rivals) == state.add(facet, value, rivals).url()
    assert links.exclude(value) == state.exclude(facet, value).url()
    assert links.remove(value) == state.remove(facet, value).url()
