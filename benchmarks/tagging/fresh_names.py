"""Precision and recall of people and organisations on fresh items of news, by round, with the unseen half.

The labels are `tests/archive/tagging/labels/names_fresh.tsv`, which says what each round gave at first sight:
they are written before the tagger is asked, and rules are made from them afterwards.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.models import Item, Paragraph
from archive.tagging.names.name_tagger import tag_names
from benchmarks.tagging import LABELS
from benchmarks.tagging.names import KINDS, LabelledItem, NameTally, labelled_names

_PARTS = {"tuned on": (False,), "unseen": (True,), "both": (False, True)}


@dataclass(frozen=True, slots=True)
class FreshItem:
    """An item with its labels, and the round in which it was written."""

    round: str
    label: LabelledItem
    item: Item


def measure(data: Path, options: argparse.Namespace) -> None:  # noqa: ARG001
    """Print precision and recall of each round and half, and what is wrong in the tuned one."""
    items = list(fresh_items())
    for number in sorted({each.round for each in items}):
        for part, halves in _PARTS.items():
            chosen = [each for each in items if each.round == number and each.label.held_out in halves]
            print(f"  round {number}, {part}, {len(chosen)} items")
            for kind, tally in fresh_tallies(chosen).items():
                counted = f"{tally.right} right, {tally.wrong} wrong, {tally.missed} missed"
                print(f"    {kind}: precision {tally.precision:.3f}, recall {tally.recall:.3f} ({counted})")
                shown = tally.lines[: options.wrong] if part == "tuned on" else []
                print(*shown, sep="\n", end="\n" if shown else "")


def fresh_items() -> Iterator[FreshItem]:
    """The labelled items; every second one of a round is kept unseen."""
    lines = (LABELS / "names_fresh.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    for number, (in_round, people, organisations, headline, text) in enumerate(rows):
        names = {
            kind: labelled_names(cell) for kind, cell in zip(KINDS, (people, organisations), strict=True)
        }
        paragraphs = tuple(Paragraph(part.strip()) for part in text.split("¶"))
        label = LabelledItem(f"{number} {headline[:40] or text[:40]}", names, bool(number % 2))
        yield FreshItem(in_round, label, Item(headline=headline, paragraphs=paragraphs))


def fresh_tallies(items: Iterable[FreshItem]) -> dict[str, NameTally]:
    """Tally the tags of items, each an issue of its own, by kind."""
    tallies = {kind: NameTally() for kind in KINDS}
    for each in items:
        found = tag_names([each.item])[0]
        for kind, tags in zip(KINDS, (found.people, found.organisations), strict=True):
            tallies[kind].add(each.label.key, tags, each.label.names[kind])
    return tallies
