"""People and organisations in text: who is named, under which name, in which office, and who is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Draft, Item, Origin, Paragraph, Tag
from archive.tagging.names.name_tagger import MAX_NAMES, NameTags, tag_names
from archive.tagging.tagger import tag
from tests.support.tagging_cases import item_of, rows

PARTS = (
    *(
        "Xi",
        "Xi Jinping",
        "President",
        "Wang Yi",
        "Bank",
        "of",
        "Japan",
        "the",
        "Ministry",
        "and",
        "NPC",
        "U.S.",
    ),
    *(
        "J.",
        "al-Kani",
        "van",
        "'s",
        "’s",
        "(",
        ")",
        "-",
        "–",
        ",",
        ".",
        "Dr.",
        "Jr.",
        "Ana",
        "Brito",
        "Party",
        "\n",
        "&",
    ),
)


def names(item: Item) -> NameTags:
    return tag_names([item])[0]


@pytest.mark.parametrize(("people", "text"), rows("names/people.tsv"), ids=lambda value: value[:60])
def test_a_text_names_exactly_these_people_with_these_roles(people: str, text: str) -> None:
    wanted = dict(re.findall(r"([^();]+) \((.*?)\)(?:; |$)", people))
    assert {tag.value: tag.role for tag in names(item_of(text)).people} == wanted


@pytest.mark.parametrize(("bodies", "text"), rows("names/organisations.tsv"), ids=lambda value: value[:60])
def test_a_text_names_exactly_these_organisations(bodies: str, text: str) -> None:
    assert {tag.value for tag in names(item_of(text)).organisations} == set(bodies.split("; "))


@pytest.mark.parametrize("text", [text for (text,) in rows("names/no_names.tsv")])
def test_what_is_capitalised_for_another_reason_is_no_name(text: str) -> None:
    assert names(item_of(text)) == NameTags()
    assert names(Item(headline=text)) == NameTags()


def test_the_forms_of_a_name_are_joined_and_kept_as_evidence() -> None:
    item = item_of("Ana Brito spoke. Brito's rival did not. Ms. Brito left.", headline="Brito wins the race")
    (person,) = names(item).people
    assert (person.value, set(person.evidence)) == ("Ana Brito", {"Ana Brito", "Brito"})


def test_two_people_of_one_family_stay_two() -> None:
    found = names(item_of("Alexander Lukashenko came with his son Nikolai Lukashenko in June."))
    assert [tag.value for tag in found.people] == ["Alexander Lukashenko", "Nikolai Lukashenko"]


def test_a_name_in_the_headline_and_often_named_weighs_more() -> None:
    item = item_of("It was Ana Brito. Brito won. Brito left for Peru with Luis Costa.", headline="Brito wins")
    weights = {tag.value: tag.strength for tag in names(item).people}
    assert weights["Ana Brito"] > weights["Luis Costa"] > 0
    assert list(weights) == ["Ana Brito", "Luis Costa"]


@pytest.mark.parametrize(
    "text", ["The Fisheries Research Council (FRC) met.", "The FRC (Fisheries Research Council) met."]
)
def test_an_acronym_that_an_item_explains_counts_in_all_items_of_the_issue(text: str) -> None:
    items = [item_of("Nobody heeds the FRC today."), item_of(text), item_of("A day without news.")]
    found = [[(tag.value, set(tag.evidence)) for tag in n.organisations] for n in tag_names(items)]
    name = "Fisheries Research Council"
    assert found == [[(name, {"FRC"})], [(name, {name, "FRC"})], []]


def test_an_acronym_that_is_explained_in_two_ways_means_neither() -> None:
    items = [
        item_of("The Fisheries Research Council (FRC) met."),
        item_of("The Forest Rescue Commission (FRC) met."),
        item_of("The FRC met."),
    ]
    assert tag_names(items)[2] == NameTags()


def test_what_a_bracket_holds_is_no_acronym_where_the_letters_do_not_fit() -> None:
    (body,) = names(item_of("The Fisheries Research Council (QXZ) met. Nobody knows the QXZ.")).organisations
    assert body.evidence == ("Fisheries Research Council",)


def test_an_ambiguous_form_counts_only_beside_words_that_settle_it() -> None:
    assert not names(item_of("The NPC was on the screen.")).organisations
    (body,) = names(item_of("In Beijing the NPC met.")).organisations
    assert body.value == "National People's Congress"


def test_texts_in_other_languages_give_known_names_alone() -> None:
    text = "Die Bank der Stadt und der Minister Otto Kranz trafen Angela Merkel."
    german = Item(paragraphs=(Paragraph(text),), language="de")
    assert [tag.value for tag in names(german).people] == ["Angela Merkel"]


def test_tags_that_an_item_has_already_stay_and_are_not_doubled() -> None:
    given_tag = Tag("Xi", Origin.EDITOR, role="guest")
    item = Item(people=(given_tag,), paragraphs=(Paragraph("Xi Jinping met Ana Brito in China."),))
    (tagged,) = tag(Draft("P", None, (item,))).items
    assert [(t.value, t.origin) for t in tagged.people] == [
        ("Xi Jinping", Origin.EDITOR),
        ("Ana Brito", Origin.PARSER),
    ]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_is_tagged_with_words_of_its_own(text: str) -> None:
    found = names(item_of(text, headline=text))
    plain = text.replace("’", "'")
    for each in (*found.people, *found.organisations):
        assert each.value.strip()
        assert 0 < each.strength <= 1
        assert all(form in text or form.replace("’", "'") in plain for form in each.evidence)


def test_a_list_of_very_many_people_is_cut_to_the_weightiest() -> None:
    syllables = ("ba", "ro", "mi", "tan", "kel", "sur", "vo", "len")
    people = [f"Ana {a.title()}{b}{c}" for a in syllables for b in syllables for c in syllables]
    item = item_of(" and ".join(f"President {person}" for person in people), headline=f"{people[-1]} wins it")
    found = names(item).people
    assert len(found) == MAX_NAMES
    assert found[0].value == people[-1]
