"""Precision and recall of people and organisations on 200 labelled items, with the held-out half; rate."""

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import BriefingsError
from archive.ingest.pipeline import parse_source
from archive.models import Item, Paragraph, Source, Tag
from archive.tagging.names.name_tagger import tag_names
from archive.vocabularies.folding import fold_name
from benchmarks.tagging import LABELS, ROOT

KINDS = ("people", "organisations")
_WORDS_OF_AN_ITEM = 80
_ITEMS_OF_AN_ISSUE = 10


@dataclass(frozen=True, slots=True)
class LabelledName:
    """A name in an item with all its spellings; an `open` one counts neither as right nor as missed."""

    spellings: frozenset[str]
    open: bool


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """The names that a person finds in one item, by kind."""

    key: str
    names: Mapping[str, tuple[LabelledName, ...]]
    held_out: bool


@dataclass(slots=True)
class NameTally:
    """Counts of right, wrong and missed names."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, key: str, tags: Iterable[Tag], names: Iterable[LabelledName]) -> None:
        """Count one item; a second tag for one name is wrong."""
        left = list(names)
        for tag in tags:
            found = next((name for name in left if fold_name(tag.value) in name.spellings), None)
            if found is None:
                self.wrong += 1
                self.lines.append(f"    {key}: wrong {tag.value!r}")
            else:
                left.remove(found)
                self.right += not found.open
        for name in left:
            if not name.open:
                self.missed += 1
                self.lines.append(f"    {key}: missed {min(name.spellings)!r}")

    def __add__(self, other: "NameTally") -> "NameTally":
        return NameTally(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.lines + other.lines,
        )

    @property
    def precision(self) -> float:
        """Right among found, 0 to 1."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """Right among the labelled names, 0 to 1."""
        return self.right / ((self.right + self.missed) or 1)


def measure(data: Path, options: argparse.Namespace) -> None:
    """Print precision, recall and rate."""
    items = items_by_key(data)
    labels = read_labels()
    missing = [label.key for label in labels if label.key not in items]
    if missing:
        print(
            f"  left out: {len(missing)} of {len(labels)} labelled items are not there, {missing[0]!r} first"
        )
    tallies = name_tallies(labels, items)
    for name, tally in _shown(tallies):
        counted = f"{tally.right} right, {tally.wrong} wrong, {tally.missed} missed"
        print(f"  {name}: precision {tally.precision:.3f}, recall {tally.recall:.3f} ({counted})")
    wrong = [line for tally in tallies.values() for line in tally.lines]
    print(*wrong[: options.wrong], sep="\n", end="\n" if options.wrong else "")
    print(f"  {_rate(items.values()):,.0f} items/s of {_WORDS_OF_AN_ITEM} words on one core")


def read_labels() -> list[LabelledItem]:
    """The labels, every second one held out from tuning."""
    lines = (LABELS / "names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        LabelledItem(key, dict(zip(KINDS, map(labelled_names, named), strict=True)), bool(number % 2))
        for number, (key, *named) in enumerate(rows)
    ]


def name_tallies(
    labels: Iterable[LabelledItem], items: Mapping[str, Item]
) -> dict[tuple[str, bool], NameTally]:
    """Tally the tags of the available labelled items by kind and half."""
    tallies = {(kind, half): NameTally() for half in (False, True) for kind in KINDS}
    for label in labels:
        if label.key in items:
            found = tag_names([items[label.key]])[0]
            for kind, tags in zip(KINDS, (found.people, found.organisations), strict=True):
                tallies[kind, label.held_out].add(label.key, tags, label.names[kind])
    return tallies


def items_by_key(data: Path) -> dict[str, Item]:
    """The items of the labelled sets, so far as the sets are available."""
    found = dict(_rows(data / "current-events" / "items.jsonl", "current-events", "id", ""))
    corpus = data / "retrieval" / "optech-citations" / "corpus.jsonl"
    found |= dict(_rows(corpus, "optech-citations", "_id", "title"))
    found |= dict(_split(ROOT / "archive" / "sample", "sample"))
    for name in ("example", "lwkd", "this-week-in-rust"):
        found |= dict(_split(data / name, name))
    return found


def labelled_names(text: str) -> tuple[LabelledName, ...]:
    """The names of a label's cell."""
    parts = [part for part in text.split("; ") if part]
    return tuple(
        LabelledName(frozenset(map(fold_name, p.lstrip("?").split("|"))), p.startswith("?")) for p in parts
    )


def _rows(path: Path, name: str, key: str, headline: str) -> Iterator[tuple[str, Item]]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for row in map(json.loads, lines):
        yield f"{name}/{row[key]}", _item(row["text"], row[headline] if headline else "")


def _split(folder: Path, name: str) -> Iterator[tuple[str, Item]]:
    """The items into which the labelled files of a folder are split."""
    wanted = {label.key.split("#")[0] for label in read_labels() if label.key.startswith(f"{name}/")}
    files = sorted(folder.rglob("*")) if folder.is_dir() else []
    for path in (path for path in files if f"{name}/{path.name}" in wanted):
        try:
            drafts = parse_source(Source(path.name, "", path.read_bytes()))
        except BriefingsError as error:
            print(f"  left out: {error}")
            continue
        for item in (item for draft in drafts for item in draft.items):
            yield f"{name}/{path.name}#{item.headline}", _item(item.text, item.headline)


def _item(text: str, headline: str) -> Item:
    return Item(headline=headline, paragraphs=tuple(map(Paragraph, text.split("\n\n"))))


def _shown(tallies: Mapping[tuple[str, bool], NameTally]) -> Iterator[tuple[str, NameTally]]:
    for (kind, held_out), tally in tallies.items():
        yield f"{kind}, {'held out' if held_out else 'tuned on'}", tally
    for kind in KINDS:
        yield kind, tallies[kind, False] + tallies[kind, True]
    yield "both", sum(tallies.values(), NameTally())


def _rate(items: Iterable[Item]) -> float:
    """Items tagged per second: pieces of 80 words, ten an issue; the best of three runs."""
    words = " ".join(item.text for item in items).split()[:160_000]
    starts = range(0, len(words), _WORDS_OF_AN_ITEM)
    made = [_item(" ".join(words[start : start + _WORDS_OF_AN_ITEM]), "") for start in starts]
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for first in range(0, len(made), _ITEMS_OF_AN_ISSUE):
            tag_names(made[first : first + _ITEMS_OF_AN_ISSUE])
        best = min(best, time.process_time() - start)
    return len(made) / best
