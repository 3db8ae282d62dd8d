"""`briefings profile` from outside, and ingest and parse that follow profiles."""

import json
from pathlib import Path

from tests.support.command import briefings, write_issues


def profile_in(home: Path, name: str, text: str) -> None:
    (home / "profiles").mkdir(parents=True, exist_ok=True)
    (home / "profiles" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_ingest_follows_a_profile(tmp_path: Path) -> None:
    home = tmp_path / "home"
    profile_in(home, "hw", 'title = "The Harbour"\nid = "harbour"\n[recognise]\nfile = "harbour-*.txt"\n')
    told = briefings(home, "ingest", str(write_issues(tmp_path / "issues", 1)))
    assert told.exit_code == 0
    [issue] = json.loads(briefings(home, "issues", "--json").stdout)
    assert (issue["id"], issue["publication"]["title"]) == ("harbour-2024-01-05", "The Harbour")


def test_parse_follows_a_profile_without_an_archive(tmp_path: Path) -> None:
    home = tmp_path / "home"
    profile_in(home, "hw", 'language = "pt"\n[recognise]\ntitle = "^Harbour Weekly"\n')
    issues = write_issues(tmp_path / "issues", 1)
    told = json.loads(briefings(home, "parse", "--jsonl", str(issues)).stdout)
    assert told["language"] == "pt"


def test_a_wrong_profile_stops_an_ingest_before_anything_is_stored(tmp_path: Path) -> None:
    home = tmp_path / "home"
    profile_in(home, "hw", 'title = "A"\n[recognise]\nfiel = "*"\n')
    told = briefings(home, "ingest", str(write_issues(tmp_path / "issues", 1)))
    assert told.exit_code == 1
    assert told.stderr == (
        f"Error: {home}/profiles/hw.toml, line 3: "
        "[recognise] fiel: is unknown; there are sender, title, url, file\n"
    )
    assert not (home / "archive.db").exists()


def test_learn_prints_a_profile_and_what_it_would_change(tmp_path: Path) -> None:
    home, issues = tmp_path / "home", write_issues(tmp_path / "issues", 3)
    told = briefings(home, "profile", "learn", str(issues))
    assert told.exit_code == 0
    assert told.stdout == (
        'title = "Harbour Weekly"\nid = "hw"\n\n[recognise]\ntitle = ["^Harbour Weekly"]\n'
        'file = ["harbour-*.txt"]\n\n[takeaway]\nposition = "last"\n'
    )
    assert "issues/harbour-001.txt: 4 items before, 4 after" in told.stderr
    assert not (home / "profiles").exists()


LETTER = """# Quay Letter {n}

### Shipping

{port} opened a berth for {n} ferries, which the town had asked for since the old one silted up.

Pilots of {port} went back to work after {n} days, and ships that had waited outside came in.

### Yards

Cork and {port} sold a floating dock to a breaker, who will tow it south when week {n} is over.
"""


def letters(folder: Path) -> str:
    folder.mkdir()
    for n, port in enumerate(("Lisbon", "Genoa", "Rostock"), 11):
        (folder / f"quay-{n}.md").write_text(LETTER.format(n=n, port=port), encoding="utf-8")
    return str(folder)


def test_learn_takes_corrections_by_hand_and_the_profile_kept_is_followed(tmp_path: Path) -> None:
    home, issues = tmp_path / "home", letters(tmp_path / "issues")
    corrections = ("--headline", "Genoa opened a berth", "--no-headline", "Yards", "--name", "quay", "--save")
    told = briefings(home, "profile", "learn", issues, *corrections)
    assert told.exit_code == 0
    assert '[sections]\n"level 3" = "paragraphs"\n' in told.stdout
    parsed = briefings(home, "parse", "--jsonl", f"{issues}/quay-12.md").stdout
    openings = [item["headline"].split()[0] for item in json.loads(parsed)["items"]]
    assert openings == ["Genoa", "Pilots", "Cork"]


def test_a_correction_that_cannot_be_met_is_one_clear_line(tmp_path: Path) -> None:
    told = briefings(
        tmp_path / "home", "profile", "learn", letters(tmp_path / "issues"), "--headline", "The moon"
    )
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == "Error: “The moon” begins no line of the news in these issues\n"


def test_a_learnt_profile_can_be_kept_listed_shown_and_checked(tmp_path: Path) -> None:
    home, issues = tmp_path / "home", write_issues(tmp_path / "issues", 3)
    learnt = briefings(home, "profile", "learn", str(issues), "--save", "--name", "port")
    assert f"Kept as {home}/profiles/port.toml." in learnt.stderr
    assert briefings(home, "profile", "list").stdout == "port              Harbour Weekly, port\n"
    assert briefings(home, "profile", "show", "port").stdout == learnt.stdout
    checked = briefings(home, "profile", "check", "port", str(issues)).stdout.splitlines()
    assert checked[:2] == ["port can be used.", "It knows 3 of 3 issues."]
    again = briefings(home, "profile", "learn", str(issues), "--save", "--name", "port")
    assert again.exit_code == 1
    assert "is there already; choose another --name, or edit it" in again.stderr


def test_all_profiles_are_checked_without_a_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    profile_in(home, "a", '[recognise]\nfile = "*"\n')
    assert briefings(home, "profile", "check").stdout == "1 profile can be used.\n"
    profile_in(home, "b", 'title = ""\n')
    told = briefings(home, "profile", "check")
    assert (told.exit_code, "b.toml: nothing says" in told.stderr) == (1, True)


def test_an_unknown_profile_is_one_clear_line(tmp_path: Path) -> None:
    told = briefings(tmp_path / "home", "profile", "show", "nobody")
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
    assert "there is no profile nobody in" in told.stderr


def test_what_cannot_be_learnt_from_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    told = briefings(tmp_path / "home", "profile", "learn", str(tmp_path / "empty.txt"))
    assert told.exit_code == 1
    assert "there is no issue to learn from" in told.stderr
