"""SQLite FTS5, with BM25 weighted by column; facet values are in another table, counted by GROUP BY."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.peers import BOOSTS, FACET_NAMES, TOP, Answer, Mode, PreparedQuery
from benchmarks.queries import Query
from index.documents import IndexDocument

_SCHEMA = f"""
PRAGMA journal_mode = WAL;
CREATE TABLE items (doc INTEGER PRIMARY KEY, id TEXT UNIQUE, day INTEGER);
CREATE INDEX items_day ON items (day);
CREATE VIRTUAL TABLE texts USING fts5 ({", ".join(BOOSTS)});
CREATE TABLE labels (number INTEGER PRIMARY KEY, facet TEXT, value TEXT, UNIQUE (facet, value));
CREATE TABLE carried (doc INTEGER, label INTEGER, PRIMARY KEY (doc, label)) WITHOUT ROWID;
CREATE INDEX carried_label ON carried (label, doc);
"""
_RANKING = f"bm25(texts, {', '.join(map(str, BOOSTS.values()))})"
_BATCH = 1000


class Engine:
    """Implements `benchmarks.peers.Peer`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.db"
        self._database = sqlite3.connect(":memory:")

    def build(self, documents: Iterable[IndexDocument]) -> None:
        """Index in one transaction, then run ANALYZE and a checkpoint."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self.open()
        self._database.executescript(_SCHEMA)
        self._known: dict[tuple[str, str], int] = {}
        iterator = iter(documents)
        while batch := list(islice(iterator, _BATCH)):
            self._add(batch)
        self._database.commit()
        self._database.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")

    def open(self) -> None:
        """Connect, and read the labels."""
        self._database = sqlite3.connect(self._path)
        self._database.execute("PRAGMA synchronous = FULL")
        tables = {name for (name,) in self._database.execute("SELECT name FROM sqlite_master")}
        rows = self._database.execute("SELECT facet, value, number FROM labels") if "labels" in tables else ()
        self._known = {(facet, value): number for facet, value, number in rows}

    def prepare(self, query: Query, mode: Mode) -> PreparedQuery:
        """The top hits, the total, and a GROUP BY; with a topic filter a second one without it."""

        def run() -> "Answered":
            total = None if mode is Mode.FACETS else self._top(query)
            return Answered(total, [] if mode is Mode.TOP else self._counts(query))

        return run

    def commit(self, documents: Sequence[IndexDocument]) -> None:
        """Commit in one transaction."""
        for document in documents:
            row = self._database.execute("SELECT doc FROM items WHERE id = ?", (document.id,)).fetchone()
            if row:
                for table, key in (("items", "doc"), ("texts", "rowid"), ("carried", "doc")):
                    self._database.execute(f"DELETE FROM {table} WHERE {key} = ?", row)
        self._add(documents)
        self._database.commit()

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def _top(self, query: Query) -> int:
        where, values = self._where(query, query.topic)
        matched = f"FROM texts JOIN items ON doc = texts.rowid WHERE {where}"
        ask = self._database.execute
        ask(f"SELECT items.id {matched} ORDER BY {_RANKING} LIMIT {TOP}", values).fetchall()
        return int(ask(f"SELECT count(*) {matched}", values).fetchone()[0])

    def _counts(self, query: Query) -> list[tuple[str, str, int]]:
        where, values = self._where(query, query.topic)
        ask = self._database.execute
        if not query.topic:
            return ask(_grouped(where, "1"), values).fetchall()
        rows = ask(_grouped(where, "facet <> 'topic'"), values).fetchall()
        wider, wider_values = self._where(query, "")
        return rows + ask(_grouped(wider, "facet = 'topic'"), wider_values).fetchall()

    def _where(self, query: Query, topic: str) -> tuple[str, list[object]]:
        where, values = "texts MATCH ?", [_match(query)]
        result: list[object] = [*values]
        if topic:
            where += " AND doc IN (SELECT doc FROM carried WHERE label = ?)"
            result.append(self._known.get(("topic", topic), 0))
        if query.first and query.last:
            where += " AND day BETWEEN ? AND ?"
            result += [query.first.toordinal(), query.last.toordinal()]
        return where, result

    def _add(self, documents: Sequence[IndexDocument]) -> None:
        (last,) = self._database.execute("SELECT coalesce(max(doc), 0) FROM items").fetchone()
        numbered = list(enumerate(documents, last + 1))
        many = self._database.executemany
        many("INSERT INTO items VALUES (?, ?, ?)", ((n, d.id, d.date.toordinal()) for n, d in numbered))
        many(
            "INSERT INTO texts (rowid, headline, takeaway, body) VALUES (?, ?, ?, ?)",
            ((n, *(d.texts.get(name, "") for name in BOOSTS)) for n, d in numbered),
        )
        many("INSERT INTO carried VALUES (?, ?)", list(self._carried(numbered)))

    def _carried(self, numbered: Iterable[tuple[int, IndexDocument]]) -> Iterator[tuple[int, int]]:
        for number, document in numbered:
            for facet in FACET_NAMES:
                for value in set(document.facets.get(facet, ())):
                    yield number, self._label(facet, value)

    def _label(self, facet: str, value: str) -> int:
        if (facet, value) not in self._known:
            number = len(self._known) + 1
            self._database.execute("INSERT INTO labels VALUES (?, ?, ?)", (number, facet, value))
            self._known[facet, value] = number
        return self._known[facet, value]


class Answered:
    """A total and facet rows, which a call turns into an Answer."""

    def __init__(self, total: int | None, rows: list[tuple[str, str, int]]) -> None:
        self._total, self._rows = total, rows

    def __call__(self) -> Answer:
        """Make the Answer."""
        facets: dict[str, dict[str, int]] = {}
        for facet, value, count in self._rows:
            facets.setdefault(facet, {})[value] = count
        return Answer(self._total, facets)


def _grouped(where: str, which: str) -> str:
    matched = f"SELECT texts.rowid FROM texts JOIN items ON doc = texts.rowid WHERE {where}"
    counts = f"SELECT label, count(*) AS n FROM carried WHERE doc IN ({matched}) GROUP BY label"
    return f"SELECT facet, value, n FROM ({counts}) JOIN labels ON number = label WHERE {which}"


def _match(query: Query) -> str:
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    if query.kind == "prefix":
        return f'"{query.words[0]}"*'
    return (" OR " if query.kind == "or" else " AND ").join(f'"{word}"' for word in query.words)
