"""`briefings tag`: a line in, a line out."""

import json
import re
from pathlib import Path

import pytest

from tests.support.command import briefings

ITEM = {
    "headline": "Beijing raises tariffs on French wine",
    "text": "China raised tariffs on wine from France on 3 March 2025. The embassy in Paris protested.",
    "date": "2025-03-07",
    "desk": "north",
}


def lines(*objects: object) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def test_each_item_comes_back_with_what_it_had_and_its_tags(tmp_path: Path) -> None:
    told = briefings(tmp_path, "tag", "--jsonl", stdin=lines(ITEM))
    assert told.exit_code == 0
    item = json.loads(told.stdout)
    assert {key: item[key] for key in ITEM} == ITEM
    assert {tag["value"] for tag in item["regions"]} >= {"CN", "FR"}
    china = next(tag for tag in item["regions"] if tag["value"] == "CN")
    assert china["label"] == "China"
    assert 0 < china["strength"] <= 1
    assert "Beijing" in china["evidence"]
    assert "trade" in {tag["value"] for tag in item["topics"]}
    event = next(event for event in item["event_dates"] if event["text"] == "3 March 2025")
    assert (event["first"], event["last"], event["ahead"]) == ("2025-03-03", "2025-03-03", False)


def test_items_come_back_in_order_and_nothing_is_stored(tmp_path: Path) -> None:
    given = [{**ITEM, "headline": f"Wine {number}"} for number in range(5)]
    told = briefings(tmp_path / "home", "tag", "--jsonl", stdin=lines(*given))
    assert [json.loads(line)["headline"] for line in told.stdout.splitlines()] == [
        f"Wine {number}" for number in range(5)
    ]
    assert not (tmp_path / "home").exists()


def test_tags_that_an_item_has_already_are_kept_under_the_names_in_use_here(tmp_path: Path) -> None:
    given = {**ITEM, "regions": ["Mexico"], "topics": ["Energy"]}
    item = json.loads(briefings(tmp_path, "tag", "--jsonl", stdin=lines(given)).stdout)
    mexico = next(tag for tag in item["regions"] if tag["value"] == "MX")
    assert mexico["evidence"] == ["given by the source"]
    assert "energy" in {tag["value"] for tag in item["topics"]}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nonsense", "is not JSON"),
        ("[1]", "no object with headline and text"),
        ('{"desk": "north"}', "has neither headline nor text"),
        ('{"text": 3}', "has a text that is no text"),
        ('{"text": "Rain.", "date": "soon"}', "has the date 'soon', which is none"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_stops_nothing(
    tmp_path: Path, line: str, problem: str
) -> None:
    told = briefings(tmp_path, "tag", "--jsonl", stdin=f"{line}\n\n{lines(ITEM)}")
    assert told.exit_code == 1
    assert problem in told.stderr
    assert told.stderr.startswith("line 1 ")
    assert json.loads(told.stdout.splitlines()[-1])["desk"] == "north"


def test_without_jsonl_the_tags_are_told_to_people(tmp_path: Path) -> None:
    told = briefings(tmp_path, "tag", stdin=lines(ITEM)).stdout
    assert told.splitlines()[0] == ITEM["headline"]
    assert re.search(r"^  regions: CN [01]\.\d\d (?:actor )?from “Beijing”", told, re.MULTILINE)
    assert "  event: 2025-03-03, “3 March 2025”" in told
