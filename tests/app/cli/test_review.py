"""`briefings review` from outside."""

import json
from pathlib import Path

import pytest

from tests.support.command import briefings

REPORT = "On 4 May the council met in Lima and passed the budget of 90 million debated since March. "


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive with one issue in doubt, one that is not, and one that is held."""
    issues = tmp_path / "issues"
    issues.mkdir()
    sure = "".join(f"## News {n}\n\n{n}: {REPORT}\n\n" for n in "abc")
    (issues / "sure.md").write_text(f"---\ntitle: Quay Letter 1\ndate: 2024-01-05\n---\n\n{sure}", "utf-8")
    odd = f"## Most of it\n\n{REPORT * 30}\n\n## B\n\n{REPORT}\n\n## C\n\n{REPORT}It is so.\n"
    (issues / "odd.md").write_text(f"---\ntitle: Quay Letter 2\ndate: 2024-01-12\n---\n\n{odd}", "utf-8")
    (issues / "undated.md").write_text(sure, "utf-8")
    briefings(tmp_path / "home", "ingest", str(issues))
    return tmp_path / "home"


def test_what_is_doubted_is_listed_with_its_id_its_reason_and_its_file(home: Path) -> None:
    told = briefings(home, "review")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "ql-2024-01-12-1  holds most of the issue's words  (issues/odd.md)",
        "held             held: no date found  (issues/undated.md)",
    ]
    assert told.stderr == "2 doubts\n"


def test_json_says_the_same(home: Path) -> None:
    told = json.loads(briefings(home, "review", "--json").stdout)
    assert [(one["id"], one["issue"], one["date"]) for one in told] == [
        ("ql-2024-01-12-1", "ql-2024-01-12", "2024-01-12"),
        ("", "", ""),
    ]


def test_what_is_settled_leaves_the_list_also_when_it_is_ingested_again(home: Path, tmp_path: Path) -> None:
    told = briefings(
        home, "review", "settle", "ql-2024-01-12-1", "--reason", "a long report", "--editor", "ana"
    )
    assert told.stdout == "Settled: holds most of the issue's words\n"
    file = tmp_path / "issues" / "odd.md"
    file.write_text(file.read_text("utf-8") + "\nOne line more.\n", "utf-8")
    briefings(home, "ingest", str(tmp_path / "issues"))
    assert "holds most" not in briefings(home, "review").stdout
    assert "holds most" in briefings(home, "review", "--all").stdout


def test_settling_what_is_not_doubted_is_one_clear_line(home: Path) -> None:
    told = briefings(home, "review", "settle", "ql-2024-01-05-1")
    assert told.exit_code == 1
    assert told.stderr == (
        "Error: there is no doubt about ql-2024-01-05-1; `briefings review` lists what there is\n"
    )


def test_a_publication_can_be_asked_for(home: Path) -> None:
    assert briefings(home, "review", "--publication", "other").stdout == ""


def test_parse_shows_how_else_an_issue_could_be_told_and_where_its_words_are(
    home: Path, tmp_path: Path
) -> None:
    told = briefings(home, "parse", str(tmp_path / "issues" / "odd.md")).stdout
    assert "chosen for items: each section as its signs say (3; score " in told
    assert "words: 584, 100% in items, the rest in front and back matter, 0 nowhere" in told
    assert "doubt: item 1 holds most of the issue's words" in told
