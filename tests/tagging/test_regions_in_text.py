"""Names of places in text: which count, for what, and what speaks for them."""

import pytest

from archive.regions import ancestors
from archive.tagging.regions import tag_regions
from tests.tagging.cases import item_of, rows


@pytest.mark.parametrize(("codes", "text"), rows("regions.tsv"), ids=lambda value: value[:60])
def test_a_text_has_exactly_the_regions_that_it_speaks_of(codes: str, text: str) -> None:
    assert {tag.value for tag in tag_regions(item_of(text))} == set(codes.split()) - {"-"}


def test_a_name_in_the_headline_weighs_more_than_one_in_the_body() -> None:
    item = item_of("Chile sent a note.", headline="Peru closes its border")
    assert [(tag.value, tag.weight) for tag in tag_regions(item)] == [("PE", 1.0), ("CL", 0.333)]


def test_the_evidence_is_each_wording_once_as_it_stands_in_the_text() -> None:
    (tag,) = tag_regions(item_of("Japan's Diet met; Japanese prices rose as Japan voted."))
    assert tag.evidence == ("Japan", "Japanese")


def test_a_subdivision_brings_its_country_with_the_same_evidence() -> None:
    tags = {tag.value: tag.evidence for tag in tag_regions(item_of("Zhejiang kept its target."))}
    assert tags == {"CN-ZJ": ("Zhejiang",), "CN": ("Zhejiang",)}


def test_section_and_story_path_are_read_too() -> None:
    item = item_of("Exports fell.", section="Vietnam", story=("Drought in Kenya",))
    assert {tag.value for tag in tag_regions(item)} == {"VN", "KE"}


def test_a_headline_in_capitals_is_read_as_any_other() -> None:
    item = item_of("", headline="NEW ZEALAND AND PERU SIGN PACT; GIVE US A BREAK, SAY FARMERS")
    assert {tag.value for tag in tag_regions(item)} == {"NZ", "PE"}


def test_a_country_elsewhere_in_the_item_settles_a_name_of_two_places() -> None:
    assert "PK-PB" in {
        t.value for t in tag_regions(item_of("Punjab shut schools.", headline="Pakistan chokes"))
    }
    assert "IN-PB" in {t.value for t in tag_regions(item_of("Punjab shut schools.", headline="India chokes"))}


def test_a_minor_subdivision_counts_beside_its_country_where_it_reads_as_a_place() -> None:
    with_country = item_of("The flood in Manabí cut off roads, Ecuador said.")
    assert "EC-M" in {tag.value for tag in tag_regions(with_country)}
    assert tag_regions(item_of("The flood in Manabí cut off roads.")) == ()
    assert {t.value for t in tag_regions(item_of("Ecuador thanked Manabí Torres."))} == {"EC"}


def test_the_ancestors_of_every_tag_are_known() -> None:
    for tag in tag_regions(item_of("Guangdong, Texas and Bavaria trade with Brazil.")):
        assert ancestors(tag.value)
