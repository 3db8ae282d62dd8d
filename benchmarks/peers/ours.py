"""The product's Whoosh engine, called as the product calls it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.peers import FACET_NAMES, TOP, Answer, Mode, PreparedQuery
from benchmarks.queries import Query
from index.documents import Change, IndexDocument
from index.engine import Filter, Results, Search
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import And, Node, Or, Phrase, Prefix, Term


class Engine:
    """Implements `benchmarks.peers.Peer`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = WhooshEngine(folder)

    def build(self, documents: Iterable[IndexDocument]) -> None:
        """Index with one `rebuild`."""
        self._engine.close()
        self._engine = WhooshEngine.create(self._folder)
        self._engine.rebuild(documents, 1)

    def open(self) -> None:
        """Do nothing: the engine opens its files at the first search."""

    def prepare(self, query: Query, mode: Mode) -> PreparedQuery:
        """Prepare one search that answers all."""
        request = Search(
            query=_node(query),
            filters=(Filter("topic", query.topic),) if query.topic else (),
            first=query.first,
            last=query.last,
            limit=0 if mode is Mode.FACETS else TOP,
            facets=() if mode is Mode.TOP else FACET_NAMES,
        )

        def run() -> "Answered":
            return Answered(self._engine.search(request))

        return run

    def commit(self, documents: Sequence[IndexDocument]) -> None:
        """Commit with one `apply`."""
        changes = [Change(document.id, document) for document in documents]
        self._engine.apply(changes, self._engine.revision + 1)

    def close(self) -> None:
        """Release the files."""
        self._engine.close()


class Answered:
    """Results, which a call turns into an Answer."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def __call__(self) -> Answer:
        """Make the Answer."""
        if self._results.notes:
            raise ValueError(f"the engine capped the query: {self._results.notes}")
        return Answer(self._results.total, {name: dict(c) for name, c in self._results.facets.items()})


def _node(query: Query) -> Node:
    if query.kind == "phrase":
        return Phrase(query.words)
    if query.kind == "prefix":
        return Prefix(query.words[0])
    terms = tuple(Term(word) for word in query.words)
    if len(terms) == 1:
        return terms[0]
    return Or(terms) if query.kind == "or" else And(terms)
