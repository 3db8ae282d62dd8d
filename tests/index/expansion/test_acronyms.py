"""Acronyms in searches: both forms are looked for, where the archive has settled what they mean."""

import pytest

from archive.models import Tag
from index.expansion.acronyms import Acronyms, Expansion, acronym_values
from index.query import parser

PAIRS = Acronyms(
    {
        "FRC = Fisheries Research Council": 3,
        "QZX = Quite Zonal Exchange": 1,
        "ABC = Alpha Beta Club": 5,
        "ABC = Allied Bean Company": 4,
        "IMF = International Monetary Fund": 1,
        "WHO = World Health Organization": 7,
    },
    ["North Atlantic Council", "European Union"],
)
FRC = Expansion("FRC", "Fisheries Research Council")


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("FRC", 'FRC OR "Fisheries Research Council"'),
        ("frc", 'frc OR "Fisheries Research Council"'),
        ("headline:FRC", 'headline:FRC OR headline:"Fisheries Research Council"'),
        ("FRC quotas", '(FRC OR "Fisheries Research Council") quotas'),
        ("fisheries research council", "(fisheries research council) OR FRC"),
        ("new fisheries research council quotas", "new ((fisheries research council) OR FRC) quotas"),
        ("cod OR FRC", 'cod OR FRC OR "Fisheries Research Council"'),
        ("IMF", 'IMF OR "International Monetary Fund"'),
        ("EU", 'EU OR "European Union"'),
        ('"FRC"', "FRC"),
        ('"fisheries research council"', '"fisheries research council"'),
        ("-FRC", "-FRC"),
        ("FRC*", "FRC*"),
        ("who said it", "who said it"),
        ("ABC", "ABC"),
        ("QZX", "QZX"),
        ("NATO", "NATO"),
        ("fisheries council", "fisheries council"),
    ],
)
def test_a_search_looks_for_both_forms_of_an_established_acronym(typed: str, searched: str) -> None:
    node, told = PAIRS.expand(parser.parse(typed).node, parser.quoted_words(typed))
    assert parser.unparse(node) == parser.unparse(parser.parse(searched).node)
    assert bool(told) == (typed != searched and typed != '"FRC"')


def test_each_expansion_is_told_once() -> None:
    node = parser.parse("FRC (cod OR FRC)").node
    assert PAIRS.expand(node)[1] == (FRC,)


def test_the_pairs_of_an_item_come_from_the_evidence_of_its_organisations() -> None:
    tags = (
        Tag("Fisheries Research Council", evidence=("Fisheries Research Council", "FRC")),
        Tag("United Nations", evidence=("U.N.",)),
        Tag(
            "UNESCO", evidence=("United Nations Educational, Scientific and Cultural Organization", "UNESCO")
        ),
        Tag("Federal Reserve", evidence=("Fed",)),
        Tag("Hamas", evidence=("Hamas",)),
    )
    assert acronym_values(tags) == (
        "FRC = Fisheries Research Council",
        "UN = United Nations",
        "UNESCO = United Nations Educational, Scientific and Cultural Organization",
    )
