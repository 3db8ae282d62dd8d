"""The entries of a feed: their text as blocks, and their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.dates import find_date, parse_header_date
from archive.document import Block
from archive.readers.html.inline import clean_text
from archive.readers.html.links import link_url
from archive.readers.html.tree import parse_html
from archive.readers.html.walk import blocks_of
from archive.readers.plaintext import blocks_of_text

# The date of an update counts only where there is no other: an edit must not move an entry to another day.
_DATE_FIELDS = ("published", "created", "updated")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    `day` is an ISO date in the time zone as written, or ""; `moment` orders entries. `identity` names the
    entry in every version of the feed.
    """

    title: str
    url: str
    day: str
    moment: str
    identity: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    extra: Mapping[str, object]

    @property
    def has_text(self) -> bool:
        """Whether the entry has a title or text."""
        return bool(self.title or self.blocks)


def feed_entry(fields: Mapping[str, Any]) -> FeedEntry:
    """Make an entry of feedparser's dictionary."""
    title, url = text_field(fields, "title"), link_url(str(fields.get("link", "")))
    moment = next((fields[f"{key}_parsed"] for key in _DATE_FIELDS if fields.get(f"{key}_parsed")), None)
    authors = tuple(filter(None, (clean_text(str(a.get("name", ""))) for a in fields.get("authors", ()))))
    blocks, summary = _text_and_summary(fields)
    extra = {
        "published": next((str(fields[key]) for key in _DATE_FIELDS if fields.get(key)), ""),
        "authors": list(authors),
        "summary": summary,
    }
    return FeedEntry(
        title=title,
        url=url,
        day=day_field(fields),
        moment="-".join(f"{part:04}" for part in moment[:6]) if moment else "",
        identity=clean_text(str(fields.get("id", ""))) or url or title,
        blocks=blocks,
        authors=authors,
        categories=_categories(fields),
        extra={key: value for key, value in extra.items() if value},
    )


def text_field(fields: Mapping[str, Any], key: str) -> str:
    """Return a field, which may be HTML, as one line of text."""
    detail = fields.get(f"{key}_detail") or {}
    value = str(detail.get("value") or fields.get(key) or "")
    if detail.get("type") == "text/plain" or ("<" not in value and "&" not in value):
        return clean_text(value)
    return clean_text(" ".join(block.text for block in blocks_of(parse_html(value))))


def day_field(fields: Mapping[str, Any]) -> str:
    """Return the day of a feed or an entry as an ISO date, "" where it has none."""
    for key in _DATE_FIELDS:
        day = parse_header_date(str(fields.get(key) or ""))
        if day is None and (parsed := fields.get(f"{key}_parsed")):
            day = find_date("{:04}-{:02}-{:02}".format(*parsed[:3]))
        if day is not None:
            return day.isoformat()
    return ""


def _text_and_summary(fields: Mapping[str, Any]) -> tuple[tuple[Block, ...], str]:
    """Return the longest text of an entry, and its summary unless the text contains it."""
    contents = [(str(c.get("value", "")), str(c.get("type", ""))) for c in fields.get("content", ())]
    summary = _blocks(
        str(fields.get("summary", "")), str((fields.get("summary_detail") or {}).get("type", ""))
    )
    blocks = max((_blocks(*content) for content in contents), key=_length, default=())
    if _length(blocks) < _length(summary):
        blocks, summary = summary, blocks
    short, full = (clean_text(" ".join(block.text for block in part)) for part in (summary, blocks))
    return blocks, "" if short.rstrip("….[] ") in full else short


def _blocks(value: str, media_type: str) -> tuple[Block, ...]:
    if media_type == "text/plain" or ("<" not in value and "&" not in value):
        return blocks_of_text(value)
    return blocks_of(parse_html(value))


def _length(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks)


def _categories(fields: Mapping[str, Any]) -> tuple[str, ...]:
    names = (clean_text(str(tag.get("label") or tag.get("term") or "")) for tag in fields.get("tags", ()))
    return tuple(dict.fromkeys(filter(None, names)))
