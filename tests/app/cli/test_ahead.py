"""`briefings ahead`: what items expect, by its days."""

import json
from pathlib import Path

import pytest

from tests.support.command import briefings

ISSUE = """Harbour Weekly

Lisbon, 7 March 2025

Port raises its fees

The port authority will raise its fees on 1 April.
Shippers in Portugal and Spain had asked it to wait until the autumn.

The rise signals that the port no longer fears its neighbours,
and that it expects more ships by the end of 2026.

Berth closes for repairs

The third berth closes on 10 March for two weeks, the authority said on Wednesday.
Ferries to Madeira will use the second.

The repair shows how old the quays are, and more of them are likely to be closed before long.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(ISSUE, "utf-8")
    home = tmp_path / "home"
    assert briefings(home, "ingest", str(tmp_path / "harbour.txt")).exit_code == 0
    return home


def test_what_is_expected_is_listed_with_its_sentence_and_its_item(home: Path) -> None:
    told = briefings(home, "ahead")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "3 events expected from 7 March 2025, the day of the newest issue"
    assert [line for line in lines if line and not line.startswith(" ")][1:] == [
        "10 March 2025",
        "1 April 2025",
        "about 31 December 2026",
    ]
    assert "  The port authority will raise its fees on 1 April." in lines
    assert "    Port raises its fees (Harbour Weekly, 7 March 2025, hw-2025-03-07-1)" in lines


def test_the_list_can_begin_and_end_on_any_day(home: Path) -> None:
    assert briefings(home, "ahead", "--until", "2025-03").stdout.startswith("1 event expected")
    assert briefings(home, "ahead", "--from", "2025-03-11").stdout.startswith(
        "2 events expected from 11 March 2025\n"
    )
    assert "1 event expected" in briefings(home, "ahead", "--region", "portugal", "--until", "2025-12").stdout
    assert "Page 1 of 3; --page 2 for the next." in briefings(home, "ahead", "--limit", "1").stdout


def test_as_json_it_is_what_the_api_answers(home: Path) -> None:
    told = json.loads(briefings(home, "ahead", "repairs", "--json").stdout)
    assert told["total"] == 1
    (expected,) = told["expected"]
    assert (expected["first"], expected["precision"], expected["text"]) == ("2025-03-10", "day", "10 March")
    assert expected["item"]["id"] == "hw-2025-03-07-2"


def test_what_cannot_be_is_one_line(home: Path) -> None:
    told = briefings(home, "ahead", "--from", "soon")
    assert told.exit_code == 1
    assert told.stderr == "Error: “from” is no date: “soon”; write 2025, 2025-03 or 2025-03-04.\n"


def test_an_item_is_shown_with_its_event_dates_and_their_words(home: Path) -> None:
    told = briefings(home, "show", "hw-2025-03-07-2").stdout
    assert "Events: 10 March 2025, expected (10 March), 5 March 2025 (Wednesday)" in told


def test_events_are_searched_for_by_their_days(home: Path) -> None:
    assert briefings(home, "search", "event:2025-03-05").stdout.startswith("1 item")
    assert briefings(home, "search", "ahead:2026").stdout.startswith("1 item")
    assert briefings(home, "search", "event:2024").stdout.startswith("0 items")
