"""Feeds: the day of an entry."""

import pytest

from archive.models import Source
from archive.readers import read_documents

_ENTRY = "<item><title>The quay is open</title>{}</item>"


def _feed(entries: str, channel: str = "") -> bytes:
    return f'<rss version="2.0"><channel><title>Port</title>{channel}{entries}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("<pubDate>Fri, 06 Feb 2026 23:30:00 -0500</pubDate>", "2026-02-06"),
        ("<pubDate>2026-02-06</pubDate>", "2026-02-06"),
        ("<pubDate>Fri, 06 Feb 0000 00:00:00 GMT</pubDate>", None),
        ("<pubDate>0000-00-00T00:00:00Z</pubDate>", None),
        ("<pubDate>Fri, 31 Dec 9999 23:59:59 GMT</pubDate>", None),
        ("<pubDate>yesterday</pubDate>", None),
        ("", None),
    ],
)
def test_an_entry_has_the_day_that_was_written_and_no_impossible_one(date: str, day: str | None) -> None:
    (document,) = read_documents(Source("port.rss", "", _feed(_ENTRY.format(date))))
    assert document.metadata.get("date") == day
    assert document.part == (day or "undated")
