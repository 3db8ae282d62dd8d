"""`briefings remove`, `reindex` and `check`."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.support.command import briefings, write_issues


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of three issues with four items each."""
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    return folder


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
