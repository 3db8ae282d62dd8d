"""Countries of news-agency items with datelines: F1, and how often each strength is right."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.models import Item, Paragraph, Tag
from archive.tagging.region_tagger import tag_regions
from archive.vocabularies.regions import MIN_STRENGTH, strong_enough
from benchmarks.tagging import LABELS

_UNSEEN_EVERY = 3
_BANDS = (0.0, 0.05, 0.1, MIN_STRENGTH, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class WireItem:
    """An item with the countries that a person files it under, and those that it names in passing."""

    number: int
    countries: frozenset[str]
    mentioned: frozenset[str]
    item: Item

    @property
    def unseen(self) -> bool:
        """Whether no rule was made from it."""
        return self.number % _UNSEEN_EVERY == 0


@dataclass(slots=True)
class WireTally:
    """What the tagger made of some items; `by_item` has the F1 of each."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    by_item: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, wire: WireItem, found: frozenset[str]) -> None:
        """Count one item."""
        right, wrong, missed = found & wire.countries, found - wire.countries, wire.countries - found
        self.right += len(right)
        self.wrong += len(wrong)
        self.missed += len(missed)
        self.by_item.append(_f1(len(right), len(wrong), len(missed)))
        if wrong or missed:
            passing = sorted(wrong & wire.mentioned)
            self.lines.append(
                f"    {wire.number} {wire.item.headline[:50]}: wrong {sorted(wrong - wire.mentioned)}, "
                f"only mentioned {passing}, missed {sorted(missed)}"
            )

    @property
    def micro(self) -> float:
        """F1 of all countries of all items together, 0 to 1."""
        return _f1(self.right, self.wrong, self.missed)

    @property
    def macro(self) -> float:
        """The mean of the items' F1, 0 to 1; an item without countries that gets none has 1."""
        return sum(self.by_item) / (len(self.by_item) or 1)


def measure(data: Path, options: argparse.Namespace) -> None:  # noqa: ARG001
    """Print F1 for the items that rules were made from and the others, and the share right by strength."""
    items = list(wire_items())
    parts = {
        "development": [wire for wire in items if not wire.unseen],
        "unseen": [wire for wire in items if wire.unseen],
        "fresh": list(wire_items("wire_fresh.tsv")),
    }
    for name, part in parts.items():
        found = wire_tally(part)
        print(
            f"  {name}, {len(part)} items: F1 micro {found.micro:.3f}, macro {found.macro:.3f} "
            f"(right {found.right}, wrong {found.wrong}, missed {found.missed})"
        )
        print(*found.lines[: options.wrong], sep="\n", end="\n" if options.wrong else "")
    print("  strength: share of the countries with it that the item is about, of all items")
    for low, high, right, count in calibration(items):
        print(f"    {low:.2f} to {high:.2f}: {right / (count or 1):.2f} of {count}")


def wire_items(file: str = "wire.tsv") -> Iterator[WireItem]:
    """The items of a file in `tests/archive/tagging/labels`."""
    lines = (LABELS / file).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    for number, (countries, mentioned, headline, text) in enumerate(rows, 1):
        paragraphs = tuple(Paragraph(part.strip()) for part in text.split("¶") if part.strip())
        yield WireItem(
            number, _codes(countries), _codes(mentioned), Item(headline=headline, paragraphs=paragraphs)
        )


def wire_tally(items: Iterable[WireItem]) -> WireTally:
    """Tally the countries with a strength of at least `MIN_STRENGTH`."""
    tally = WireTally()
    for wire in items:
        tally.add(wire, frozenset(tag.value for tag in strong_enough(countries_of(wire.item))))
    return tally


def calibration(items: Sequence[WireItem]) -> Iterator[tuple[float, float, int, int]]:
    """For each band of strength (low, high, how many countries the items are about, how many there are)."""
    found = [(tag.strength, tag.value in wire.countries) for wire in items for tag in countries_of(wire.item)]
    for low, high in zip(_BANDS, (*_BANDS[1:], 1.01), strict=True):
        hits = [right for strength, right in found if low <= strength < high]
        yield low, high, sum(hits), len(hits)


def countries_of(item: Item) -> tuple[Tag, ...]:
    """The tags of countries, those that are no more included."""
    return tuple(tag for tag in tag_regions(item) if tag.value.isalpha() and tag.value.isupper())


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def _codes(cell: str) -> frozenset[str]:
    return frozenset(cell.split()) - {"-"}
