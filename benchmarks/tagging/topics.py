"""Topics of news text without its headings: recall, the first topic right, and precision, by heading.

An item of current-events gives its text alone; the heading it stood under says which topics are right. The
weights of the words are learnt from them, but for the last three months. Items in the manner of agencies and
of institutes' briefings, written for this project, have all their topics labelled; two thirds of them are for
checking alone. So have items of the sample issues, by which thresholds were set.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from archive.ingest.pipeline import parse_source
from archive.models import Item, Paragraph, Source
from archive.tagging.topic_tagger import tag_topics
from archive.vocabularies import SHIPPED
from benchmarks.tagging import LABELS

HELD_OUT = "2021-07"
"""From this month on, nothing is learnt from current-events."""

_SEEN_EVERY = 3

HEADINGS: Mapping[str, frozenset[str]] = {
    "Armed conflicts and attacks": frozenset({"security"}),
    "Arts and culture": frozenset({"arts"}),
    "Business and economy": frozenset({"economy", "energy"}),
    "Disasters and accidents": frozenset({"disasters"}),
    "Health and environment": frozenset({"health", "environment"}),
    "International relations": frozenset({"world-affairs"}),
    "Law and crime": frozenset({"law"}),
    "Politics and elections": frozenset({"politics"}),
    "Science and technology": frozenset({"science", "technology"}),
    "Sports": frozenset({"sports"}),
}
"""The headings of current-events, and the topics of the upper level that each stands for."""


@dataclass(frozen=True, slots=True)
class TopicItem:
    """An item, the heading it counts under, and the topics of the upper level that are right for it.

    Those `allowed` count as neither right nor wrong.
    """

    item: Item
    heading: str
    right: frozenset[str]
    allowed: frozenset[str] = frozenset()


@dataclass(slots=True)
class TopicTally:
    """What the tagger made of some items; a topic of the lower level counts as the one above it."""

    items: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    given: int = 0
    right: int = 0
    wanted: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, case: TopicItem, topics: Sequence[str]) -> None:
        """Count one item with its topics in order."""
        counted = [topic for topic in topics if topic not in case.allowed]
        right = bool(case.right & set(topics)), bool(topics) and topics[0] in case.right
        self.items[case.heading] += 1
        self.found[case.heading] += right[0] if case.right else not topics
        self.first[case.heading] += right[1] if case.right else not topics
        self.given += len(counted)
        self.right += len(case.right & set(counted))
        self.wanted += len(case.right)
        if not right[1] or len(case.right | case.allowed | set(topics)) > len(case.right | case.allowed):
            text = case.item.headline or case.item.text
            self.lines.append(f"    {sorted(case.right)}, not {list(topics)}: {text[:150]}")

    def include(self, other: "TopicTally") -> None:
        """Count the items of another tally too."""
        for own, more in ((self.items, other.items), (self.found, other.found), (self.first, other.first)):
            own.update(more)
        self.given += other.given
        self.right += other.right
        self.wanted += other.wanted
        self.lines += other.lines

    @property
    def precision(self) -> float:
        """Right among given, 0 to 1."""
        return self.right / (self.given or 1)

    def recall(self) -> float:
        """The share of items with a right topic."""
        return self.found.total() / (self.items.total() or 1)

    def first_right(self) -> float:
        """The share of items whose first topic is right."""
        return self.first.total() / (self.items.total() or 1)

    def share_of_all(self) -> float:
        """The share found of all the right topics of the items, 0 to 1."""
        return self.right / (self.wanted or 1)

    def macro(self, counts: Counter[str]) -> float:
        """The mean of the headings' shares."""
        return sum(counts[heading] / n for heading, n in self.items.items()) / (len(self.items) or 1)

    def report(self) -> Iterator[str]:
        """The figures of all items, then of each heading: items, recall, first right."""
        count = self.items.total()
        yield (
            f"    {count:,} items: recall {self.recall():.3f}, first right {self.first_right():.3f}, "
            f"precision {self.precision:.3f} of {self.given / (count or 1):.2f} topics an item; "
            f"by heading, recall {self.macro(self.found):.3f}, first right {self.macro(self.first):.3f}"
        )
        for heading, n in sorted(self.items.items()):
            yield f"      {heading:<28} {n:>5,}  {self.found[heading] / n:.2f}  {self.first[heading] / n:.2f}"


def measure(data: Path, options: argparse.Namespace) -> None:
    """Print the figures of labelled items, of the months learnt from and of those held out."""
    labelled = list(labelled_items())
    for name, items in (
        ("labelled, development", [item for number, item in labelled if not number % _SEEN_EVERY]),
        ("labelled, for checking", [item for number, item in labelled if number % _SEEN_EVERY]),
        ("sample issues", list(sample_items())),
    ):
        tally = topic_tally(items)
        print(
            f"  {name}:",
            next(tally.report()),
            f"    of all their topics found {tally.share_of_all():.3f}",
            sep="\n",
        )
        print(*tally.lines[: options.wrong], sep="\n", end="\n" if options.wrong else "")
    path = data / "current-events" / "items.jsonl"
    if not path.exists():
        print(f"  left out: {path} is not there")
        return
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for name, held_out in (("learnt from", False), ("held out", True)):
        tally = topic_tally(news_items(row for row in rows if (row["date"] >= HELD_OUT) is held_out))
        print(f"  current-events, {name}:", *tally.report(), sep="\n")
        print(*tally.lines[: options.wrong], sep="\n", end="\n" if options.wrong else "")


def news_items(rows: Iterable[Mapping[str, Any]]) -> Iterator[TopicItem]:
    """Rows of current-events as items without section and story; a misspelt heading leaves its row out."""
    for row in rows:
        right = HEADINGS.get(row["topic"])
        if right:
            yield TopicItem(Item(paragraphs=(Paragraph(row["text"]),)), row["topic"], right)


def labelled_items() -> Iterator[tuple[int, TopicItem]]:
    """The items of `tests/archive/tagging/labels/topics.tsv`, numbered from 1."""
    lines = (LABELS / "topics.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    for number, (right, allowed, headline, text) in enumerate(rows, 1):
        paragraphs = tuple(Paragraph(part.strip()) for part in text.split("¶") if part.strip())
        item = Item(headline="" if headline == "-" else headline, paragraphs=paragraphs)
        yield number, TopicItem(item, right.split()[0], _topics(right), _topics(allowed))


def sample_items() -> Iterator[TopicItem]:
    """The items of `tests/archive/tagging/labels/topics_samples.tsv`."""
    lines = (LABELS / "topics_samples.tsv").read_text("utf-8").splitlines()
    for right, allowed, issue, headline in (line.split("\t") for line in lines if not line.startswith("#")):
        item = _items_of(issue)[headline]
        yield TopicItem(item, right.split()[0], _topics(right), _topics(allowed))


@cache
def _items_of(issue: str) -> dict[str, Item]:
    """The items of a sample issue by their headlines, without section and story."""
    path = resources.files("archive").joinpath("sample", f"sample-{issue}")
    drafts = parse_source(Source(issue, "", path.read_bytes()))
    items = (item for draft in drafts for item in draft.items)
    return {item.headline: replace(item, section="", story_path=()) for item in items}


def _topics(cell: str) -> frozenset[str]:
    return frozenset(cell.split()) - {"-"}


def topic_tally(items: Iterable[TopicItem]) -> TopicTally:
    """Tag the items and count."""
    tally = TopicTally()
    for case in items:
        tally.add(case, upper_topics(case.item))
    return tally


def upper_topics(item: Item) -> list[str]:
    """The item's topics of the upper level, the strongest first."""
    topics = (tag.value for tag in tag_topics(item))
    return list(dict.fromkeys((*SHIPPED.topics.ancestors(topic), topic)[0] for topic in topics))
