"""Factories of small drafts and sources, and calls that put them into a store."""

from dataclasses import replace
from datetime import date

from archive.ingest.batches import survey_source
from archive.ingest.pipeline import NO_OPTIONS, Outcome, put_surveyed
from archive.ingest.publication_memory import PublicationMemory
from archive.models import Draft, EventDate, Issue, Item, Link, Paragraph, Precision, Source, Tag
from archive.store import PutResult, Store

DAY = date(2024, 3, 8)

STORIES = (
    (
        "Harbour strike ends",
        "Dockers in the northern port went back to work after nine days of talks on pay.",
    ),
    ("Wheat prices climb", "A dry spring in the plains pushed futures for the July contract to a new high."),
    ("Court hears map case", "Judges asked whether the new districts leave any room for a third party."),
    ("Ferry route reopens", "Daily sailings between the two islands resume once the pier has been rebuilt."),
    ("Rail tunnel delayed", "Engineers found soft clay below the river and want another eighteen months."),
)


def item(story: int = 0, **changes: object) -> Item:
    """The item of one of the stories, with a part of each kind."""
    headline, text = STORIES[story]
    made = Item(
        position=story + 1,
        section="News",
        story_path=("Trade", "Ports"),
        headline=headline,
        paragraphs=(
            Paragraph(text, (Link("https://example.org/a", "talks", 3, 8),), depth=1),
            Paragraph(f"Watch this: {headline.lower()}."),
        ),
        takeaway=f"Watch this: {headline.lower()}.",
        url="https://example.org/item",
        topics=(Tag("trade", evidence=("port", "pay"), strength=2.5),),
        regions=(Tag("CN"),),
        people=(Tag("Ana Ruiz", evidence=("Harbour Minister Ana Ruiz", "Ruiz"), role="Harbour Minister"),),
        organisations=(Tag("Dockers' Union", evidence=("Dockers' Union (DU)",), strength=0.5),),
        event_dates=(
            EventDate(date(2024, 3, 1), date(2024, 3, 4), "last week"),
            EventDate(date(2024, 7, 1), date(2024, 7, 31), "July", Precision.MONTH, True, "July is dear."),
        ),
        extra={"desk": "north", "rank": 3},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def draft(
    *stories: int | Item, day: date | None = DAY, publication: str = "Weekly Port Letter", **more: str
) -> Draft:
    """An issue of these stories, by number or ready-made, in order."""
    made = [item(story) if isinstance(story, int) else story for story in stories]
    placed = tuple(replace(one, position=n) for n, one in enumerate(made, start=1))
    return Draft(publication, day, placed, front_matter=(Paragraph("Weekly Port Letter"),), **more)  # type: ignore[arg-type]


def source(text: str = "first", name: str = "letter.txt") -> Source:
    """A file of this text."""
    return Source(name, "text/plain", text.encode())


def take_in(store: Store, given: Source, *, strict: bool = False) -> list[Outcome]:
    """Take in one source by itself."""
    memory = PublicationMemory(store.traits)
    return put_surveyed(store, survey_source(given, memory, NO_OPTIONS.prepare), memory, strict=strict)


def put(store: Store, *stories: int | Item, text: str = "first", name: str = "letter.txt") -> PutResult:
    """Put an issue of these stories as one file's."""
    return store.put(draft(*stories), source(text, name))


def headlines(store: Store, issue_id: str = "wpl-2024-03-08") -> dict[str, str]:
    """The ids and headlines of an issue, in the order of publication."""
    found = store.issue(issue_id)
    assert isinstance(found, Issue)
    return {one.id: one.headline for one in found.items}
