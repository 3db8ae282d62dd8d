"""What the facet panel shows of many values, and how the others are reached."""

from app.views.facet_vocabulary import FacetVocabulary
from app.views.facets import FIRST_VALUES, MAX_CHILDREN, FacetView, ValueView, facet_views
from app.views.search_state import SearchState
from archive.vocabularies import regions

STATES = [code for code in regions.codes() if code.startswith("US-")][:20]
COUNTS = {"region": {"US": 100, "CN": 3, "CN-GD": 2, **{code: 40 - n for n, code in enumerate(STATES)}}}


def panel(state: SearchState) -> FacetView:
    return facet_views(state, COUNTS, FacetVocabulary(None))[0]


def value(state: SearchState, code: str) -> ValueView:
    return next(view for view in panel(state).first if view.value == code)


def test_of_many_values_below_a_closed_one_the_first_show_and_it_leads_to_the_others() -> None:
    assert len(STATES) > MAX_CHILDREN
    closed = value(SearchState(), "US")
    assert [child.value for child in closed.children] == STATES[:FIRST_VALUES]
    assert (closed.open, closed.further) == (False, len(STATES) - FIRST_VALUES)
    opened = value(SearchState().add("region", "US"), "US")
    assert {child.value for child in opened.children} == set(STATES)
    assert (opened.open, opened.further) == (True, 0)


def test_few_values_below_a_closed_one_all_show() -> None:
    china = value(SearchState(), "CN")
    assert ([child.value for child in china.children], china.further) == (["CN-GD"], 0)


def test_a_chosen_value_below_opens_what_stands_above_it() -> None:
    opened = value(SearchState().exclude("region", STATES[-1]), "US")
    assert opened.open
    assert opened.children[0].value == STATES[-1]


def test_programs_get_every_value() -> None:
    assert {view.value for view in panel(SearchState()).values} == set(COUNTS["region"])
