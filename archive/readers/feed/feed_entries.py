"""One entry of a feed: its text as blocks, and what the feed says of it."""

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

# When an entry was changed tells its day only where nothing else does: an edit must not move it.
_WHEN = ("published", "created", "updated")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one entry.

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
    def says_something(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.title or self.blocks)


def feed_entry(given: Mapping[str, Any]) -> FeedEntry:
    """The entry that the parser's dictionary describes."""
    title, url = text_field(given, "title"), link_url(str(given.get("link", "")))
    moment = next((given[f"{key}_parsed"] for key in _WHEN if given.get(f"{key}_parsed")), None)
    authors = tuple(filter(None, (clean_text(str(a.get("name", ""))) for a in given.get("authors", ()))))
    blocks, summary = _texts(given)
    said = {
        "published": next((str(given[key]) for key in _WHEN if given.get(key)), ""),
        "authors": list(authors),
        "summary": summary,
    }
    return FeedEntry(
        title=title,
        url=url,
        day=day_field(given),
        moment="-".join(f"{part:04}" for part in moment[:6]) if moment else "",
        identity=clean_text(str(given.get("id", ""))) or url or title,
        blocks=blocks,
        authors=authors,
        categories=_categories(given),
        extra={key: value for key, value in said.items() if value},
    )


def text_field(given: Mapping[str, Any], key: str) -> str:
    """A field that may be HTML, as one line of text."""
    detail = given.get(f"{key}_detail") or {}
    value = str(detail.get("value") or given.get(key) or "")
    if detail.get("type") == "text/plain" or ("<" not in value and "&" not in value):
        return clean_text(value)
    return clean_text(" ".join(block.text for block in blocks_of(parse_html(value))))


def day_field(given: Mapping[str, Any]) -> str:
    """The day of a feed or an entry as an ISO date, "" where it tells none."""
    for key in _WHEN:
        day = parse_header_date(str(given.get(key) or ""))
        if day is None and (parsed := given.get(f"{key}_parsed")):
            day = find_date("{:04}-{:02}-{:02}".format(*parsed[:3]))
        if day is not None:
            return day.isoformat()
    return ""


def _texts(given: Mapping[str, Any]) -> tuple[tuple[Block, ...], str]:
    """The fullest text of an entry, and the summary where that has other words."""
    contents = [(str(c.get("value", "")), str(c.get("type", ""))) for c in given.get("content", ())]
    summary = _blocks(str(given.get("summary", "")), str((given.get("summary_detail") or {}).get("type", "")))
    blocks = max((_blocks(*content) for content in contents), key=_length, default=())
    if _length(blocks) < _length(summary):
        blocks, summary = summary, blocks
    short, full = (clean_text(" ".join(block.text for block in those)) for those in (summary, blocks))
    return blocks, "" if short.rstrip("….[] ") in full else short


def _blocks(value: str, media_type: str) -> tuple[Block, ...]:
    if media_type == "text/plain" or ("<" not in value and "&" not in value):
        return blocks_of_text(value)
    return blocks_of(parse_html(value))


def _length(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks)


def _categories(given: Mapping[str, Any]) -> tuple[str, ...]:
    names = (clean_text(str(tag.get("label") or tag.get("term") or "")) for tag in given.get("tags", ()))
    return tuple(dict.fromkeys(filter(None, names)))
