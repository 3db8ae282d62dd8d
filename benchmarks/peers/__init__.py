"""The engines that are compared, each behind the Protocol `Peer`; one that is not installed is left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from benchmarks.queries import Query
from index.documents import IndexDocument

TOP = 10
"""The number of hits that each query asks for."""

FACET_NAMES = ("topic", "region", "date", "publication")
BOOSTS = {"headline": 2.0, "takeaway": 1.0, "body": 0.5}
"""The text fields and their weights, as in the product."""

_MODULES = {
    "ours": "benchmarks.peers.ours",
    "tantivy": "benchmarks.peers.tantivy_index",
    "fts5": "benchmarks.peers.fts5",
    "stock": "benchmarks.peers.stock_whoosh",
}
NAMES = tuple(_MODULES)


class Mode(StrEnum):
    """What a query asks for: the TOP best items and the total, the counts of all facets, or both.

    The product shows both. Some packages need two calls for both and run the query twice; facets alone are
    measured too, as a measure without that cost.
    """

    TOP = "top 10"
    BOTH = "top 10, facets"
    FACETS = "facets alone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What all engines must agree on: the number of items that match, and the exact counts of each facet.

    `total` is None where the mode does not ask for it.
    """

    total: int | None
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


PreparedQuery = Callable[[], Callable[[], Answer]]
"""Runs the query, which is timed, and returns a function that makes the Answer, which is not."""


class Peer(Protocol):
    """One engine on one folder.

    Facet counts are those of all items that match the query and its filters, except that counts of topics
    ignore the topic filter, as in the product.
    """

    def build(self, documents: Iterable[IndexDocument]) -> None:
        """Index all documents, and return when they are on disk."""

    def open(self) -> None:
        """Open the index, as a new process does."""

    def prepare(self, query: Query, mode: Mode) -> PreparedQuery:
        """Prepare a query to be run."""

    def commit(self, documents: Sequence[IndexDocument]) -> None:
        """Replace or add these items durably; the next search must see them."""

    def close(self) -> None:
        """Release all files."""


def open_peer(name: str, folder: Path) -> Peer:
    """Open the engine of this name on a folder; raises ImportError where its library is not installed."""
    make = cast("Callable[[Path], Peer]", import_module(_MODULES[name]).Engine)
    return make(folder)


def missing_reason(name: str) -> str:
    """The reason why an engine cannot take part, in one line; "" where it can."""
    try:
        import_module(_MODULES[name])
    except ImportError as error:
        return f"{name} is left out: {error}; install it with `pip install briefing-archive[bench]`"
    return ""
