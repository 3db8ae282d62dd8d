"""What the tagger makes of the items of a real archive, measured as `python -m benchmarks.tagging` does."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.vocabularies.regions import MIN_STRENGTH, is_subdivision, resolve
from benchmarks.tagging import regions as measured
from benchmarks.tagging import wire


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


def test_the_labels_of_wire_items_name_known_countries_and_hold_a_third_back() -> None:
    items = list(wire.wire_items())
    for item in (*items, *wire.wire_items("wire_fresh.tsv")):
        codes = item.countries | item.mentioned
        assert all(resolve(code) == code and not is_subdivision(code) for code in codes), item.number
        assert not item.countries & item.mentioned, item.number
        assert item.item.headline, item.number
        assert item.item.paragraphs, item.number
    assert sum(item.unseen for item in items) == len(items) // 3


def test_wire_items_with_datelines_are_filed_under_the_countries_that_they_are_about() -> None:
    tally = wire.wire_tally(item for item in wire.wire_items() if not item.unseen)
    assert tally.micro >= 0.95, tally.lines
    assert tally.macro >= 0.95, tally.lines


def test_fresh_wire_items_are_filed_under_the_countries_that_they_are_about() -> None:
    tally = wire.wire_tally(wire.wire_items("wire_fresh.tsv"))
    assert tally.micro >= 0.86, tally.lines
    assert tally.macro >= 0.84, tally.lines


def test_the_stronger_a_country_the_likelier_a_wire_item_is_about_it() -> None:
    bands = list(wire.calibration(list(wire.wire_items())))
    faint = sum(right for _, high, right, _ in bands if high <= MIN_STRENGTH)
    strong, count = (sum(band[n] for band in bands if band[0] >= 0.8) for n in (2, 3))
    assert faint <= 0.25 * sum(n for _, high, _, n in bands if high <= MIN_STRENGTH)
    assert strong >= 0.9 * count
