"""Corrections by hand, and the rules for sections that are learnt from them."""

import pytest

from archive.document import Document
from archive.learning.profile_proposals import ProfileProposal, propose_profile
from archive.learning.section_corrections import CorrectionError, Corrections
from archive.models import Source
from archive.profiles.division import Division
from archive.profiles.toml_file import parse_profile
from archive.readers import read_documents
from archive.splitting import split_document

PORTS = ("Lisbon", "Genoa", "Rostock", "Bergen", "Cork", "Varna")


def issue(n: int) -> Document:
    first, second, third = (PORTS[(n + step) % 6] for step in range(3))
    text = f"""# Quay Letter {n}

### Shipping

{first} opened a berth for {n + 2} ferries, which the town had asked for since the old one silted up.

The pilots of {second} went back to work after {n} days, and ships that had waited outside came in.

### Yards

{third} sold its floating dock to a breaker, who will tow it south as soon as the weather lets him.

{first} laid the keel of a dredger, the first in {n + 10} years, and hired forty welders for the work.

### About this letter

It is written on Fridays.
"""
    return read_documents(Source(f"quay-{n:02}.md", "", text.encode()))[0]


def learnt(*headlines: str, no: tuple[str, ...] = ()) -> ProfileProposal:
    return propose_profile([issue(n) for n in (1, 2, 3)], corrections=Corrections(headlines, no))


def headlines(n: int, proposal: ProfileProposal) -> list[str]:
    return [item.headline for item in split_document(issue(n), profile=proposal.profile).items]


def test_a_paragraph_that_is_a_headline_divides_the_sections_like_its_own() -> None:
    proposal = learnt("Genoa opened a berth", no=("Shipping", "Yards"))
    assert proposal.profile.divisions["level 3"] is Division.PARAGRAPHS
    found = headlines(5, proposal)
    assert [headline.split()[0] for headline in found][:4] == ["Varna", "The", "Genoa", "Varna"]


def test_a_heading_that_is_a_headline_makes_one_item_of_its_section() -> None:
    proposal = learnt("Shipping", "Yards", no=("Genoa opened a berth",))
    assert headlines(5, proposal)[:2] == ["Shipping", "Yards"]


def test_a_section_that_is_no_headline_is_left_out_in_later_issues() -> None:
    proposal = learnt("About this letter")
    assert "About this letter" in headlines(5, proposal)
    proposal = learnt("Shipping", no=("About this letter", "It is written on Fridays"))
    assert not {"About this letter", "It is written on Fridays"} & set(headlines(5, proposal))


def test_corrections_that_are_met_already_change_nothing() -> None:
    plain = learnt()
    had = headlines(1, plain)
    assert learnt(had[0], no=("Quay Letter",)).text == plain.text


def test_the_rules_are_written_into_the_profile_and_read_back() -> None:
    proposal = learnt("Genoa opened a berth", no=("Shipping",))
    assert proposal.profile.divisions
    assert parse_profile(proposal.text, proposal.profile.name, "here") == proposal.profile


def test_a_text_that_no_line_begins_with_cannot_be_corrected() -> None:
    with pytest.raises(CorrectionError, match="“The moon” begins no line of the news"):
        learnt("The moon")


def test_corrections_that_contradict_each_other_cannot_be_met() -> None:
    with pytest.raises(CorrectionError, match="no rule for sections makes “Shipping” no headline"):
        learnt("Shipping", no=("Shipping",))
