"""The command from outside: what it prints, where, and its exit code."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.support.command import briefings, issue_text, write_issues

COMMANDS = sorted(main.list_commands(main.make_context("briefings", ["--help"], resilient_parsing=True)))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of three issues with four items each."""
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_text_that_begins_with_a_sentence(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"])
    assert told.exit_code == 0
    assert "." in told.output.split("\n\n")[1]


def test_the_home_can_come_from_the_environment_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFINGS_HOME", str(home))
    assert "issues        3" in CliRunner().invoke(main, ["status"]).output


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


def test_search_narrows_by_its_options_and_prints_what_the_api_answers(home: Path) -> None:
    found = json.loads(
        briefings(
            home, "search", "fees", "--from", "2024-01-12", "--to", "2024-01", "--limit", "3", "--json"
        ).stdout
    )
    assert found["total"] == 8
    assert len(found["results"]) == 3
    assert all(result["date"] >= "2024-01-12" for result in found["results"])


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("search", "fees", "--region", "Atlantis"), "Atlantis"),
        (("search", "fees", "--from", "2025", "--to", "2024"), "swap them"),
        (("search", "fees", "--from", "yesterday"), "no date"),
        (("search", "fees", "--page", "1000000000"), "past the last"),
        (("show", "no-such-thing"), "no item or issue"),
        (("remove", "no-such-thing"), "no-such-thing"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_with_exit_code_1(
    home: Path, args: tuple[str, ...], told: str
) -> None:
    answer = briefings(home, *args)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1
    assert told in answer.stderr


@pytest.mark.parametrize(
    "args", [("search", "x", "--limit", "0"), ("ingest",), ("nonsense",), ("ingest", "--date", "x", "y")]
)
def test_wrong_usage_has_exit_code_2(home: Path, args: tuple[str, ...]) -> None:
    assert briefings(home, *args).exit_code == 2


def test_a_command_without_an_archive_says_how_to_make_one(tmp_path: Path) -> None:
    answer = briefings(tmp_path / "home", "search", "fees")
    assert answer.exit_code == 1
    assert "briefings ingest" in answer.stderr
    assert not (tmp_path / "home").exists()


def test_a_removed_issue_leaves_a_notice_and_comes_back_under_its_ids(home: Path, tmp_path: Path) -> None:
    assert briefings(home, "remove", "hw-2024-01-12", "--reason", "withdrawn").exit_code == 0
    gone = briefings(home, "show", "hw-2024-01-12-1")
    assert gone.exit_code == 1
    assert "withdrawn" in gone.stderr
    assert json.loads(briefings(home, "search", "", "--json").stdout)["total"] == 8
    briefings(home, "ingest", str(tmp_path / "issues"))
    assert briefings(home, "show", "hw-2024-01-12-1").exit_code == 0


@pytest.mark.parametrize("damage", ["missing", "garbled", "another version"])
def test_an_unusable_index_is_said_so_in_one_line_and_reindex_rebuilds_it(home: Path, damage: str) -> None:
    _damage(home / "index", damage)
    answer = briefings(home, "search", "fees")
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1
    assert "briefings reindex" in answer.stderr
    assert briefings(home, "show", "hw-2024-01-12-1").exit_code == 0
    assert briefings(home, "check").exit_code == 1
    assert briefings(home, "reindex").exit_code == 0
    assert json.loads(briefings(home, "search", "fees", "--json").stdout)["total"] == 12
    assert briefings(home, "check").exit_code == 0


def test_check_names_what_differs_and_repair_mends_it(home: Path) -> None:
    with sqlite3.connect(home / "archive.db") as database:
        database.execute("UPDATE items SET headline = 'Silently changed' WHERE id = 'hw-2024-01-12-1'")
    found = briefings(home, "check")
    assert found.exit_code == 1
    assert "hw-2024-01-12-1" in found.stderr
    assert briefings(home, "check", "--repair").exit_code == 0
    assert json.loads(briefings(home, "search", "silently", "--json").stdout)["total"] == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed_for_each_shell(shell: str) -> None:
    told = CliRunner().invoke(main, ["completion", shell])
    assert told.exit_code == 0
    assert "_BRIEFINGS_COMPLETE" in told.output


def test_a_home_whose_path_is_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = briefings(tmp_path / "file" / "home", "ingest", str(write_issues(tmp_path / "issues", 1)))
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1


def _damage(index: Path, how: str) -> None:
    if how == "missing":
        for path in sorted(index.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        index.rmdir()
    elif how == "garbled":
        for path in index.rglob("*.toc"):
            path.write_bytes(b"\x00" * path.stat().st_size)
    else:
        for path in index.rglob("manifest-*.json"):
            path.write_text(
                path.read_text(encoding="utf-8").replace('"version"', '"Version"'), encoding="utf-8"
            )
