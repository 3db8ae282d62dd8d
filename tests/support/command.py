"""Runs the command in this process, and writes small issues as files for it to ingest."""

from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main

FIRST_ISSUE_DATE = date(2024, 1, 5)


def briefings(home: Path, *args: str, stdin: str | bytes = "") -> Result:
    """What `briefings --home HOME ARGS...` does; an exception that escapes it is raised here."""
    return CliRunner().invoke(main, ["--home", str(home), *args], input=stdin, catch_exceptions=False)


def issue_text(number: int, edition: int = 1, stories: int = 4) -> str:
    """An issue in plain text, a week after the one before it; `edition` stands in each story."""
    day = FIRST_ISSUE_DATE + timedelta(days=7 * number)
    parts = ["Harbour Weekly", f"Lisbon, {day.day} {day:%B %Y}"]
    for story in range(1, stories + 1):
        berth = f"{number}-{story}"
        parts.append(f"Port number {berth} lowers its harbour fees")
        parts.append(
            f"The port authority lowered the fees of berth {berth} for container ships, in edition {edition} "
            "of its tariff. Freight forwarders in Portugal and Spain had asked for it for two years."
        )
        parts.append(
            "The cut in fees signals that the port means to win ships back, "
            "and its neighbours may have to follow."
        )
    return "\n\n".join(parts) + "\n"


def write_issues(folder: Path, count: int, edition: int = 1) -> Path:
    """`count` issues as files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"harbour-{number:03}.txt").write_text(issue_text(number, edition), encoding="utf-8")
    return folder
