"""The first lines of issues in many shapes, beside what they say of the issue."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.models import Source
from archive.readers import read_documents
from archive.splitting import Survey, survey

ISSUES = tomllib.loads(Path(__file__).with_name("mastheads.toml").read_text(encoding="utf-8"))["issue"]


@pytest.fixture(params=ISSUES, ids=lambda issue: str(issue["shape"]))
def issue(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def surveyed(issue: dict[str, Any]) -> Survey:
    front = f'title: "{issue["title"]}"\n' if "title" in issue else "layout: post\n"
    text = f"---\n{front}---\n\n" + "\n\n".join(issue["lines"])
    return survey(read_documents(Source(issue.get("file", "text.md"), "", text.encode()))[0])


def test_the_first_lines_name_the_publication_and_the_number(issue: dict[str, Any]) -> None:
    found = surveyed(issue)
    if "publication" in issue:
        assert found.publication == issue["publication"]
    assert found.masthead.number == issue.get("number", "")


def test_the_first_lines_date_the_issue_unless_they_give_only_a_month(issue: dict[str, Any]) -> None:
    day = surveyed(issue).issue_date.day
    assert day == (date.fromisoformat(issue["date"]) if "date" in issue else None)
