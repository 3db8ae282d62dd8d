"""The command in odd surroundings: streams closed or full, names too long, numbers out of bounds."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from archive.errors import StoreError
from archive.store import Store
from tests.support.command import briefings, write_issues


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of three issues with four items each."""
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    return folder


@pytest.mark.parametrize(
    ("order", "first"),
    [("newest", "hw-2024-01-19-1"), ("oldest", "hw-2024-01-05-1"), ("NEWEST", "hw-2024-01-19-1")],
)
def test_search_takes_the_orders_by_the_names_that_the_pages_have_for_them(
    home: Path, order: str, first: str
) -> None:
    found = json.loads(briefings(home, "search", "fees", "--sort", order, "--json").stdout)
    assert found["results"][0]["id"] == first


@pytest.mark.parametrize(
    "args",
    [("--year", "9" * 30), ("--year", "0"), ("--limit", "9" * 30)],
)
def test_a_number_out_of_all_bounds_is_wrong_usage(home: Path, args: tuple[str, str]) -> None:
    assert briefings(home, "issues", *args).exit_code == 2


def test_an_unknown_publication_is_named_with_those_there_are(home: Path) -> None:
    answer = briefings(home, "issues", "--publication", "nope")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "nope" in answer.stderr
    assert "hw" in answer.stderr


@pytest.mark.parametrize("command", [("status",), ("ingest", "issue.txt")])
def test_a_home_whose_name_is_too_long_is_refused_in_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    answer = briefings(tmp_path / ("x" * 5000), *command)
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1
    assert len(answer.stderr) < 400


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_told_in_one_line(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = _run(home, "issues", stdout=full)
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1


def test_a_closed_standard_input_is_refused_and_named(home: Path) -> None:
    ended = _run(home, "ingest", "-", before=lambda: os.close(0))
    assert ended.returncode == 1
    assert b"refused: standard input: cannot be read" in ended.stderr


def test_a_reader_that_leaves_early_ends_the_command_quietly(home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        assert _run(home, "issues", stdout=pipe).stderr == b""


def test_a_path_too_long_stops_nothing_of_the_batch(tmp_path: Path) -> None:
    issues = write_issues(tmp_path / "issues", 1)
    answer = briefings(tmp_path / "home", "ingest", "x" * 5000, str(issues))
    assert answer.exit_code == 1
    assert "1 added" in answer.stdout
    assert "no such file" in answer.stderr


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_id_that_is_no_utf8_is_not_found(home: Path, command: str) -> None:
    answer = briefings(home, command, os.fsdecode(b"hw-\xff"))
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1


def test_a_home_whose_name_is_no_utf8_is_refused_in_one_line(tmp_path: Path) -> None:
    answer = briefings(tmp_path / os.fsdecode(b"home-\xff"), "status")
    assert answer.exit_code == 1
    assert "UTF-8" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_files_after_a_full_disk_are_counted_as_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object, **__: object) -> None:
        raise StoreError("the disk is full; free some space")

    monkeypatch.setattr(Store, "put", fill)
    issues = str(write_issues(tmp_path / "issues", 3))
    told = briefings(tmp_path / "home", "ingest", issues)
    assert told.exit_code == 1
    assert "not tried after that: 2 files" in told.stderr
    assert json.loads(briefings(tmp_path / "home", "ingest", issues, "--json").stdout)["untried"] == 2


def _run(
    home: Path,
    *args: str,
    stdout: IO[Any] | int = subprocess.PIPE,
    before: Callable[[], None] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """The command in a process of its own, with `before` called there first."""
    return subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main()", "--home", str(home), *args],
        stdout=stdout,
        stderr=subprocess.PIPE,
        preexec_fn=before,
        check=False,
    )
