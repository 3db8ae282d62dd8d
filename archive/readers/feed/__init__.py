"""The feed reader: one issue per day of short entries, and one for each entry that is itself a briefing.

A feed holds only the latest entries. Its daily issues are therefore `partial`: entries that the archive has
and the feed no longer lists are kept.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.document import Block, BlockKind, Document, SourceItem
from archive.errors import RefusedError
from archive.limits import exceeded
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.decoding import DecodedText, decode_html
from archive.readers.feed.feed_entries import FeedEntry, day_field, feed_entry, text_field
from archive.readers.html.inline import clean_text

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*(?:\[(?P<subset>[^\]]*)\]\s*)?>", re.I)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?([^\s%>]+)\s+(?:\"([^\"]*)\"|'([^']*)')?")
_REFERENCE = re.compile(r"&(?!#|(?:lt|gt|amp|quot|apos);)([^;&\s]+);")
MEDIA_TYPE = "application/rss+xml"
_UTF8_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_MIN_BRIEFING_HEADINGS, _MIN_BRIEFING_LEADS = 3, 4


@dataclass(frozen=True, slots=True)
class _Feed:
    name: str
    title: str
    day: str
    metadata: Mapping[str, str]
    encoding: str


def read_feed(source: Source, budget: Budget) -> list[Document]:
    """Read a feed, oldest issue first; raises RefusedError where no entry has text."""
    import feedparser  # here, as most archives never need it

    decoded = decode_html(source.data)
    text = expand_entities(decoded.text, budget)
    parsed = feedparser.parse(io.BytesIO(text.encode()), response_headers=_UTF8_HEADERS)
    feed = _feed(source.name, dict(parsed.feed), decoded.encoding)
    entries = [entry for fields in parsed.entries if (entry := feed_entry(dict(fields))).has_text]
    if not entries:
        why = "the feed has no entries" if not parsed.entries else "the entries of the feed hold no text"
        raise RefusedError(f"{source.name}: {why}; nothing to archive")
    entries.sort(key=lambda entry: entry.moment)
    documents = [*_daily_issues(feed, entries), *_briefing_issues(feed, entries)]
    documents.sort(key=lambda document: document.metadata.get("date", ""))
    return [_with_decoding_warning(documents[0], decoded), *documents[1:]]


def is_briefing(blocks: Sequence[Block]) -> bool:
    """Whether a text consists of several stories, each with a heading of the same level or a bold lead."""
    levels = Counter(block.level for block in blocks if block.kind is BlockKind.HEADING)
    leads = sum(1 for block in blocks if block.kind is not BlockKind.HEADING and block.lead)
    return max(levels.values(), default=0) >= _MIN_BRIEFING_HEADINGS or leads >= _MIN_BRIEFING_LEADS


def _feed(name: str, fields: Mapping[str, Any], encoding: str) -> _Feed:
    title = text_field(fields, "title")
    found = {"publication": title, "url": fields.get("link"), "language": fields.get("language")}
    metadata = {key: clean_text(value) for key, value in found.items() if isinstance(value, str) and value}
    return _Feed(name, title, day_field(fields), metadata, encoding)


def _daily_issues(feed: _Feed, entries: Sequence[FeedEntry]) -> Iterator[Document]:
    """Yield an issue per day; entries without a day share the issue "undated"."""
    days: dict[str, list[FeedEntry]] = {}
    for entry in entries:
        if not is_briefing(entry.blocks):
            days.setdefault(entry.day, []).append(entry)
    for day, day_entries in days.items():
        metadata = {**feed.metadata, "date": day or feed.day}
        yield Document(
            name=feed.name,
            media_type=MEDIA_TYPE,
            title=feed.title,
            metadata={key: value for key, value in metadata.items() if value},
            source_items=tuple(_item(entry) for entry in day_entries),
            encoding=feed.encoding,
            part=day or "undated",
            partial=True,
        )


def _briefing_issues(feed: _Feed, entries: Sequence[FeedEntry]) -> Iterator[Document]:
    for entry in entries:
        if is_briefing(entry.blocks):
            entry_metadata = {
                "url": entry.url,
                "date": entry.day or feed.day,
                "author": ", ".join(entry.authors),
            }
            yield Document(
                name=feed.name,
                media_type=MEDIA_TYPE,
                blocks=entry.blocks,
                title=entry.title,
                metadata={**feed.metadata, **{key: value for key, value in entry_metadata.items() if value}},
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


def _with_decoding_warning(document: Document, decoded: DecodedText) -> Document:
    if not decoded.lossy:
        return document
    return replace(document, warnings=(f"{document.name}: some characters could not be read",))


def expand_entities(text: str, budget: Budget) -> str:
    """Return an XML text with its entities expanded and without its declaration and document type.

    Raises RefusedError where entities contain entities, as a few lines of those can expand to gigabytes, and
    LimitError where there are too many or they expand to too much. External declarations are not read.
    """
    text = _XML_DECLARATION.sub("", text, count=1)
    declared = _declared_entities(text, budget)
    text = _DOCTYPE.sub("", text, count=1).lstrip()
    if not declared:
        return text
    uses = Counter(name for name in _REFERENCE.findall(text) if name in declared)
    budget.add_unpacked(sum(len(declared[name]) * count for name, count in uses.items()))
    return _REFERENCE.sub(lambda match: declared.get(match[1], match[0]), text)


def _declared_entities(text: str, budget: Budget) -> dict[str, str]:
    found = [match.groups() for match in _ENTITY.finditer(text)]
    if len(found) > budget.limits.entities:
        what = f"declares more than {budget.limits.entities:,} XML entities"
        raise exceeded(budget.name, what, "entities")
    values = {name: double or single for _, name, double, single in found if double or single}
    if any(parameter for parameter, *_ in found) or any(map(_REFERENCE.search, values.values())):
        raise RefusedError(
            f"{budget.name}: its XML entities hold other entities; save the file without a DOCTYPE"
        )
    return values
