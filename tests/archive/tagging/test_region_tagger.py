"""Names of places in text: which count, for what, and what speaks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Item, Paragraph
from archive.tagging.region_tagger import tag_regions
from archive.vocabularies.regions import MIN_STRENGTH, ancestors, resolve, strong_enough
from tests.support.tagging_cases import item_of, rows

PARTS = (
    *(
        "China",
        "BEIJING",
        "Kyiv",
        "Georgia",
        "Punjab",
        "Split",
        "New York",
        "Latin America",
        "EU",
        "US",
        "Xi",
    ),
    *("(Reuters)", "-", "—", "the", "in", "of", "da", "and", "'s", ",", ".", "St.", "County", "Mayor", "\n"),
)


@pytest.mark.parametrize(("codes", "text"), rows("regions.tsv"), ids=lambda value: value[:60])
def test_a_text_has_exactly_the_regions_that_it_speaks_of(codes: str, text: str) -> None:
    assert {tag.value for tag in tag_regions(item_of(text))} == set(codes.split()) - {"-"}


@pytest.mark.parametrize(("role", "code", "text"), rows("region_roles.tsv"), ids=lambda value: value[:60])
def test_a_region_has_the_part_that_its_sentence_gives_it(role: str, code: str, text: str) -> None:
    roles = {tag.value: tag.role or "about" for tag in tag_regions(item_of(text))}
    assert roles.get(code) == role


@pytest.mark.parametrize(
    ("codes", "headline", "text"), rows("regions_about.tsv"), ids=lambda value: value[:60]
)
def test_a_text_is_about_these_regions_and_only_mentions_others(codes: str, headline: str, text: str) -> None:
    tags = tag_regions(item_of(text, headline=headline.strip("-")))
    assert {tag.value for tag in strong_enough(tags)} == set(codes.split()) - {"-"}


def test_a_row_in_capitals_in_a_table_has_its_countries() -> None:
    item = item_of("Exports by country:\nJAPAN 12.3\nSOUTH KOREA 4.5\nALL OF US 16.8")
    assert {tag.value for tag in tag_regions(item)} == {"JP", "KR"}


def test_a_name_weighs_by_where_it_stands() -> None:
    item = item_of("A note came to Chile. Cuba's was lost.", headline="To Peru")
    weights = {tag.value: tag.strength for tag in tag_regions(item)}
    assert weights == {"PE": 1.0, "CL": 0.707, "CU": 0.577}


def test_a_region_named_once_after_the_first_sentence_is_mentioned_unless_it_acts_or_begins_a_sentence() -> (
    None
):
    item = item_of(
        "Peru votes. Its rules are those of Chile. Cuba agreed. Notes went to Brazil and back to Brazil."
    )
    assert {t.value for t in strong_enough(tag_regions(item))} == {"PE", "CU", "BR"}
    (chile,) = (tag for tag in tag_regions(item) if tag.value == "CL")
    assert chile.role == "mentioned"


def test_a_name_in_the_takeaway_weighs_more_than_one_in_the_text() -> None:
    item = Item(
        paragraphs=tuple(Paragraph(t) for t in ("A note came.", "Cuba's came.", "Look to Peru.")),
        takeaway="Look to Peru.",
    )
    assert [(tag.value, tag.strength) for tag in tag_regions(item)] == [("PE", 1.0), ("CU", 0.707)]


def test_what_is_named_more_often_weighs_more() -> None:
    tags = tag_regions(item_of("It was for Peru. It was for Chile. It was for Peru. It was for Peru."))
    assert [tag.value for tag in tags] == ["PE", "CL"]


def test_a_dateline_hardly_counts_beside_other_regions_but_stands_in_where_there_are_none() -> None:
    beside = {t.value: t for t in tag_regions(item_of("LONDON (Reuters) - Oil fell as Iran pumped more."))}
    assert beside["GB"].strength < MIN_STRENGTH <= beside["IR"].strength
    (alone,) = (t for t in tag_regions(item_of("PARIS (AP) — The pension age will rise.")) if t.value == "FR")
    assert alone.role == "dateline"
    assert MIN_STRENGTH <= alone.strength < 1


def test_a_region_named_by_the_way_in_a_long_text_on_another_is_faint() -> None:
    text = "Peru votes. " + "Peru's parties met. " * 12 + "Its rules are stricter than Chile's."
    tags = {tag.value: tag for tag in tag_regions(item_of(text))}
    assert tags["CL"].role == "mentioned"
    assert tags["CL"].strength < MIN_STRENGTH


@given(
    st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=14), st.sampled_from([" ", "", "-", ", "])
)
def test_any_text_has_known_regions_with_words_that_stand_in_it(parts: list[str], between: str) -> None:
    text = between.join(parts)
    for tag in tag_regions(Item(headline=text, paragraphs=(Paragraph(text.upper()), Paragraph(text)))):
        assert resolve(tag.value) == tag.value
        assert 0 < tag.strength <= 1
        assert tag.evidence
        assert all(words in text or words in text.upper() for words in tag.evidence)


def test_a_name_of_two_subdivisions_counts_once_for_their_country() -> None:
    weights = {
        tag.value: tag.strength for tag in tag_regions(item_of("A shell fell on Peru. The Donbas shook."))
    }
    assert weights["UA"] == weights["UA-14"] == weights["UA-09"] < weights["PE"]


def test_a_bloc_is_a_region_of_its_own_and_tags_no_member() -> None:
    assert {t.value for t in tag_regions(item_of("ASEAN and the EU signed a trade pact."))} == {"asean", "eu"}


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


def test_a_minor_subdivision_counts_where_it_reads_as_a_place_or_its_country_is_named() -> None:
    with_country = item_of("Manabí will rebuild, Ecuador said.")
    assert {"EC", "EC-M"} <= {tag.value for tag in tag_regions(with_country)}
    assert "EC-M" in {tag.value for tag in tag_regions(item_of("The flood in Manabí cut off roads."))}
    assert tag_regions(item_of("Manabí will rebuild.")) == ()
    assert {t.value for t in tag_regions(item_of("Ecuador thanked Manabí Torres."))} == {"EC"}


def test_a_town_whose_name_is_a_word_needs_its_country_and_a_place_to_stand() -> None:
    assert tag_regions(item_of("The firm of Split and Sons moved.")) == ()
    assert {t.value for t in tag_regions(item_of("Ferries left Croatia from Split."))} == {"HR", "HR-17"}


def test_the_other_places_of_a_text_settle_which_town_is_meant() -> None:
    assert "GB-ENG" in {t.value for t in tag_regions(item_of("Britain closed the depot in Birmingham."))}
    assert "US-AL" in {t.value for t in tag_regions(item_of("The depot in Birmingham, Alabama, closed."))}
    assert "VE-L" in {t.value for t in tag_regions(item_of("A slide hit Mérida, Venezuela said."))}


def test_the_ancestors_of_every_tag_are_known() -> None:
    for tag in tag_regions(item_of("Guangdong, Texas and Bavaria trade with Brazil.")):
        assert ancestors(tag.value)
