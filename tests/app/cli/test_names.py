"""People, organisations and acronyms on the command line, and the file of names in the archive's folder."""

import json
from pathlib import Path

import pytest

from tests.support.command import briefings

ISSUE = """# Money Letter

Lima, 7 March 2025

## Fund warns Chile

Chilean Finance Minister Ana Brito met the International Monetary Fund (IMF) on Monday. Brito asked for time.

Takeaway: The loan is not certain.

## Fund approves a loan

The International Monetary Fund approved the loan to Peru on Tuesday, the bank said in a letter.

Takeaway: The board is not divided.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "money.md").write_text(ISSUE, "utf-8")
    home = tmp_path / "home"
    assert briefings(home, "ingest", str(tmp_path / "money.md")).exit_code == 0
    return home


def test_searches_are_narrowed_by_person_and_organisation(home: Path) -> None:
    assert briefings(home, "search", "--person", "ana brito").stdout.startswith("1 item")
    assert briefings(home, "search", "--organisation", "IMF").stdout.startswith("2 items")
    refused = briefings(home, "search", "--person", "Nobody")
    assert refused.exit_code == 1
    assert "no item of the archive names one" in refused.stderr


def test_an_acronym_is_looked_for_in_both_forms_unless_only_what_was_typed_is_asked_for(home: Path) -> None:
    both = briefings(home, "search", "IMF").stdout
    assert both.startswith("2 items")
    assert "(Also looked for “International Monetary Fund”, for IMF; --exact leaves that out.)" in both
    alone = briefings(home, "search", "IMF", "--exact").stdout
    assert alone.startswith("1 item,")
    assert "Also looked for" not in alone


def test_an_item_is_shown_with_who_is_named_and_why(home: Path) -> None:
    shown = briefings(home, "show", "ml-2025-03-07-1").stdout
    assert "People: Ana Brito, Chilean Finance Minister (Ana Brito, Brito)" in shown
    assert "Organisations: International Monetary Fund (International Monetary Fund, IMF)" in shown
    told = json.loads(briefings(home, "show", "ml-2025-03-07-1", "--json").stdout)
    assert told["people"][0]["role"] == "Chilean Finance Minister"


def test_the_file_of_names_in_the_home_is_applied_by_a_reindex(home: Path) -> None:
    file = home / "names.toml"
    file.write_text(
        '[person]\n"Ana M. Brito" = ["Ana Brito"]\n[not]\nnames = ["International Monetary Fund"]\n'
    )
    assert briefings(home, "reindex", "--full").exit_code == 0
    assert briefings(home, "search", "--person", "Ana M. Brito").stdout.startswith("1 item")
    shown = briefings(home, "show", "ml-2025-03-07-1").stdout
    assert "People: Ana M. Brito, Chilean Finance Minister" in shown
    assert "Organisations" not in shown


def test_a_wrong_file_of_names_stops_a_command_with_one_line(home: Path) -> None:
    (home / "names.toml").write_text("[people]\n")
    refused = briefings(home, "search", "loan")
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert "names.toml: people: unknown table; the file holds [person]" in refused.stderr


def test_a_file_of_names_that_is_named_but_not_there_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFINGS_NAMES", str(home / "none.toml"))
    refused = briefings(home, "search", "loan")
    assert refused.exit_code == 1
    assert "none.toml: cannot be read (No such file or directory); check BRIEFINGS_NAMES" in refused.stderr


def test_retagging_learns_names_and_gives_the_same_whatever_the_order_of_files(tmp_path: Path) -> None:
    told = [
        "Shares of Quillon fell.",
        "A subsidiary of Quillon closed.",
        "Quillon's chief executive resigned.",
    ]
    for number, text in enumerate([*told, "Nobody had asked Quillon."], 1):
        issue = f"# Mill Letter\n\nGhent, {number} March 2025\n\n## The news of day {number}\n\n{text}\n"
        (tmp_path / f"{number}.md").write_text(issue, "utf-8")
    files = [str(tmp_path / f"{number}.md") for number in range(1, 5)]
    learnt = []
    for home, order in ((tmp_path / "one", files), (tmp_path / "two", files[::-1])):
        for file in order:
            assert briefings(home, "ingest", file).exit_code == 0
        assert briefings(home, "retag").stdout == "1 item changed.\n"
        assert briefings(home, "search", "--organisation", "Quillon").stdout.startswith("4 items")
        learnt.append((home / "learnt-names.toml").read_text("utf-8"))
        assert briefings(home, "retag").stdout == "0 items changed.\n"
        assert (home / "learnt-names.toml").read_text("utf-8") == learnt[-1]
    assert learnt[0] == learnt[1]
