import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from archive.identity import Wording, absorbed_by, issue_id, item_id, match, overlap, short_name, title_key

CASES = tomllib.loads((Path(__file__).parent / "short_names.toml").read_text("utf-8"))["title"]

OLD = {
    "a": Wording("Harbour strike ends", "Dockers went back to work after nine days of talks on pay"),
    "b": Wording("Wheat prices climb", "A dry spring in the plains pushed futures to a new high"),
    "c": Wording("", "Judges asked whether the new districts leave room for a third party"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"].strip() or "no title")
def test_a_publication_gets_the_expected_short_name(case: Mapping[str, str]) -> None:
    assert short_name(case["title"]) == case["name"]


def test_a_second_title_with_the_same_initials_gets_a_number() -> None:
    assert short_name("Western Press Log", {"wpl"}) == "wpl2"
    assert short_name("Winter Pond Life", {"wpl", "wpl2"}) == "wpl3"


def test_titles_that_differ_by_case_space_or_article_are_one() -> None:
    assert title_key("The Weekly  Port Letter ") == title_key("weekly port letter")
    assert title_key("Weekly Port Letters") != title_key("weekly port letter")


def test_issues_of_one_day_are_told_apart_by_letters_without_end() -> None:
    ids: list[str] = []
    for _ in range(28):
        ids.append(issue_id("wpl", date(2024, 3, 8), ids))
    assert ids[:3] == ["wpl-2024-03-08", "wpl-2024-03-08b", "wpl-2024-03-08c"]
    assert ids[25:] == ["wpl-2024-03-08z", "wpl-2024-03-08ba", "wpl-2024-03-08bb"]


def test_an_item_id_is_the_issue_and_a_number() -> None:
    assert item_id("wpl-2024-03-08", 3) == "wpl-2024-03-08-3"


def test_items_are_matched_by_text_whatever_their_order_case_or_spacing() -> None:
    new = [OLD["c"], OLD["a"], Wording("WHEAT prices  climb", OLD["b"].text)]
    assert match(OLD, new) == {0: "c", 1: "a", 2: "b"}


def test_a_rewritten_item_is_matched_by_its_headline() -> None:
    assert match(OLD, [Wording("Wheat prices climb", "Rain came at last")]) == {0: "b"}


def test_a_new_headline_is_matched_by_the_words_below_it() -> None:
    assert match(OLD, [Wording("Port calm again", OLD["a"].text)]) == {0: "a"}


def test_an_item_about_something_else_is_matched_with_none() -> None:
    assert (
        match(OLD, [Wording("Ferry route reopens", "Sailings resume once the pier has been rebuilt")]) == {}
    )


def test_of_items_with_one_headline_each_goes_to_the_most_alike() -> None:
    old = {"x": Wording("Briefly", "rain in the north"), "y": Wording("Briefly", "sun in the south")}
    new = [Wording("Briefly", "much sun in the south"), Wording("Briefly", "much rain in the north")]
    assert match(old, new) == {0: "y", 1: "x"}


def test_equal_items_pair_off_in_order_and_none_is_matched_twice() -> None:
    twin = Wording("Same", "word for word")
    assert match({"x": twin, "y": twin}, [twin, twin, twin]) == {0: "x", 1: "y"}


def test_of_many_items_each_is_found_that_has_just_half_the_words_in_common() -> None:
    old = {str(n): Wording("", f"a{n} b{n} c{n} common words in all of them") for n in range(50)}
    new = [Wording("", f"a{n} b{n} c{n} common words") for n in range(50)]
    assert match(old, new) == {n: str(n) for n in range(50)}
    assert match(old, [Wording("", "a1 b1 c1 only")]) == {}


def test_an_item_without_words_is_no_ones_likeness() -> None:
    assert match({"x": Wording("", "")}, [Wording("", "—")]) == {}


def test_a_vanished_item_is_found_in_the_one_that_has_its_words() -> None:
    merged = Wording("Harbour and wheat", f"{OLD['a'].text}. {OLD['a'].headline}. {OLD['b'].text}")
    assert absorbed_by(OLD["a"], {"m": merged, "c": OLD["c"]}) == "m"
    assert absorbed_by(OLD["c"], {"m": merged}) is None
    assert absorbed_by(Wording("", "Read more"), {"m": Wording("", "read more of it")}) is None


def test_overlap_is_the_part_of_the_shorter_list_that_both_have() -> None:
    assert overlap(list(OLD.values()), [OLD["a"]]) == 1.0
    assert overlap([OLD["a"], OLD["b"]], [OLD["b"], OLD["c"]]) == 0.5
    assert overlap([], [OLD["a"]]) == 0.0
