"""Headlines made of the text, on the command line."""

import json
from pathlib import Path

from tests.support.command import briefings

OPENING = "The ministry of transport has decided, after two years of talks with the islands and their ports"
ITEMS = [
    {"text": f"{OPENING}, to dredge the harbour and to move the quays.", "date": "2024-03-01"},
    {"text": "Fees fall in Lisbon. Traders are glad of the harbour.", "date": "2024-03-01"},
]


def _file(folder: Path) -> str:
    path = folder / "port-letter.jsonl"
    path.write_text("\n".join(map(json.dumps, ITEMS)), "utf-8")
    return str(path)


def test_a_parsed_text_goes_on_where_a_headline_that_is_cut_off_stops(tmp_path: Path) -> None:
    told = json.loads(briefings(tmp_path, "parse", "--jsonl", _file(tmp_path)).stdout)
    assert [(item["headline"], item["text"]) for item in told["items"]] == [
        (f"{OPENING}…", "to dredge the harbour and to move the quays."),
        ("Fees fall in Lisbon", ITEMS[1]["text"]),
    ]


def test_an_item_and_a_result_print_no_words_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert briefings(home, "ingest", _file(tmp_path)).exit_code == 0
    results = briefings(home, "search", "harbour").stdout
    assert results.count("Fees fall") == results.count("two years of talks") == 1
    assert "…to dredge the harbour" in results
    shown = briefings(home, "search", "harbour", "--json").stdout
    ids = {each["headline"]: each["id"] for each in json.loads(shown)["results"]}
    lines = briefings(home, "show", ids["Fees fall in Lisbon"]).stdout.splitlines()
    assert [line for line in lines if "Lisbon" in line or "Traders" in line][:2] == [
        "Fees fall in Lisbon",
        "Traders are glad of the harbour.",
    ]
