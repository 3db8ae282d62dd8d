"""Whom a reader means by what is typed for a person or an organisation."""

import pytest

from index.expansion.name_lookup import NameLookup

PEOPLE = NameLookup(
    "person", {"Xi Jinping": 40, "Xi Chen": 3, "Li Wei": 5, "Li Na": 4, "Luiz Inácio Lula da Silva": 2}
)
BODIES = NameLookup(
    "organisation", {"International Monetary Fund": 9, "Bank of Japan": 2, "Bank of England": 3}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Xi Jinping", "Xi Jinping"),
        ("xi jinping", "Xi Jinping"),
        ("  XI   JINPING ", "Xi Jinping"),
        ("xi", "Xi Jinping"),
        ("chen", "Xi Chen"),
        ("li", None),
        ("luiz inacio lula da silva", "Luiz Inácio Lula da Silva"),
        ("lula", "Luiz Inácio Lula da Silva"),
        ("Jinping Xi", "Xi Jinping"),
        ("putin", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_person_is_found_by_name_form_or_telling_part(typed: str, meant: str | None) -> None:
    assert PEOPLE.resolve(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("IMF", "International Monetary Fund"),
        ("imf", "International Monetary Fund"),
        ("bank japan", "Bank of Japan"),
    ],
)
def test_an_organisation_is_found_by_its_acronym_too(typed: str, meant: str) -> None:
    assert BODIES.resolve(typed) == meant


def test_who_is_well_known_but_stands_in_no_item_is_not_found() -> None:
    assert PEOPLE.resolve("Vladimir Putin") is None
    assert BODIES.resolve("NATO") is None
