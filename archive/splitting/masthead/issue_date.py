"""The date of an issue: from the most trusted place that states one, else a guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.dates import find_date, find_name_date, guess_date, parse_header_date
from archive.document import Document
from archive.splitting.masthead import Masthead

_DATE_KEYS = ("date", "issue_date", "issue-date", "pubdate", "published", "publish_date", "datetime", "day")
_META_KEYS = (
    "article:published_time",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
)
_NAMING_KEYS = ("title", "slug", "permalink", "name", "url", "id")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]00:?00)$")
_DATELINE = re.compile(r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,40}),?\s+(?P<day>[^—–]{4,30}?)\s*[—–-]{1,2}\s")
_MAX_SUBJECT_DAYS = 10  # between the date in a subject and that of sending, if it dates the issue
_MAX_GUESS_LENGTH = 4000  # characters


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The date and its origin, or a guess; `reason` is for people. `place` is that of a dateline."""

    day: date | None
    origin: str
    guess: date | None
    reason: str
    place: str = ""


def find_issue_date(document: Document, masthead: Masthead) -> IssueDate:
    """Find the date: in the masthead, front matter or mail headers, the file name, or the first dateline."""
    place = _dateline(document)[0]
    for day, origin, where in _named_days(document, masthead):
        if day:
            day = _day_of_editor(document, day) if origin == "front matter" else day
            return IssueDate(day, origin, None, f"dated {day.isoformat()} by {where}", place)
    guess = _guess(document)
    hint = f"; the text suggests {guess.isoformat()}" if guess else ""
    return IssueDate(
        None, "", guess, f"no date in the masthead, front matter, headers or file name{hint}", place
    )


def _named_days(document: Document, masthead: Masthead) -> Iterator[tuple[date | None, str, str]]:
    metadata = document.metadata
    yield masthead.day, "dateline", "the date line"
    if _is_mail(document):
        yield from _of_mail(document)
    else:
        yield from _of_front_matter(document)
    yield find_name_date(document.name), "file name", "the file name"
    yield parse_header_date(metadata.get("last-modified", "")), "header", "the day of its last change"
    yield _dateline(document)[1], "dateline", "the dateline of its first story"


def _of_front_matter(document: Document) -> Iterator[tuple[date | None, str, str]]:
    for key in (*_DATE_KEYS, *_META_KEYS):
        yield (
            parse_header_date(document.metadata.get(key, "")),
            "front matter",
            f"“{key}” in the front matter",
        )
    if document.media_type == "text/html":
        yield find_date(document.title), "dateline", "the title of the page"
    for key in _NAMING_KEYS:
        yield find_name_date(document.metadata.get(key, "")), "front matter", f"“{key}” in the front matter"


def _day_of_editor(document: Document, day: date) -> date:
    """The day in the title or the file name where it is next to that of a time of day in UTC.

    An instant such as 2026-02-05T23:30:00Z is already the next day for an editor east of Greenwich.
    """
    instants = (document.metadata.get(key, "") for key in (*_DATE_KEYS, *_META_KEYS))
    if not any(_INSTANT.match(value) for value in instants):
        return day
    named = find_date(document.title) or find_name_date(document.name)
    return named if named and abs((named - day).days) <= 1 else day


def _of_mail(document: Document) -> Iterator[tuple[date | None, str, str]]:
    sent = parse_header_date(document.metadata.get("date", ""))
    named = find_date(document.metadata.get("subject", "") or document.title)
    if named and (sent is None or abs((named - sent).days) <= _MAX_SUBJECT_DAYS):
        yield named, "header", "the subject"
    yield sent, "header", "the Date header"


def _is_mail(document: Document) -> bool:
    return (
        document.media_type == "message/rfc822"
        or "from" in document.metadata
        or "subject" in document.metadata
    )


def _dateline(document: Document) -> tuple[str, date | None]:
    """The place and date of the first paragraph that opens like a wire report: "LIMA, May 3, 2026 —"."""
    for block in document.blocks[:12]:
        match = _DATELINE.match(block.text)
        if match and guess_date(match["day"], 2000):
            return match["place"].strip(" .,").title(), find_date(match["day"])
    return "", None


def _guess(document: Document) -> date | None:
    texts = [document.title, document.name.replace("_", "-"), *(block.text for block in document.blocks)]
    text = "\n".join(texts)[:_MAX_GUESS_LENGTH]
    return find_date(text) or guess_date(text)
