"""The weights of divisions: what counts as right, and that a fit on a few issues divides them."""

import pytest

from archive.document import Document
from archive.models import Item, Paragraph, Source
from archive.readers import read_documents
from archive.splitting.divisions.weights import Weights
from benchmarks.divisions.fit import Problem
from benchmarks.divisions.gold import RIGHT, WRONG, GoldIssue, words
from benchmarks.divisions.kinds import Issue, Kind, samples
from benchmarks.divisions.leave_out import GROUPS
from benchmarks.divisions.questions import questions_of
from benchmarks.divisions.trial import verdict
from tests.support.newsletters import MadeIssue, generate

GOLD = GoldIssue(
    {
        "items": [
            {
                "headline": "Tides rise",
                "starts": "The harbour was closed on Monday night",
                "ends": "and opens again on Friday.",
                "byline": "By Ann Roe",
            },
            {"headline": None, "starts": "A bridge fell.", "ends": "A bridge fell."},
            {"headline": "Thanks", "starts": "To all", "ends": "To all", "optional": True},
        ],
        "no_items": ["unsubscribe here"],
    }
)
TEXT = "The harbour was closed on Monday night, and opens again on Friday."


def item(headline: str, *paragraphs: str) -> Item:
    return Item(headline=headline, paragraphs=tuple(map(Paragraph, paragraphs)))


TIDES, BRIDGE = item("Tides rise", TEXT), item("A bridge fell", "A bridge fell.")


def test_in_chinese_and_japanese_each_character_is_a_word() -> None:
    assert words("Don’t 東京 go_2") == ("Dont", "東", "京", "go", "2")


def test_an_item_is_right_by_its_headline_and_first_words_and_more_so_by_its_last() -> None:
    assert GOLD.worth(TIDES) > GOLD.worth(item("Tides rise", f"{TEXT} More below.")) == RIGHT
    assert GOLD.worth(item("Tides fall", TEXT)) == GOLD.worth(item("Tides rise", "So they do.")) == WRONG


def test_a_byline_may_stand_before_the_text_or_be_left_out() -> None:
    assert GOLD.worth(item("Tides rise", "By Ann Roe", TEXT)) == GOLD.worth(TIDES)


def test_any_beginning_of_the_text_is_a_headline_where_the_gold_has_none() -> None:
    assert GOLD.worth(BRIDGE) == GOLD.worth(item("A bridge", "A bridge fell.")) > RIGHT


def test_an_optional_item_counts_neither_way() -> None:
    assert GOLD.worth(item("Thanks", "To all")) == 0
    assert GOLD.verdict([TIDES, BRIDGE, item("Thanks", "To all")]).whole == 1


def test_an_issue_is_wholly_right_with_all_items_and_no_other() -> None:
    assert GOLD.verdict([TIDES, BRIDGE]).whole == 1
    assert GOLD.verdict([TIDES]).whole == 0
    too_many = GOLD.verdict([TIDES, BRIDGE, item("Offers", "Buy now")])
    assert (too_many.whole, too_many.found, too_many.extra) == (0, 2, 1)
    assert GOLD.verdict([item("Tides rise", TEXT, "Unsubscribe here"), BRIDGE]).whole == 0


def test_every_group_of_the_ablation_has_features_and_no_two_share_one() -> None:
    names = [*Problem([questions_of(samples())]).names, "body:recurs", "record:openers repeated"]
    for group, is_of in GROUPS.items():
        assert any(map(is_of, names)), group
    assert [name for name in names if sum(is_of(name) for is_of in GROUPS.values()) > 1] == []


@pytest.mark.slow
def test_weights_fitted_on_two_kinds_divide_them() -> None:
    kinds = [made_kind(1), made_kind(2)]
    weights = Problem([questions_of(kind) for kind in kinds]).fit()
    for kind in kinds:
        assert verdict(kind, weights).f1 > max(0.8, verdict(kind, Weights({})).f1), kind.name


def made_kind(seed: int) -> Kind:
    made = generate(seed, issues=3)
    return Kind(f"kind {seed}", [Issue(document_of(one), GoldIssue(one.gold)) for one in made], f"{seed}")


def document_of(made: MadeIssue) -> Document:
    return read_documents(Source(made.name, "", made.data))[0]
