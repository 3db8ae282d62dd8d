"""Stock Whoosh: its own codec and BM25F, facets by grouping on multi-valued fields."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, index, sorting
from whoosh.analysis.acore import Composable
from whoosh.analysis.filters import LowercaseFilter
from whoosh.analysis.morph import StemFilter
from whoosh.analysis.tokenizers import RegexTokenizer
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.ranges import NumericRange
from whoosh.query.terms import Prefix, Term
from whoosh.query.wrappers import ConstantScoreQuery

from benchmarks.peers import BOOSTS, FACET_NAMES, TOP, Answer, Mode, PreparedQuery
from benchmarks.queries import Query
from index import analysis
from index.documents import IndexDocument

_HEAP_MB = 256


class Engine:
    """Implements `benchmarks.peers.Peer`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._searcher: Any = None

    def build(self, documents: Iterable[IndexDocument]) -> None:
        """Index with one writer and one commit."""
        self._folder.mkdir(parents=True, exist_ok=True)
        writer = index.create_in(str(self._folder), _schema()).writer(limitmb=_HEAP_MB)
        for document in documents:
            writer.add_document(**_fields_of(document))
        writer.commit()

    def open(self) -> None:
        """Open the index and a searcher."""
        self._index = index.open_dir(str(self._folder))
        self._searcher = self._index.searcher()

    def prepare(self, query: Query, mode: Mode) -> PreparedQuery:
        """One search that groups by all facets; with a topic filter a second one for the topics."""

        def run() -> "Answered":
            asked = _node(query, query.topic)
            if mode is Mode.TOP:
                found = self._searcher.search(asked, limit=TOP)
                [hit["id"] for hit in found]
                return Answered(len(found), {})
            names = FACET_NAMES[1:] if query.topic else FACET_NAMES
            found = self._search(asked, names)
            groups = {name: found.groups(name) for name in names}
            if query.topic:
                groups["topic"] = self._search(_node(query, ""), ("topic",)).groups("topic")
            return Answered(len(found), groups)

        return run

    def commit(self, documents: Sequence[IndexDocument]) -> None:
        """Update by id, commit, and open a new searcher."""
        writer = self._index.writer(limitmb=_HEAP_MB)
        for document in documents:
            writer.update_document(**_fields_of(document))
        writer.commit()
        self._searcher.close()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """Close the searcher."""
        if self._searcher:
            self._searcher.close()

    def _search(self, asked: Any, names: Sequence[str]) -> Any:
        grouping = {name: sorting.FieldFacet(name, allow_overlap=True) for name in names}
        found = self._searcher.search(asked, limit=TOP, groupedby=grouping, maptype=sorting.Count)
        [hit["id"] for hit in found]
        return found


class Answered:
    """A total and groups, which a call turns into an Answer."""

    def __init__(self, total: int | None, groups: dict[str, Any]) -> None:
        self._total, self._groups = total, groups

    def __call__(self) -> Answer:
        """Make the Answer."""
        facets = {
            name: {_text(value): count for value, count in counts.items() if value is not None}
            for name, counts in self._groups.items()
        }
        return Answer(self._total, facets)


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _schema() -> Any:
    stemming: Any = StemFilter(stemfn=analysis.stem)  # type: ignore[no-untyped-call]
    analyzer: Composable = RegexTokenizer() | LowercaseFilter() | stemming
    columns: dict[str, Any] = {"id": fields.ID(unique=True, stored=True)}
    for name, boost in BOOSTS.items():
        columns[name] = fields.TEXT(analyzer=analyzer, phrase=True, stored=True, field_boost=boost)
    columns.update({name: fields.KEYWORD(commas=True) for name in FACET_NAMES})
    return fields.Schema(**columns, day=fields.NUMERIC(int, signed=False))


def _fields_of(document: IndexDocument) -> dict[str, object]:
    facets = {name: ",".join(dict.fromkeys(values)) for name, values in document.facets.items() if values}
    return {"id": document.id, "day": document.date.toordinal(), **document.texts, **facets}


def _node(asked: Query, topic: str) -> Any:
    if asked.kind == "phrase":
        matched = _somewhere(lambda field: Phrase(field, list(asked.words)))
    elif asked.kind == "prefix":
        matched = _somewhere(lambda field: Prefix(field, asked.words[0]))
    else:
        words = [_somewhere(lambda field, word=word: Term(field, word)) for word in asked.words]
        matched = Or(words) if asked.kind == "or" else And(words)
    parts = [matched]
    if topic:
        parts.append(ConstantScoreQuery(Term("topic", topic), 0.0))
    if asked.first and asked.last:
        parts.append(NumericRange("day", asked.first.toordinal(), asked.last.toordinal()))
    return And(parts) if len(parts) > 1 else matched


def _somewhere(make: Any) -> Any:
    return Or([make(name) for name in BOOSTS])
