"""A store in memory with a journal: the methods that the index calls, and two faults that it must notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from archive.models import IssueHead, Item, Paragraph, PlacedItem, Publication

HEAD = IssueHead("one-2026-01-01", Publication("one", "One"), date(2026, 1, 1))


@dataclass(frozen=True, slots=True)
class Entry:
    revision: int
    item_id: str


@dataclass
class FakeStore:
    """Items by id; `all_items` raises after `fails_after` items."""

    placed: dict[str, PlacedItem] = field(default_factory=dict)
    journal: list[Entry] = field(default_factory=list)
    fails_after: int | None = None

    @property
    def revision(self) -> int:
        return len(self.journal)

    def put(self, *ids: str, headline: str = "Gallium") -> "FakeStore":
        for id_ in ids:
            item = Item(id=id_, headline=headline, paragraphs=(Paragraph(f"text of {id_}"),))
            self.placed[id_] = PlacedItem(item, HEAD)
            self.journal.append(Entry(len(self.journal) + 1, id_))
        return self

    def remove(self, id_: str) -> None:
        del self.placed[id_]
        self.journal.append(Entry(len(self.journal) + 1, id_))

    def spoil(self, id_: str) -> None:
        """Change an item without an entry in the journal."""
        placed = self.placed[id_]
        self.placed[id_] = replace(placed, item=replace(placed.item, headline="Changed"))

    def changes(self, since: int, limit: int = 1000) -> Sequence[Entry]:
        return self.journal[since : since + limit]

    def items(self, ids: Sequence[str]) -> Sequence[PlacedItem]:
        return [self.placed[id_] for id_ in ids if id_ in self.placed]

    def all_items(self) -> Iterator[PlacedItem]:
        for number, placed in enumerate(list(self.placed.values())):
            if number == self.fails_after:
                raise RuntimeError("the store fails")
            yield placed
