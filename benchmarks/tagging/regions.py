"""Regions: recall of the countries that current-events links to; precision on labelled items; rate."""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.models import Item, Paragraph, Tag
from archive.tagging.region_tagger import tag_regions
from archive.vocabularies.regions import is_subdivision, strong_enough
from benchmarks.tagging import LABELS

_WORDS_OF_AN_ITEM = 80


@dataclass(frozen=True, slots=True)
class RegionLabel:
    """The regions that a person finds in one item; `mentioned` are those named only in passing."""

    item: str
    countries: frozenset[str]
    subdivisions: frozenset[str]
    mentioned: frozenset[str]


@dataclass(slots=True)
class RegionTally:
    """Counts of right, wrong and missed values; `in_passing` are the wrong ones named in passing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    in_passing: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, item: str, found: Iterable[str], wanted: frozenset[str], mentioned: frozenset[str]) -> None:
        """Count one item."""
        have = frozenset(found)
        self.right += len(have & wanted)
        self.missed += len(wanted - have)
        self.wrong += len(have - wanted)
        self.in_passing += len((have - wanted) & mentioned)
        if have != wanted:
            self.lines.append(f"    {item}: wrong {sorted(have - wanted)}, missed {sorted(wanted - have)}")

    @property
    def precision(self) -> float:
        """Right among found, 0 to 1; regions named in passing count as wrong."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def lenient(self) -> float:
        """Right among found, 0 to 1, without regions named in passing."""
        return self.right / ((self.right + self.wrong - self.in_passing) or 1)

    @property
    def recall(self) -> float:
        """Right among wanted, 0 to 1."""
        return self.right / ((self.right + self.missed) or 1)


def measure(data: Path, options: argparse.Namespace) -> None:
    """Print recall, precision and rate."""
    path = data / "current-events" / "items.jsonl"
    if not path.exists():
        print(f"  left out: {path} is not there")
        return
    rows = {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    print(f"  linked countries found: {linked_recall(rows.values()):.4f} of {len(rows):,} items")
    for name, tally in region_tallies(rows).items():
        print(
            f"  {name} of 200 items: precision {tally.precision:.3f} ({tally.lenient:.3f} without those only "
            f"mentioned), recall {tally.recall:.3f}"
        )
        print(*tally.lines[: options.wrong], sep="\n", end="\n" if options.wrong else "")
    print(f"  {_rate(rows.values()):,.0f} items/s of {_WORDS_OF_AN_ITEM} words on one core")


def linked_recall(rows: Iterable[dict[str, Any]]) -> float:
    """The share of the linked countries that are tagged."""
    wanted = found = 0
    for row in rows:
        linked = set(row["countries_from_links"])
        wanted += len(linked)
        found += len(linked & {tag.value for tag in tag_regions(item_of(row))}) if linked else 0
    return found / wanted


def region_tallies(rows: dict[str, dict[str, Any]]) -> dict[str, RegionTally]:
    """Tally the items labelled by hand: all countries, those strong enough for facets, and subdivisions."""
    countries, facets, subdivisions = RegionTally(), RegionTally(), RegionTally()
    for label in labels():
        tags = tag_regions(item_of(rows[label.item]))
        countries.add(label.item, _countries(tags), label.countries, label.mentioned)
        facets.add(label.item, _countries(strong_enough(tags)), label.countries, label.mentioned)
        parts = (tag.value for tag in tags if is_subdivision(tag.value))
        subdivisions.add(label.item, parts, label.subdivisions, label.mentioned)
    return {"countries": countries, "countries, as facets": facets, "subdivisions": subdivisions}


def _countries(tags: Iterable[Tag]) -> list[str]:
    return [tag.value for tag in tags if len(tag.value) == 2 and tag.value.isupper()]


def labels() -> Iterator[RegionLabel]:
    """The labels of `tests/archive/tagging/labels/regions.tsv`."""
    for line in (LABELS / "regions.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            item, *cells = line.split("\t")
            yield RegionLabel(item, *(frozenset(cell.split()) - {"-"} for cell in cells))


def item_of(row: dict[str, Any]) -> Item:
    """A row of items.jsonl as an item."""
    return Item(
        section=row["topic"], story_path=tuple(row["story_path"]), paragraphs=(Paragraph(row["text"]),)
    )


def _rate(rows: Iterable[dict[str, Any]]) -> float:
    """Items of 80 words, made of the texts of the set, that are tagged per second; the best of three."""
    items = list(_items_of_size(" ".join(row["text"] for row in rows).split()))[:3000]
    return len(items) / min(_seconds(items) for _ in range(3))


def _items_of_size(words: list[str]) -> Iterator[Item]:
    for start in range(0, len(words) - _WORDS_OF_AN_ITEM, _WORDS_OF_AN_ITEM):
        text = " ".join(words[start + 8 : start + _WORDS_OF_AN_ITEM])
        yield Item(headline=" ".join(words[start : start + 8]), paragraphs=(Paragraph(text),))


def _seconds(items: Iterable[Item]) -> float:
    start = time.process_time()
    tags: list[tuple[Tag, ...]] = [tag_regions(item) for item in items]
    return time.process_time() - start if tags else 0.0
