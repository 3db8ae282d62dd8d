"""What the tagger makes of the items of a real archive, measured as `python -m benchmarks.tagging` does."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.vocabularies.regions import is_subdivision, resolve
from benchmarks.tagging import regions as measured


@pytest.fixture(scope="module")
def rows(shared: Path) -> dict[str, dict[str, Any]]:
    path = shared / "data" / "current-events" / "items.jsonl"
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}


def test_the_labels_are_of_200_items_and_name_known_regions() -> None:
    labels = list(measured.labels())
    assert len({label.item for label in labels}) == len(labels) == 200
    for label in labels:
        assert all(len(code) == 2 and resolve(code) == code for code in label.countries), label.item
        assert all(is_subdivision(code) and resolve(code) == code for code in label.subdivisions), label.item
        assert not label.mentioned & (label.countries | label.subdivisions)


def test_countries_that_a_year_of_world_news_links_to_are_found(rows: dict[str, dict[str, Any]]) -> None:
    assert measured.linked_recall(list(rows.values())[::5]) >= 0.97


def test_what_items_are_about_is_tagged_and_little_else(rows: dict[str, dict[str, Any]]) -> None:
    tallies = measured.region_tallies(rows)
    countries, subdivisions = tallies["countries"], tallies["subdivisions"]
    assert countries.precision >= 0.92, countries.lines
    assert countries.recall >= 0.97, countries.lines
    assert subdivisions.precision >= 0.92, subdivisions.lines
    assert subdivisions.recall >= 0.85, subdivisions.lines
