"""Profiles proposed from a few issues."""

from datetime import date, timedelta

from archive.document import Document
from archive.learning.profile_proposals import propose_profile
from archive.models import Source
from archive.profiles.toml_file import parse_profile
from archive.readers import read_documents

SUBJECTS = ("berths", "ferries", "dredging", "pilots", "tugs", "lights", "cranes", "ice")


def report(n: int, subject: str) -> str:
    return (
        f"In week {n} the port authority told the council that {subject} had cost {n * 7} thousand more than "
        "planned, and that the difference would be paid out of the reserve."
    )


def mail(n: int, order: str = "%d/%m/%Y") -> Document:
    day = date(2024, 1, 18) + timedelta(days=7 * n)
    stories = "".join(
        f'<div class="t">{subject.title()} dearer in week {n}</div><div class="b">{report(n, subject)}</div>'
        for subject in (SUBJECTS[n % 8], SUBJECTS[(n + 3) % 8])
    )
    html = (
        f'<div class="date">Lisbon {day.strftime(order)}</div>{stories}'
        "<div>Quay Letter is made by volunteers who would be glad of your help.</div>"
    )
    text = (
        "From: Quay Letter <news@quay.example>\r\n"
        f"Subject: Quay Letter {n}\r\nDate: {day:%a, %d %b %Y} 08:00:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f"<html><body>{html}</body></html>\r\n"
    )
    return read_documents(Source(f"mail-{n:03}.eml", "", text.encode()))[0]


def test_what_the_issues_share_becomes_the_profile() -> None:
    proposal = propose_profile([mail(n) for n in range(1, 7)])
    profile = proposal.profile
    assert (profile.title, profile.id, profile.language) == ("Quay Letter", "ql", "")
    assert profile.recognise.sender == ("news@quay.example",)
    assert [selector.text for selector in profile.marks.headline] == ["div.t"]
    assert [pattern.pattern for pattern in profile.marks.skip_text] == [
        "^Quay Letter is made by volunteers who would be glad of your"
    ]
    assert profile.date_order.value == "day first"
    assert parse_profile(proposal.text, "ql", "here") == profile


def test_figures_that_could_be_read_either_way_decide_nothing() -> None:
    early = [mail(n, "%d/%m/%Y") for n in (2, 3)]
    assert [document.blocks[0].text[-10:-5] for document in early] == ["01/02", "08/02"]
    assert propose_profile(early).profile.date_order.value == ""


def test_the_months_first_are_found_out_too() -> None:
    assert (
        propose_profile([mail(n, "%m/%d/%Y") for n in range(1, 4)]).profile.date_order.value == "month first"
    )


def test_what_changes_is_told_issue_by_issue() -> None:
    proposal = propose_profile([mail(n) for n in range(1, 7)])
    assert [change.name for change in proposal.effects] == [f"mail-{n:03}.eml" for n in range(1, 7)]
    for change in proposal.effects:
        assert (change.before, change.after, change.gone, change.new) == (2, 2, (), ())


def test_a_given_name_is_the_short_name() -> None:
    assert propose_profile([mail(1)], "quay").profile.id == "quay"
