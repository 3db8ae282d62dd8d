"""Headlines of texts that have none."""

from hypothesis import given
from hypothesis import strategies as st

from archive.derived_headline import derive_headline


def test_the_headline_of_an_entry_without_one_is_its_first_sentence() -> None:
    assert (
        derive_headline("Mr. Smith met U.S. officials in Lima. They agreed. (Agency)")
        == "Mr. Smith met U.S. officials in Lima"
    )
    long = "The ministry of transport has decided, after two years of talks with the islands"
    assert derive_headline(f"{long}, to dredge the harbour and to move the quays.") == long
    assert derive_headline("word" * 60) == ("word" * 60)[:110]


@given(st.text(min_size=1))
def test_a_shortened_headline_is_always_a_beginning_of_the_text(text: str) -> None:
    assert text.strip().startswith(derive_headline(text).strip())
