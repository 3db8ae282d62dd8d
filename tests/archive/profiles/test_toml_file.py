"""Reading profiles: the whole of one, and what is said of those that cannot be used."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from archive.dates import DateOrder
from archive.profiles.division import Division
from archive.profiles.profile import TakeawayPosition
from archive.profiles.toml_file import (
    ProfileError,
    Tables,
    format_toml,
    load_profile,
    load_profiles,
    parse_profile,
)

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text("utf-8"))["fault"]
DOCUMENTED = Path(__file__).parents[3] / "docs" / "profiles.md"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["says"][-1])
def test_a_wrong_profile_is_refused_with_its_line_its_key_and_the_reason(fault: dict[str, Any]) -> None:
    with pytest.raises(ProfileError) as raised:
        parse_profile(fault["profile"], "a", "a.toml")
    message = str(raised.value)
    assert message.startswith("a.toml")
    assert "\n" not in message
    for words in fault["says"]:
        assert words in message


def test_the_documented_profile_can_be_used() -> None:
    text = re.findall(r"```toml\n(.*?)```", DOCUMENTED.read_text("utf-8"), re.DOTALL)[0]
    profile = parse_profile(text, "wci", "docs")
    assert (profile.title, profile.id, profile.language) == ("Weekly China Insight", "wci", "en")
    assert profile.date_order is DateOrder.DAY_FIRST
    assert profile.recognise.sender == ("insight@example.org", "*@letters.example.org")
    assert [selector.text for selector in profile.marks.headline] == [".story h3", ".lead-title"]
    assert (profile.entries, profile.whole) == (("Links", "News*"), ("In brief",))
    assert profile.takeaway is TakeawayPosition.LAST
    assert profile.topics == {"armed conflicts and attacks": ("security",)}


def test_every_profile_of_a_folder_is_read_by_name_and_a_missing_folder_has_none(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.toml").write_text(f'title = "{name}"\n[recognise]\nfile = "*"\n', "utf-8")
    (tmp_path / "notes.txt").write_text("no profile", "utf-8")
    assert [profile.name for profile in load_profiles(tmp_path)] == ["a", "b"]
    assert load_profiles(tmp_path / "nowhere") == ()


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(ProfileError, match=r"a\.toml: is not UTF-8"):
        load_profile(tmp_path / "a.toml")
    with pytest.raises(ProfileError, match=r"b\.toml: cannot be read"):
        load_profile(tmp_path / "b.toml")


def test_what_is_written_reads_back() -> None:
    tables: Tables = {
        "": {"title": 'The "Quay" Letter', "boilerplate": [r"^Issue \d+", "it's \\w here", "a" * 90]},
        "recognise": {"title": ["^The"], "file": []},
        "topics": {"Ports & Ships": "trade"},
        "html": {"headline": ""},
    }
    text = format_toml(tables)
    assert tomllib.loads(text) == {
        "title": 'The "Quay" Letter',
        "boilerplate": [r"^Issue \d+", "it's \\w here", "a" * 90],
        "recognise": {"title": ["^The"]},
        "topics": {"Ports & Ships": "trade"},
    }


def test_sections_are_divided_as_their_titles_or_classes_say() -> None:
    sections = '"News" = "paragraphs"\n"News / *" = "none"\n"level 2" = "outer entries"\nwhole = "Notes"'
    profile = parse_profile(f'[recognise]\nfile = "*"\n[sections]\n{sections}', "a", "a.toml")
    assert profile.whole == ("Notes",)
    assert dict(profile.divisions) == {
        "News": Division.PARAGRAPHS,
        "News / *": Division.NONE,
        "level 2": Division.OUTER,
    }


def test_an_unknown_division_is_named_with_those_that_there_are() -> None:
    with pytest.raises(ProfileError, match=r"line 4: \[sections\] News: “lines” must be one of whole, body"):
        parse_profile('[recognise]\nfile = "*"\n[sections]\nNews = "lines"', "a", "a.toml")
