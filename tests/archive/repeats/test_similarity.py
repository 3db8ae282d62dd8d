"""What counts as a repeat, and that bands lead to it."""

from hypothesis import given
from hypothesis import strategies as st

from archive.repeats import minhash
from archive.repeats.similarity import REPEAT_SIMILARITY, ShingledText, repeat_similarity, similarity

STORY = (
    "The port authority of Lisbon lowered its fees for container ships on Monday, after two years in which "
    "freight forwarders in Portugal and Spain had asked for it. The new tariff of 12 euros a container holds "
    "until June, when the government means to look at the figures again and decide whether to go on."
)


def test_a_text_repeats_itself_whatever_its_case_addresses_and_line_breaks() -> None:
    other = STORY.replace("Lisbon", "Lisbon (https://example.org/port?a=1)").replace(". ", ".[3]\n")
    assert repeat_similarity(ShingledText(STORY), ShingledText(other)) == 1.0
    assert similarity(ShingledText(STORY), ShingledText(STORY.upper())) == 1.0


def test_a_sentence_more_leaves_it_a_repeat() -> None:
    longer = f"{STORY} Ship owners welcomed the step but asked for more."
    assert REPEAT_SIMILARITY < repeat_similarity(ShingledText(STORY), ShingledText(longer)) < 1.0


def test_another_story_is_no_repeat() -> None:
    other = STORY.replace("lowered", "raised").replace("Portugal", "Morocco").replace("Spain", "Algeria")
    assert similarity(ShingledText(STORY), ShingledText(other)) > REPEAT_SIMILARITY
    assert repeat_similarity(ShingledText(STORY), ShingledText(other)) == 0.0


def test_the_same_sentence_about_another_place_is_no_repeat() -> None:
    one = (
        "Fiji reports its first six cases of the new variant of the virus, which was found in India in March."
    )
    two = one.replace("Fiji", "Portugal")
    assert similarity(ShingledText(one), ShingledText(two)) > REPEAT_SIMILARITY
    assert repeat_similarity(ShingledText(one), ShingledText(two)) == 0.0


def test_a_figure_brought_up_to_date_in_a_long_text_leaves_it_a_repeat() -> None:
    names = " ".join(f"Then the envoy met the minister of trade of Country{n} for talks." for n in range(12))
    one = f"{names} The total is 17 so far."
    assert repeat_similarity(ShingledText(one), ShingledText(one.replace("17", "18")))


def test_a_text_of_few_words_is_never_known_again() -> None:
    assert similarity(ShingledText("No news this week."), ShingledText("No news this week.")) == 0.0
    assert minhash.bands("No news this week.") == []


def test_bands_are_the_same_in_every_process() -> None:
    assert minhash.bands(STORY)[:2] == [-9201876300573328308, -6907358539214812452]


def test_bands_fit_a_signed_64_bit_column() -> None:
    assert all(-(1 << 63) <= band < 1 << 63 for band in minhash.bands(STORY))
    assert len(set(minhash.bands(STORY))) == minhash.BANDS


@given(st.lists(st.sampled_from(["tide", "port", "fee", "ship", "quay", "Élan"]), min_size=14))
def test_texts_with_the_same_runs_of_words_share_all_bands(listed: list[str]) -> None:
    text = " ".join(listed)
    assert minhash.bands(text) == minhash.bands(text.upper() + " ")


def test_nearly_all_pairs_that_are_alike_share_a_band() -> None:
    words = [f"w{number}" for number in range(2000)]
    found = 0
    for start in range(200):
        one = words[start * 7 : start * 7 + 60]
        other = [*one[:52], *words[1500 + start : 1508 + start]]  # likeness 50 / 66 = 0.76
        found += bool(set(minhash.bands(" ".join(one))) & set(minhash.bands(" ".join(other))))
    assert found >= 190
