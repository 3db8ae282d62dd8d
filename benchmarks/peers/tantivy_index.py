"""Tantivy through its Python package: BM25 over three text fields with positions, terms aggregations.

One thread writes, one searches. It uses the simple tokenizer (lower case, split at punctuation): stemming
does not change the words of the benchmark, so Tantivy does not spend the time on it that our engine does.
Texts are stored, as in our engine. The package needs two calls for a search and its aggregation.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, FieldType, Index, Occur, SchemaBuilder

from benchmarks.peers import BOOSTS, FACET_NAMES, TOP, Answer, Mode, PreparedQuery
from benchmarks.queries import Query
from index.documents import IndexDocument

_HEAP = 256 * 1024 * 1024
_VALUES = 10_000


class Engine:
    """Implements `benchmarks.peers.Peer`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: Any = None

    def build(self, documents: Iterable[IndexDocument]) -> None:
        """Index with one writer thread and one commit, and wait for its merges."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(_schema(), path=str(self._folder))
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for document in documents:
            writer.add_document(_document(document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open the index and a searcher."""
        self._index = Index.open(str(self._folder))
        self._index.config_reader(reload_policy="manual")
        self._index.reload()
        self._searcher = self._index.searcher()

    def prepare(self, query: Query, mode: Mode) -> PreparedQuery:
        """The top hits with their ids; one aggregation, with a topic filter a second one without it."""

        def run() -> "Answered":
            asked = self._query(query, query.topic)
            total = None if mode is Mode.FACETS else self._top(asked)
            return Answered(total, {} if mode is Mode.TOP else self._counts(query, asked))

        return run

    def commit(self, documents: Sequence[IndexDocument]) -> None:
        """Delete by id, add, commit, and open a new searcher."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for document in documents:
            writer.delete_documents_by_term("id", document.id)
            writer.add_document(_document(document))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()
        writer.wait_merging_threads()

    def close(self) -> None:
        """Release all files."""
        self._index = self._searcher = None

    def _top(self, asked: Any) -> int:
        found = self._searcher.search(asked, limit=TOP, count=True)
        for _, address in found.hits:
            self._searcher.doc(address)["id"]
        return int(found.count)

    def _counts(self, query: Query, asked: Any) -> dict[str, Any]:
        aggregate = self._searcher.aggregate
        if not query.topic:
            return dict(aggregate(asked, _counting(FACET_NAMES)))
        topics = aggregate(self._query(query, ""), _counting(("topic",)))
        return {**topics, **aggregate(asked, _counting(FACET_NAMES[1:]))}

    def _query(self, query: Query, topic: str) -> Any:
        make = tantivy.Query
        schema = self._index.schema
        if query.kind == "phrase":
            matched = _somewhere(lambda field: make.phrase_query(schema, field, list(query.words)))
        elif query.kind == "prefix":
            matched = _somewhere(lambda field: make.regex_query(schema, field, f"{query.words[0]}.*"))
        else:
            occur = Occur.Should if query.kind == "or" else Occur.Must
            terms = [_word(schema, word) for word in query.words]
            matched = terms[0] if len(terms) == 1 else make.boolean_query([(occur, term) for term in terms])
        must = [matched]
        if topic:
            must.append(make.const_score_query(make.term_query(schema, "topic", topic), 0.0))
        if query.first and query.last:
            days = query.first.toordinal(), query.last.toordinal()
            ranged = make.range_query(schema, "day", FieldType.Integer, *days)
            must.append(make.const_score_query(ranged, 0.0))
        return make.boolean_query([(Occur.Must, part) for part in must]) if len(must) > 1 else matched


class Answered:
    """A total and aggregations, which a call turns into an Answer."""

    def __init__(self, total: int | None, counts: dict[str, Any]) -> None:
        self._total, self._counts = total, counts

    def __call__(self) -> Answer:
        """Make the Answer."""
        facets = {
            name: {bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]}
            for name, found in self._counts.items()
        }
        return Answer(self._total, facets)


def _schema() -> Any:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in BOOSTS:
        builder.add_text_field(name, stored=True, index_option="position")
    for name in FACET_NAMES:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _document(document: IndexDocument) -> Any:
    made = Document()
    made.add_text("id", document.id)
    for name, text in document.texts.items():
        made.add_text(name, text)
    for name, values in document.facets.items():
        for value in values:
            made.add_text(name, value)
    made.add_integer("day", document.date.toordinal())
    return made


def _word(schema: Any, word: str) -> Any:
    return _somewhere(lambda field: tantivy.Query.term_query(schema, field, word, "freq"))


def _somewhere(make: Any) -> Any:
    """A query for a match in any text field, each with its weight."""
    parts = [(Occur.Should, tantivy.Query.boost_query(make(name), boost)) for name, boost in BOOSTS.items()]
    return tantivy.Query.boolean_query(parts)


def _counting(facets: Sequence[str]) -> dict[str, Any]:
    return {name: {"terms": {"field": name, "size": _VALUES, "segment_size": _VALUES}} for name in facets}
