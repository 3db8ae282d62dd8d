"""The peer of `benchmarks.relevance`: stock Whoosh, with its BM25F over title and text."""

from datetime import date
from typing import Any

from whoosh import fields
from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage
from whoosh.query.compound import Or
from whoosh.query.terms import Term

from benchmarks.retrieval_sets import Record, RetrievalSet

FIELDS = ("title", "text")


def rank_with_whoosh(collection: RetrievalSet, dated: bool, depth: int) -> dict[str, list[str]]:
    """The `depth` best documents for each judged query, by an Or of its words in either field."""
    analyzer = StemmingAnalyzer()
    text = fields.TEXT(analyzer=analyzer)
    storage: Any = RamStorage()  # type: ignore[no-untyped-call]
    index = storage.create_index(fields.Schema(id=fields.ID(stored=True), title=text, text=text))
    writer = index.writer()
    for document in collection.documents:
        writer.add_document(id=document.id, title=document.title, text=document.text)
    writer.commit()
    days = {document.id: document.day for document in collection.documents}
    with index.searcher() as searcher:
        return {
            asked.id: _ranked(searcher, analyzer, asked, days if dated else {}, depth)
            for asked in collection.queries
            if asked.id in collection.grades
        }


def _ranked(searcher: Any, analyzer: Any, asked: Record, days: dict[str, date], depth: int) -> list[str]:
    words = {token.text for token in analyzer(asked.text)}
    either = Or([Term(field, word) for word in sorted(words) for field in FIELDS])
    found = [hit["id"] for hit in searcher.search(either, limit=None)]
    earlier = [id_ for id_ in found if id_ != asked.id and (not days or days[id_] < asked.day)]
    return earlier[:depth]
