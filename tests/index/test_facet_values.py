import pytest

from index.facet_values import UNRESTRICTED, FacetValues


@pytest.mark.parametrize(
    ("facet", "text", "value"),
    [
        ("topic", "Trade", "trade"),
        ("topic", "alchemy", None),
        ("region", " south  korea ", "KR"),
        ("region", "cn-gd", "CN-GD"),
        ("region", "Atlantis", None),
        ("date", "2025", "2025"),
        ("date", "2025-02", "2025-02"),
        ("date", "2025-13", None),
        ("date", "0000", None),
        ("date", "٢٠٢٥", None),
        ("publication", "WCI", "wci"),
        ("publication", "Weekly!", None),
        ("colour", "red", None),
        ("topic", "", None),
    ],
)
def test_a_name_is_resolved_to_its_value(facet: str, text: str, value: str | None) -> None:
    assert UNRESTRICTED.resolve(facet, text) == value


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        ("topic", "trade", "Trade"),
        ("topic", "alchemy", "alchemy"),
        ("region", "KR", "South Korea"),
        ("region", "XX", "XX"),
        ("date", "2026", "2026"),
        ("date", "2026-02", "February 2026"),
        ("date", "soon", "soon"),
        ("publication", "wci", "wci"),
    ],
)
def test_a_value_has_a_label(facet: str, value: str, label: str) -> None:
    assert UNRESTRICTED.label(facet, value) == label


@pytest.mark.parametrize(
    ("facet", "value", "parent"),
    [
        ("topic", "trade", "economy"),
        ("topic", "economy", None),
        ("topic", "alchemy", None),
        ("region", "CN-GD", "CN"),
        ("region", "CN", "030"),
        ("region", "142", None),
        ("date", "2026-02", "2026"),
        ("date", "2026", None),
        ("publication", "wci", None),
    ],
)
def test_a_value_has_the_one_above_it_as_its_parent(facet: str, value: str, parent: str | None) -> None:
    assert UNRESTRICTED.parent(facet, value) == parent


def test_publications_that_are_known_have_titles_and_no_others_are_there() -> None:
    known = FacetValues({"wci": "Weekly China Insight"})
    assert known.label("publication", "wci") == "Weekly China Insight"
    assert known.resolve("publication", "Weekly China INSIGHT") == "wci"
    assert known.resolve("publication", "WCI") == "wci"
    assert known.resolve("publication", "wti") is None
