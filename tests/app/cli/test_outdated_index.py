"""An index that the version before this one wrote, over an archive that this version opens."""

import zipfile
from pathlib import Path

import pytest

from app.settings import load
from app.web import create_app
from tests.support.command import briefings, write_issues

INDEX = Path(__file__).with_name("index-of-format-2.zip")
"""Its table of contents names modules that there are no more."""

LINE = "is of another version; run `briefings reindex`\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of three issues, its index replaced by one of format 2."""
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    with zipfile.ZipFile(INDEX) as file:
        file.extractall(folder / "other")
    (folder / "index").rename(folder / "new index")
    (folder / "other").rename(folder / "index")
    return folder


@pytest.mark.parametrize("command", ["search fees", "check", "status"])
def test_a_command_says_what_the_index_is_and_what_to_do(home: Path, command: str) -> None:
    told = briefings(home, *command.split())
    assert told.exit_code == (command != "status")
    assert told.output.endswith(LINE)
    assert "Traceback" not in told.output


def test_issues_are_stored_all_the_same(home: Path, tmp_path: Path) -> None:
    told = briefings(home, "ingest", str(write_issues(tmp_path / "more", 5)))
    assert "2 added" in told.output
    assert told.output.endswith(LINE)
    assert "issues        5" in briefings(home, "status").output


def test_pages_are_served_and_those_that_search_say_it(home: Path) -> None:
    app = create_app(load(str(home)))
    client = app.test_client()
    assert client.get("/").status_code == 200
    answer = client.get("/search?q=fees")
    assert answer.status_code == 503
    assert "briefings reindex" in answer.text
    app.extensions["briefings"].close()


@pytest.mark.parametrize("command", ["reindex", "reindex --full", "check --repair"])
def test_it_is_mended_by_writing_it_anew(home: Path, command: str) -> None:
    assert briefings(home, *command.split()).exit_code == 0
    assert briefings(home, "check").exit_code == 0
    assert "12 items" in briefings(home, "search", "fees").output
