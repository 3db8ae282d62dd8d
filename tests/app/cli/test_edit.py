"""`briefings edit` and `editors`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import briefings, issue_text, write_issues

ITEM = "hw-2024-01-05-1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 2))).exit_code == 0
    return folder


def edit(home: Path, *args: str, item: str = ITEM) -> dict[str, Any]:
    told = briefings(home, "edit", item, *args, "--json")
    assert told.exit_code == 0, told.output
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def test_without_options_an_item_shows_what_can_be_corrected(home: Path) -> None:
    told = briefings(home, "edit", ITEM).stdout
    assert "headline       Port number 0-1 lowers its harbour fees" in told
    assert "paragraph    1 The port authority lowered the fees" in told


def test_a_correction_is_searchable_at_once_and_outlives_ingest_and_reindex(
    home: Path, tmp_path: Path
) -> None:
    edit(home, "--headline", "Zanzibar cuts its dues", "--editor", "ana", "--reason", "as printed")
    issues = tmp_path / "issues"
    (issues / "harbour-000.txt").write_text(issue_text(0, edition=2), encoding="utf-8")
    for command in (["status"], ["ingest", str(issues)], ["reindex", "--full"]):
        assert briefings(home, *command).exit_code == 0
        assert json.loads(briefings(home, "search", "Zanzibar", "--json").stdout)["total"] == 1
    assert "edition 2" in json.loads(briefings(home, "show", ITEM, "--json").stdout)["text"]


def test_lists_are_replaced_or_changed_by_signs(home: Path) -> None:
    assert edit(home, "--topics", "energy, Trade")["topics"] == ["energy", "trade"]
    assert edit(home, "--topics", "+health; -trade")["topics"] == ["energy", "health"]
    assert edit(home, "--regions", "Germany; CN-GD")["regions"] == ["DE", "CN-GD"]
    assert edit(home, "--people", "King, Jr., Martin; Ana Ruiz")["people"] == [
        "King, Jr., Martin",
        "Ana Ruiz",
    ]
    assert edit(home, "--people", "")["people"] == []


def test_who_changed_what_when_and_why_is_told(home: Path) -> None:
    edit(home, "--takeaway", "", "--editor", "ana", "--reason", "none was meant")
    [said] = edit(home)["history"]
    assert (said["field"], said["value"], said["editor"], said["reason"]) == (
        "takeaway",
        "",
        "ana",
        "none was meant",
    )


def test_saying_what_it_says_already_records_nothing(home: Path) -> None:
    edit(home, "--topics", "energy")
    edit(home, "--topics", "energy")
    assert len(edit(home)["history"]) == 1


def test_undo_lets_the_parser_speak_again(home: Path) -> None:
    before = edit(home)["topics"]
    edit(home, "--topics", "energy")
    assert edit(home, "--undo", "topics")["topics"] == before


def test_a_split_and_a_join_are_found_by_search(home: Path) -> None:
    edit(home, "--split", "2", "--headline", "Ouagadougou looks on")
    assert json.loads(briefings(home, "search", "Ouagadougou", "--json").stdout)["total"] == 1
    edit(home, "--join", "hw-2024-01-05-5")
    assert len(json.loads(briefings(home, "show", "hw-2024-01-05", "--json").stdout)["items"]) == 4
    assert json.loads(briefings(home, "show", "hw-2024-01-05-5", "--json").stdout)["id"] == ITEM


@pytest.mark.parametrize(
    ("args", "code", "problem"),
    [
        (["--topics", "energie"], 2, "there is no topic energie"),
        (["--regions", "+Atlantis"], 2, "there is no region Atlantis"),
        (["--topics", "-space"], 2, "space cannot be taken away"),
        (["--topics", "+energy, trade"], 2, "either every value has a + or -"),
        (["--headline", "  "], 1, "a headline cannot be empty"),
        (["--headline", "x" * 2001], 1, "2,000 are the most"),
        (["--people", "123"], 2, "is no name"),
        (["--split", "9"], 1, "can only be split at a paragraph from 2 to"),
        (["--join", "hw-2024-01-12-1"], 1, "is no item of hw-2024-01-05"),
        (["--join", ITEM], 1, "cannot be joined with itself"),
        (["--undo", "url"], 2, "Invalid value for '--undo'"),
    ],
)
def test_an_edit_that_cannot_be_says_why_and_changes_nothing(
    home: Path, args: list[str], code: int, problem: str
) -> None:
    before = edit(home)
    told = briefings(home, "edit", ITEM, *args)
    assert told.exit_code == code
    assert problem in told.stderr
    assert edit(home) == before


def test_an_item_that_is_not_there_cannot_be_edited(home: Path) -> None:
    assert "there is no item hw-2024-01-05-99" in briefings(home, "edit", "hw-2024-01-05-99").stderr
    briefings(home, "remove", "hw-2024-01-05")
    assert "was removed and cannot be edited" in briefings(home, "edit", ITEM).stderr


def test_editors_are_added_listed_and_removed(home: Path) -> None:
    added = briefings(home, "editors", "add", "ana", "--password-file", "-", stdin="a long password\n")
    assert (added.exit_code, added.stdout) == (0, "ana can sign in.\n")
    assert [e["name"] for e in json.loads(briefings(home, "editors", "list", "--json").stdout)] == ["ana"]
    assert briefings(home, "editors", "remove", "ana").exit_code == 0
    assert "there is no editor ana" in briefings(home, "editors", "remove", "ana").stderr


def test_a_short_password_is_refused(home: Path) -> None:
    told = briefings(home, "editors", "add", "ana", "--password-file", "-", stdin="short\n")
    assert told.exit_code == 1
    assert "a password has 10 to 200 characters" in told.stderr
