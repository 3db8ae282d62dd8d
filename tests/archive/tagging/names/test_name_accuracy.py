"""What the tagger of names makes of labelled items, measured as `python -m benchmarks.tagging names` does."""

from pathlib import Path

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
