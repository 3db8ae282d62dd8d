"""The command as a whole: help, exit codes, and what it says where there is no archive."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.support.command import briefings, write_issues

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
