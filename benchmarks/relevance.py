"""How well the engine ranks, on a retrieval set in BEIR's format.

    python benchmarks/relevance.py SET_DIR [--dated] [--run OUT.tsv]
                                   [--engine whoosh|memory] [--route similar|search] [--peer]

The set is tagged (if it has dates) and indexed by `rebuild` in a temporary folder, titles as headlines and
texts as bodies. Its queries are plain text, often whole sentences, not in a query language. They are tagged
too and answered by `similar`. `--route search` searches for an Or of all words instead. `--dated` counts
only documents dated before the query. `--peer` also ranks with stock Whoosh: its own BM25F and stemming
analyzer, an Or of all words in title or text.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.retrieval_sets import Run, figures, read_retrieval_set
from benchmarks.tagged_records import tagged_documents, tagged_query
from benchmarks.whoosh_ranking import rank_with_whoosh
from index import analysis
from index.documents import IndexDocument
from index.engine import Engine, Search, Similar
from index.engines.memory.engine import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import Term, disjunction

DEPTH = 100
Rank = Callable[[Engine, IndexDocument, date | None], list[str]]


def main() -> None:
    """Index the set, rank for each query, print the figures."""
    options = _options()
    collection = read_retrieval_set(options.set_dir)
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine.create(Path(folder)) if options.engine == "whoosh" else MemoryEngine()
        documents = list(tagged_documents(collection.documents))
        queries = [tagged_query(query) for query in collection.queries if query.id in collection.grades]
        started = time.perf_counter()
        engine.rebuild(documents, 1)
        indexed = time.perf_counter()
        run = dict(_ranked(engine, queries, _ROUTES[options.route], options.dated))
        finished = time.perf_counter()
        engine.close()
    print(f"{options.engine}, {options.route}: {figures(run, collection.grades)}")
    print(
        f"{len(collection.documents):,} documents indexed in {indexed - started:.1f} s, "
        f"{len(run):,} queries answered in {finished - indexed:.1f} s"
    )
    if options.run:
        _write(run, options.run)
    if options.peer:
        peer_run = rank_with_whoosh(collection, options.dated, DEPTH)
        print(f"stock Whoosh: {figures(peer_run, collection.grades)}")


def _options() -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("set_dir", type=Path)
    parser.add_argument("--dated", action="store_true")
    parser.add_argument("--run", type=Path)
    parser.add_argument("--engine", choices=["whoosh", "memory"], default="whoosh")
    parser.add_argument("--route", choices=sorted(_ROUTES), default="similar")
    parser.add_argument("--peer", action="store_true")
    return parser.parse_args()


def _ranked(
    engine: Engine, queries: Iterable[IndexDocument], rank: Rank, dated: bool
) -> Iterator[tuple[str, list[str]]]:
    for query in queries:
        found = rank(engine, query, query.date if dated else None)
        yield query.id, [document for document in found if document != query.id][:DEPTH]


def _similar(engine: Engine, query: IndexDocument, before: date | None) -> list[str]:
    request = Similar(text=query.texts["body"], facets=query.facets, before=before, limit=DEPTH + 1)
    return [hit.id for hit in engine.similar(request)]


def _search(engine: Engine, query: IndexDocument, before: date | None) -> list[str]:
    words = disjunction(Term(word) for word in analysis.words(query.texts["body"]))
    last = before - timedelta(days=1) if before else None
    return [hit.id for hit in engine.search(Search(words, last=last, limit=DEPTH + 1)).hits]


_ROUTES: dict[str, Rank] = {"similar": _similar, "search": _search}


def _write(run: Run, path: Path) -> None:
    lines = [f"{query}\t{document}\n" for query, found in run.items() for document in found]
    path.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
