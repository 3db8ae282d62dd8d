"""The feed reader: an issue a day of short entries, and one for each entry that is itself a briefing.

A feed shows a window on what was published, so that its issues are `partial`: what has left the window stays.
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.document import Block, BlockKind, Document, SourceItem
from archive.errors import RefusedError
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.decoding import DecodedText, decode_html
from archive.readers.feed.feed_entries import FeedEntry, day_field, feed_entry, text_field
from archive.readers.feed.xml_entities import expand_entities
from archive.readers.html.inline import clean_text

MEDIA_TYPE = "application/rss+xml"
_AS_UTF8 = {"content-type": "application/xml; charset=utf-8"}
_FEWEST_HEADINGS, _FEWEST_LEADS = 3, 4


@dataclass(frozen=True, slots=True)
class _Feed:
    name: str
    title: str
    day: str
    metadata: Mapping[str, str]
    encoding: str


def read_feed(source: Source, budget: Budget) -> list[Document]:
    """Read a feed, oldest issue first; RefusedError if it has no entry that says anything."""
    import feedparser  # here, as most archives never need it

    decoded = decode_html(source.data)
    text = expand_entities(decoded.text, budget)
    parsed = feedparser.parse(io.BytesIO(text.encode()), response_headers=_AS_UTF8)
    feed = _feed(source.name, dict(parsed.feed), decoded.encoding)
    entries = [entry for given in parsed.entries if (entry := feed_entry(dict(given))).says_something]
    if not entries:
        why = "the feed has no entries" if not parsed.entries else "the entries of the feed hold no text"
        raise RefusedError(f"{source.name}: {why}; nothing to archive")
    entries.sort(key=lambda entry: entry.moment)
    documents = [*_days(feed, entries), *_briefings(feed, entries)]
    documents.sort(key=lambda document: document.metadata.get("date", ""))
    return [_warned(documents[0], decoded), *documents[1:]]


def is_briefing(blocks: Sequence[Block]) -> bool:
    """Whether a text is set apart into several stories: by headings of one level, or by bold openings."""
    levels = Counter(block.level for block in blocks if block.kind is BlockKind.HEADING)
    leads = sum(1 for block in blocks if block.kind is not BlockKind.HEADING and block.lead)
    return max(levels.values(), default=0) >= _FEWEST_HEADINGS or leads >= _FEWEST_LEADS


def _feed(name: str, given: Mapping[str, Any], encoding: str) -> _Feed:
    title = text_field(given, "title")
    found = {"publication": title, "url": given.get("link"), "language": given.get("language")}
    metadata = {key: clean_text(value) for key, value in found.items() if isinstance(value, str) and value}
    return _Feed(name, title, day_field(given), metadata, encoding)


def _days(feed: _Feed, entries: Sequence[FeedEntry]) -> Iterator[Document]:
    """An issue a day; entries without a day stand in one of the feed's own."""
    days: dict[str, list[FeedEntry]] = {}
    for entry in entries:
        if not is_briefing(entry.blocks):
            days.setdefault(entry.day, []).append(entry)
    for day, those in days.items():
        metadata = {**feed.metadata, "date": day or feed.day}
        yield Document(
            name=feed.name,
            media_type=MEDIA_TYPE,
            title=feed.title,
            metadata={key: value for key, value in metadata.items() if value},
            source_items=tuple(_item(entry) for entry in those),
            encoding=feed.encoding,
            part=day or "undated",
            partial=True,
        )


def _briefings(feed: _Feed, entries: Sequence[FeedEntry]) -> Iterator[Document]:
    for entry in entries:
        if is_briefing(entry.blocks):
            own = {"url": entry.url, "date": entry.day or feed.day, "author": ", ".join(entry.authors)}
            yield Document(
                name=feed.name,
                media_type=MEDIA_TYPE,
                blocks=entry.blocks,
                title=entry.title,
                metadata={**feed.metadata, **{key: value for key, value in own.items() if value}},
                encoding=feed.encoding,
                part=entry.identity,
            )


def _item(entry: FeedEntry) -> SourceItem:
    return SourceItem(
        headline=entry.title,
        text="\n\n".join(block.text for block in entry.blocks if block.text),
        topics=entry.categories,
        url=entry.url,
        extra=entry.extra,
        blocks=entry.blocks,
    )


def _warned(document: Document, decoded: DecodedText) -> Document:
    if not decoded.lossy:
        return document
    return replace(document, warnings=(f"{document.name}: some characters could not be read",))
