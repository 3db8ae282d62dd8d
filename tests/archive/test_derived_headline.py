"""Headlines of texts that have none, and what of the text they leave to be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.derived_headline import ELLIPSIS, MAX_LENGTH, continuation, could_be_headline, derive_headline

MINISTRY = "The ministry of transport has decided, after two years of talks with the islands"


def test_the_headline_of_an_entry_without_one_is_its_first_sentence() -> None:
    assert (
        derive_headline("Mr. Smith met U.S. officials in Lima. They agreed. (Agency)")
        == "Mr. Smith met U.S. officials in Lima"
    )
    assert derive_headline(f"{MINISTRY}, to dredge it.") == f"{MINISTRY}, to dredge it"


def test_a_sentence_that_is_too_long_is_cut_at_a_clause_or_a_word_with_an_ellipsis() -> None:
    assert derive_headline(f"{MINISTRY}, to dredge the harbour and to move the quays.") == f"{MINISTRY}…"
    assert derive_headline(f"{'very ' * 30}long") == f"{('very ' * 24).strip()}…"
    assert derive_headline("word" * 60) == f"{('word' * 60)[: MAX_LENGTH - 1]}…"


@given(st.text(min_size=1))
def test_a_made_headline_is_a_beginning_of_the_text_and_never_too_long(text: str) -> None:
    headline = derive_headline(text)
    assert len(headline) <= MAX_LENGTH
    assert text.strip().startswith(headline.removesuffix(ELLIPSIS).strip())


@given(st.text(alphabet="Ab. ,“”()", min_size=1, max_size=300))
def test_what_follows_a_made_headline_begins_where_the_headline_stops(text: str) -> None:
    text = text.strip()
    headline = derive_headline(text)
    said = continuation(headline, text)
    rest = text[len(headline.removesuffix(ELLIPSIS)) : said] if said else ""
    assert not any(map(str.isalnum, rest))


@pytest.mark.parametrize(
    ("headline", "text", "rest"),
    [
        ("Fees fall", "Fees fall. Traders are glad.", "Traders are glad."),
        ("“Fees fall.”", "“Fees fall.” Traders are glad.", "Traders are glad."),
        ("Who pays?", "Who pays? Nobody knows.", "Nobody knows."),
        ("Fees fall", "Fees fall: traders are glad.", "traders are glad."),
        ("Fees fall", "Fees fall (Harbour Post)", "(Harbour Post)"),
        ("Fees fall", "Fees fall.", ""),
        (f"{MINISTRY}…", f"{MINISTRY}, to dredge the harbour.", "to dredge the harbour."),
        ("费用下降", "费用下降。商人高兴。", "商人高兴。"),
    ],
)
def test_a_text_goes_on_behind_the_headline_that_opens_it(headline: str, text: str, rest: str) -> None:
    assert text[continuation(headline, text) :] == rest


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Acme", "Acme lowers its fees."),
        ("Acme", "Acme Inc. lowers its fees."),
        ("Acme", "Acme, which rents out cranes, lowers its fees."),
        ("Fees fall", "Traders are glad."),
        ("", "Traders are glad."),
    ],
)
def test_a_text_stays_whole_where_its_sentence_goes_on_behind_the_words_of_the_headline(
    headline: str, text: str
) -> None:
    assert continuation(headline, text) == 0


def test_a_title_before_a_name_is_no_headline_and_one_before_its_author_is() -> None:
    def could_be(opening: str, following: str) -> bool:
        return could_be_headline(opening + following, len(opening))

    assert not could_be("Russian President", " Ivan Petrov arrives in Minsk.")
    assert not could_be("The study", " by the bank shows that fees fall.")
    assert could_be("How to write a parser", " by Lena Vogt")
    assert could_be("How to write a parser", " by the editors")
    assert could_be("How to write a parser", ", Lena Vogt, 4 Sep 2019")
    assert could_be("How to write a parser", " The author takes an afternoon.")


def test_a_sentence_that_ends_with_a_figure_is_said_once_before_its_source() -> None:
    text = "The state extends its curfew to May 31. (Example News)"
    assert derive_headline(text) == "The state extends its curfew to May 31"
    assert text[continuation(derive_headline(text), text) :] == "(Example News)"
