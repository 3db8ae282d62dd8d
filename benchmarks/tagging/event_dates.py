"""How well event dates are found, on sentences labelled by hand, and how fast.

    python -m benchmarks.tagging event_dates [--wrong N]

A sentence is exact if all its events are found with their first and last day, their precision and whether
they lie ahead, and no other. Labels: `tests/archive/tagging/labels/event_dates*.tsv`; those of real archives
need `$BRIEFINGS_SHARED/data` (default: `../shared/data`). Odd rows were for tuning, even ones held out, save
in `event_dates_rounds.tsv`, all of which was tuned on.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.models import EventDate, Item, Paragraph
from archive.tagging.event_dates import find_event_dates

_ROOT = Path(__file__).parent.parent.parent
_LABELS = _ROOT / "tests" / "archive" / "tagging" / "labels"
_WRITTEN = {"event_dates.tsv": True, "event_dates_news.tsv": True, "event_dates_rounds.tsv": False}
"""The files of written sentences, and whether their even rows were held out."""

_WORDS_PER_ITEM = 80

Event = tuple[str, str, str, bool]
"""First and last day, precision, ahead."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence or short item, and the events that a person finds in it."""

    issued: date
    text: str
    events: frozenset[Event]
    held_out: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts: exact sentences of all sentences; right, found and wanted events."""

    exact: int
    sentences: int
    right: int
    found: int
    wanted: int


def measure(data: Path, options: argparse.Namespace) -> None:
    """Print the scores, and with `--wrong` sentences of the tuning half that are not exact."""
    rows = [*written_labels(), *archive_labels(data)]
    for name, wanted in _PARTS.items():
        if part := [row for row in rows if wanted(row)]:
            _print(name, score(part))
    wrong = [row for row in rows if not row.held_out and events_of(row) != row.events]
    for row in wrong[: options.wrong]:
        print(f"{row.text}\n  wanted {sorted(row.events)}\n  found  {sorted(events_of(row))}")
    print(f"rate: {rate(_texts(data) or rows):,.0f} items of {_WORDS_PER_ITEM} words a second")


def written_labels() -> Iterator[LabelledSentence]:
    """The labelled sentences that were written for this benchmark."""
    for name, has_held_out in _WRITTEN.items():
        for number, (issued, events, text) in enumerate(_rows(name)):
            held_out = has_held_out and number % 2 == 1
            yield LabelledSentence(date.fromisoformat(issued), text, parse_label(events), held_out)


def archive_labels(data: Path) -> Iterator[LabelledSentence]:
    """The labelled items of real archives, so far as the archives are available."""
    files: dict[str, list[dict[str, str]]] = {}
    for number, (name, key, events) in enumerate(_rows("event_dates_shared.tsv")):
        if not (data / name).is_file():
            continue
        if name not in files:
            files[name] = [json.loads(line) for line in (data / name).read_text("utf-8").splitlines()]
        by_line = key.isdigit()
        found = files[name][int(key) - 1] if by_line else next(r for r in files[name] if r["id"] == key)
        yield LabelledSentence(
            date.fromisoformat(found["date"]), found["text"], parse_label(events), number % 2 == 1, name
        )


def parse_label(label: str) -> frozenset[Event]:
    """The events of a label: `+2025-03-01..2025-03-31 month; 2025-04-02`, `-` for none."""
    return frozenset(_event(part) for part in label.split("; ") if label != "-")


def events_of(row: LabelledSentence) -> frozenset[Event]:
    """The events that the tagger finds."""
    item = Item(paragraphs=(Paragraph(row.text),))
    return frozenset(_shown(event) for event in find_event_dates(item, row.issued))


def score(rows: Sequence[LabelledSentence]) -> Score:
    """The score of some sentences."""
    pairs = [(row.events, events_of(row)) for row in rows]
    return Score(
        exact=sum(wanted == found for wanted, found in pairs),
        sentences=len(pairs),
        right=sum(len(wanted & found) for wanted, found in pairs),
        found=sum(len(found) for _, found in pairs),
        wanted=sum(len(wanted) for wanted, _ in pairs),
    )


def rate(rows: Sequence[LabelledSentence]) -> float:
    """Items of about 80 words, made by joining texts, that are tagged per second on one core."""
    items: list[tuple[Item, date]] = []
    texts: list[str] = []
    for row in rows:
        texts.append(row.text)
        if sum(len(text.split()) for text in texts) >= _WORDS_PER_ITEM:
            items.append((Item(paragraphs=tuple(map(Paragraph, texts))), row.issued))
            texts = []
    started = time.process_time()
    for item, issued in items:
        find_event_dates(item, issued)
    return len(items) / (time.process_time() - started)


def _texts(data: Path) -> list[LabelledSentence]:
    """World news, most of it without a date in the text."""
    path = data / "current-events" / "items.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    rows = map(json.loads, lines)
    return [
        LabelledSentence(date.fromisoformat(r["date"]), r["text"], frozenset(), held_out=False) for r in rows
    ]


def _event(text: str) -> Event:
    days, _, precision = text.removeprefix("+").partition(" ")
    first, _, last = days.partition("..")
    return first, last or first, precision or ("range" if last else "day"), text.startswith("+")


def _shown(event: EventDate) -> Event:
    return event.first.isoformat(), event.last.isoformat(), event.precision.value, event.ahead


def _rows(name: str) -> list[list[str]]:
    lines = (_LABELS / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _print(name: str, score: Score) -> None:
    print(
        f"{name}: exact {score.exact / score.sentences:.3f} of {score.sentences}, "
        f"precision {score.right / score.found:.3f}, recall {score.right / score.wanted:.3f}"
    )


_PARTS: dict[str, Callable[[LabelledSentence], bool]] = {
    "all": lambda _: True,
    "tuned on": lambda row: not row.held_out,
    "held out": lambda row: row.held_out,
    "real archives": lambda row: bool(row.source),
}
