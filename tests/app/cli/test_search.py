"""`briefings search`: its options, and the answer of the API."""

import json
from pathlib import Path

import pytest

from tests.support.command import briefings, write_issues


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive of three issues with four items each."""
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    return folder


def test_search_narrows_by_its_options_and_prints_what_the_api_answers(home: Path) -> None:
    found = json.loads(
        briefings(
            home, "search", "fees", "--from", "2024-01-12", "--to", "2024-01", "--limit", "3", "--json"
        ).stdout
    )
    assert found["total"] == 8
    assert len(found["results"]) == 3
    assert all(result["date"] >= "2024-01-12" for result in found["results"])
