"""The items of the sample archive are found in nineteen shapes, with their headlines and their takeaways."""

from functools import cache

import pytest

from tests.support.newsletters.shape_scores import ShapeScore, score_shape
from tests.support.newsletters.shapes import listed_shapes, made_shapes

# Each shape has 15 items. In this one a caption passes for the headline of an item.
NOT_QUITE = "pictures with captions"
SHAPES = listed_shapes()


@cache
def scores() -> dict[str, ShapeScore]:
    return {shape.name: score_shape(shape, at) for at, shape in enumerate(SHAPES)}


@pytest.mark.parametrize("name", [shape.name for shape in SHAPES if shape.name != NOT_QUITE])
def test_all_items_of_a_shape_are_found_with_headline_and_takeaway(name: str) -> None:
    score = scores()[name]
    assert (score.headlines, score.takeaways, score.extra) == (score.items, score.items, 0), score.missed


def test_nearly_all_items_are_found_in_nineteen_shapes() -> None:
    assert len(scores()) == 19
    assert sum(score.items for score in scores().values()) == 285
    assert sum(score.headlines for score in scores().values()) >= 284
    assert sum(score.takeaways for score in scores().values()) >= 283


def test_what_is_found_in_shapes_made_by_chance_has_its_takeaway() -> None:
    made = [score_shape(shape, at) for at, shape in enumerate(made_shapes(range(20)))]
    assert sum(score.takeaways for score in made) >= 0.9 * sum(score.headlines for score in made)
