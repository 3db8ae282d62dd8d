"""What the tagger of names makes of labelled items, measured as `python -m benchmarks.tagging names` does."""

from pathlib import Path

from benchmarks.tagging import fresh_names
from benchmarks.tagging import names as measured


def test_the_labels_are_of_200_items_and_none_is_labelled_twice() -> None:
    labels = measured.read_labels()
    assert len({label.key for label in labels}) == len(labels) == 200
    assert sum(label.held_out for label in labels) == 100


def test_what_is_tagged_is_a_name_and_most_names_are_tagged(shared: Path) -> None:
    items = measured.items_by_key(shared / "data")
    tallies = measured.name_tallies(measured.read_labels(), items)
    for kind in measured.KINDS:
        both = tallies[kind, False] + tallies[kind, True]
        assert both.right > 100, "the labelled items are not there"
        assert both.precision >= 0.97, both.lines
        assert both.recall >= 0.85, both.lines


def test_each_round_of_fresh_items_holds_sixty_and_keeps_half_of_them_unseen() -> None:
    items = list(fresh_names.fresh_items())
    for number in {each.round for each in items}:
        of_round = [each for each in items if each.round == number]
        assert (len(of_round), sum(each.label.held_out for each in of_round)) == (60, 30)


def test_organisations_of_fresh_items_are_found_and_hardly_anything_else_is() -> None:
    tally = fresh_names.fresh_tallies(fresh_names.fresh_items())["organisations"]
    assert tally.precision >= 0.96, tally.lines
    assert tally.recall >= 0.8, tally.lines
