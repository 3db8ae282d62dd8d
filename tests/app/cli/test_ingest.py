"""`briefings ingest`, `import` and `parse`: what goes in, what is refused, and what is said of it."""

import json
from pathlib import Path

import pytest

from tests.support.command import briefings, issue_text, write_issues


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of three issues with four items each."""
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    return folder


def test_ingest_says_how_much_went_in_and_how_fast(tmp_path: Path) -> None:
    told = briefings(tmp_path / "home", "ingest", str(write_issues(tmp_path / "issues", 2)))
    assert told.stdout.startswith("2 issues (2 added): 8 items in ")
    assert "items a second" in told.stdout


def test_ingesting_the_same_files_again_changes_nothing(home: Path, tmp_path: Path) -> None:
    before = json.loads(briefings(home, "status", "--json").stdout)
    told = briefings(home, "ingest", str(tmp_path / "issues"))
    assert "3 unchanged" in told.stdout
    assert json.loads(briefings(home, "status", "--json").stdout) == before


def test_an_edited_file_updates_its_items_in_place(home: Path, tmp_path: Path) -> None:
    (tmp_path / "issues" / "harbour-001.txt").write_text(issue_text(1, edition=2), encoding="utf-8")
    assert "1 updated, 2 unchanged" in briefings(home, "ingest", str(tmp_path / "issues")).stdout
    item = json.loads(briefings(home, "show", "hw-2024-01-12-1", "--json").stdout)
    assert "edition 2 of" in item["text"]


def test_bad_files_are_named_at_the_end_and_the_rest_goes_in(tmp_path: Path) -> None:
    issues = write_issues(tmp_path / "issues", 2)
    (issues / "empty.txt").touch()
    (issues / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (issues / "cut.html").write_text("<html><body><table><tr><td>Half a lett<td sty", encoding="utf-8")
    told = briefings(tmp_path / "home", "ingest", str(issues), str(tmp_path / "nowhere"))
    assert told.exit_code == 1
    assert "2 issues (2 added, 4 refused): 8 items" in told.stdout
    for name in ("empty.txt", "logo.png", "cut.html", "nowhere"):
        assert f"refused: issues/{name}: " in told.stderr or f"refused: {name}: " in told.stderr


def test_an_issue_without_a_date_is_held_until_it_is_given_one(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "undated.txt"
    text = issue_text(0)
    file.write_text(text.replace("Lisbon, 5 January 2024\n\n", ""), encoding="utf-8")
    assert briefings(home, "ingest", str(file)).exit_code == 1
    assert "undated.txt: " in briefings(home, "held").stdout
    assert briefings(home, "ingest", str(file), "--date", "2024-01-05").exit_code == 0
    assert briefings(home, "held").stdout == ""
    assert "hw-2024-01-05" in briefings(home, "issues").stdout


def test_strict_refuses_a_second_file_for_the_same_issue_and_changes_nothing(
    home: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(issue_text(1, edition=7), encoding="utf-8")
    refused = briefings(home, "ingest", "--strict", str(other))
    assert refused.exit_code == 1
    assert "other.txt" in refused.stderr
    assert "edition 1 of" in briefings(home, "show", "hw-2024-01-12-1").stdout
    told = briefings(home, "ingest", str(other))
    assert told.exit_code == 0
    assert "other.txt updates the issue" in told.stdout


def test_standard_input_is_a_source_like_any_file(tmp_path: Path) -> None:
    assert briefings(tmp_path / "home", "ingest", "-", stdin=issue_text(4)).exit_code == 0
    assert "hw-2024-02-02" in briefings(tmp_path / "home", "issues").stdout


def test_import_takes_separate_items_and_names_their_publication(tmp_path: Path) -> None:
    line = {"headline": "Fees fall", "text": "Fees fell in Lisbon.", "date": "2024-03-01", "desk": "ports"}
    told = briefings(tmp_path / "home", "import", "-", "--publication", "Port Notes", stdin=json.dumps(line))
    assert told.exit_code == 0, told.stderr
    found = json.loads(briefings(tmp_path / "home", "search", "fees", "--json").stdout)
    assert [result["publication"] for result in found["results"]] == ["Port Notes"]
    item = json.loads(briefings(tmp_path / "home", "show", found["results"][0]["id"], "--json").stdout)
    assert item["extra"] == {"desk": "ports"}


def test_parse_prints_one_object_an_issue_and_stores_nothing(tmp_path: Path) -> None:
    issues = write_issues(tmp_path / "issues", 2)
    told = briefings(tmp_path / "home", "parse", "--jsonl", *map(str, sorted(issues.iterdir())))
    parsed = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(issue["publication"], issue["date"], issue["place"]) for issue in parsed] == [
        ("Harbour Weekly", "2024-01-05", "Lisbon"),
        ("Harbour Weekly", "2024-01-12", "Lisbon"),
    ]
    assert [len(issue["items"]) for issue in parsed] == [4, 4]
    assert all(item["takeaway"].startswith("The cut in fees signals") for item in parsed[0]["items"])
    assert not (tmp_path / "home").exists()


def test_parse_says_why_it_split_as_it_did(tmp_path: Path) -> None:
    issues = write_issues(tmp_path / "issues", 1)
    told = briefings(tmp_path / "home", "parse", str(issues / "harbour-000.txt"))
    assert "why: " in told.stdout
