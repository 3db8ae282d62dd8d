"""A small archive for tests of the site: small_archive.json in a real store, and an index over it."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.settings import Settings
from archive.models import Draft, EventDate, Item, Link, Paragraph, Precision, Source, Tag
from archive.store import Store, open_store
from index.engine import Engine
from index.engines.memory.engine import MemoryEngine
from index.mapping import index_document

ISSUES = Path(__file__).parent / "small_archive.json"


def settings_in(folder: Path, page_size: int = 20) -> Settings:
    """Settings of an archive in `folder`."""
    return Settings(
        home=folder,
        database=f"sqlite:///{folder / 'archive.db'}",
        index=str(folder / "index"),
        page_size=page_size,
        title="Test archive",
    )


def fill(settings: Settings, copies: int = 1) -> Store:
    """A store with the issues of the file; of further copies, each stands ten years before the last."""
    path = Path(settings.database.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_database(copies))
    return open_store(settings.database)


@cache
def _database(copies: int) -> bytes:
    """The database file, made once a process."""
    with TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        with open_store(settings.database) as store:
            for copy in range(copies):
                for told in json.loads(ISSUES.read_text("utf-8")):
                    draft = draft_of(told, years_earlier=10 * copy)
                    name = f"{told['publication']}-{draft.date}.txt"
                    store.put(draft, Source(name, "text/plain", name.encode()))
        return Path(folder, "archive.db").read_bytes()


def engine_over(store: Store, make: Callable[[], Engine] = MemoryEngine) -> Engine:
    """An engine that holds all of the store."""
    engine = make()
    engine.rebuild((index_document(placed) for placed in store.all_items()), store.revision)
    return engine


def draft_of(told: dict[str, Any], years_earlier: int = 0) -> Draft:
    """The issue that an object of the file tells."""
    day = date.fromisoformat(told["date"])
    return Draft(
        publication=told["publication"],
        date=day.replace(year=day.year - years_earlier),
        place=told["place"],
        number=told.get("number", ""),
        items=tuple(item_of(n, item) for n, item in enumerate(told["items"], 1)),
        front_matter=tuple(Paragraph(text) for text in told.get("front", [])),
        back_matter=tuple(Paragraph(text) for text in told.get("back", [])),
    )


def item_of(position: int, told: dict[str, Any]) -> Item:
    """The item that an object of the file tells; links stand on their words in the first paragraph."""
    first, *others = told["paragraphs"]
    links = [
        Link(url, words, first.index(words), first.index(words) + len(words))
        for url, words in told.get("links", [])
    ]
    takeaway = told["takeaway"]
    texts = [*others, takeaway] if takeaway else others
    return Item(
        position=position,
        section=told.get("section", ""),
        headline=told["headline"],
        paragraphs=(Paragraph(first, tuple(links)), *(Paragraph(text) for text in texts)),
        takeaway=takeaway,
        url=told.get("url", ""),
        topics=tags(told["topics"]),
        regions=tags(told["regions"]),
        event_dates=tuple(
            EventDate(date.fromisoformat(first), date.fromisoformat(last), words, *_expected(*expected))
            for first, last, words, *expected in told.get("events", [])
        ),
    )


def _expected(precision: str = "day", sentence: str = "") -> tuple[Precision, bool, str]:
    """How exact an event is, and the sentence that expects it, if any does."""
    return Precision(precision), bool(sentence), sentence


def tags(told: dict[str, list[str]]) -> tuple[Tag, ...]:
    """Tags with their evidence."""
    return tuple(Tag(value, evidence=tuple(words)) for value, words in told.items())
