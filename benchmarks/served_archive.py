"""The data that `benchmarks.serve` serves: an archive with its index, and the same items for Datasette."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from app.settings import Settings, load
from archive.models import Draft, Item, Paragraph, Source, Tag
from archive.store import open_store
from benchmarks.corpora import Story
from index.engines import open_engine
from index.sync import reindex

_WORDS_A_PARAGRAPH = 40
_TABLES = """
CREATE TABLE items (
    id TEXT PRIMARY KEY, headline TEXT, takeaway TEXT, body TEXT, date TEXT, publication TEXT,
    topics TEXT, regions TEXT
);
CREATE VIRTUAL TABLE items_fts USING fts5 (headline, takeaway, body, content="items");
"""


@dataclass(frozen=True, slots=True)
class ServedArchive:
    """An archive ready to be served."""

    settings: Settings
    items: int


def make_archive(stories: Iterable[Story], folder: Path) -> ServedArchive:
    """Make an archive in a folder: put the stories into its store, issue by issue, and index them."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = load(str(folder))
    with open_store(settings.database) as store:
        for draft in _drafts(stories):
            store.put(draft, Source(f"{draft.number}.txt", "text/plain", _original(draft)))
        with closing(open_engine(settings.index)) as engine:
            reindex(store, engine)
        return ServedArchive(settings, store.status().items)


def make_datasette_database(stories: Iterable[Story], path: Path) -> None:
    """Write the stories to one table with full-text search; topics and regions with ancestors, as arrays."""
    database = sqlite3.connect(path)
    database.executescript(_TABLES)
    marks = ", ".join("?" * 8)
    database.executemany(f"INSERT INTO items VALUES ({marks})", map(_row, stories))
    database.execute("INSERT INTO items_fts (items_fts) VALUES ('rebuild')")
    database.commit()
    database.close()


def _drafts(stories: Iterable[Story]) -> Iterator[Draft]:
    for issue, group in groupby(stories, key=attrgetter("issue")):
        listed = list(group)
        items = tuple(map(_item, listed))
        yield Draft(listed[0].publication or "Collection", listed[0].day, items, "front matter", number=issue)


def _item(story: Story) -> Item:
    words = story.body.split()
    starts = range(0, len(words), _WORDS_A_PARAGRAPH)
    texts = [" ".join(words[start : start + _WORDS_A_PARAGRAPH]).capitalize() + "." for start in starts]
    paragraphs = [Paragraph(text) for text in (*texts, story.takeaway) if text]
    return Item(
        position=story.position,
        headline=story.headline,
        paragraphs=tuple(paragraphs),
        takeaway=story.takeaway,
        topics=tuple(Tag(topic, evidence=(words[0],)) for topic in story.topics if words),
        regions=tuple(Tag(region, evidence=(words[0],)) for region in story.regions if words),
    )


def _original(draft: Draft) -> bytes:
    return "\n\n".join([draft.number, *(item.text for item in draft.items)]).encode()


def _row(story: Story) -> tuple[str, ...]:
    facets = story.document().facets
    return (
        *(story.id, story.headline, story.takeaway, story.body, story.day.isoformat(), story.publication),
        *(json.dumps(facets[name]) for name in ("topic", "region")),
    )
