"""The engines that are compared, each behind one small Protocol; a peer that is not installed is left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from benchmarks.asking import Query
from index.documents import IndexDocument

TOP = 10
"""How many hits every engine is asked for."""

FACET_NAMES = ("topic", "region", "date", "publication")
BOOSTS = {"headline": 2.0, "takeaway": 1.0, "body": 0.5}
"""The text fields and what a match in each weighs, as in the product."""

_MODULES = {
    "ours": "benchmarks.peers.ours",
    "tantivy": "benchmarks.peers.tantivy_index",
    "fts5": "benchmarks.peers.fts5",
    "stock": "benchmarks.peers.stock",
}
NAMES = tuple(_MODULES)


class Mode(StrEnum):
    """What is wanted of a query: its best TOP items and how many there are, all facets' counts, or both.

    Both are what the product shows. An engine whose package has one call for each has to run the query
    twice then; how it does at facets alone is the measure of its own that is free of that.
    """

    TOP = "top 10"
    BOTH = "top 10, facets"
    FACETS = "facets alone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What every engine must agree upon: how many items matched, and the exact counts of each facet.

    `total` is None where it was not asked for.
    """

    total: int | None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


Timed = Callable[[], Callable[[], Answer]]
"""Runs a query (this is timed), and returns what turns its result into an Answer (this is not)."""


class Peer(Protocol):
    """One engine on one folder.

    Facet counts hold for all that matches the query and its filter, but those of the topics leave the topic
    asked for aside, as the product's do.
    """

    def build(self, documents: Iterable[IndexDocument]) -> None:
        """Write everything, and wait until it is all on disk."""

    def open(self) -> None:
        """Make ready to answer, as a new process must."""

    def prepare(self, query: Query, mode: Mode) -> Timed:
        """The search, ready to be run."""

    def commit(self, documents: Sequence[IndexDocument]) -> None:
        """Replace or add these items durably; the next search must see them."""

    def close(self) -> None:
        """Let go of all files."""


def load(name: str, folder: Path) -> Peer:
    """The engine of this name on a folder; ImportError where its library is not installed."""
    make = cast("Callable[[Path], Peer]", import_module(_MODULES[name]).Engine)
    return make(folder)


def missing(name: str) -> str:
    """Why an engine cannot take part, in one line; "" where it can."""
    try:
        import_module(_MODULES[name])
    except ImportError as error:
        return f"{name} is left out: {error}; install it with `pip install briefing-archive[bench]`"
    return ""
