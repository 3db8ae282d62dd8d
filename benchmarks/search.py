"""How fast the engine is, next to its peers, in one run over the same items and queries.

    python -m benchmarks.search --items 100000
    python -m benchmarks.search --items 10000 --jsonl ITEMS.jsonl --engines ours,fts5

Engines: ours; Tantivy (one thread to write, one to search); SQLite FTS5 with GROUP BY; stock Whoosh (up to
10,000 items, or with --stock). Each has three text fields with positions and four facets with all ancestors
of values, and runs in a process of its own. Queries are sampled from the items by the frequency of their
words, no two are the same, and the engines answer them in turns, in small blocks (stock Whoosh one query in
five). Exit code 1 if two engines find different numbers of items for a query, or count a facet differently.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import engine_process, peers, search_report
from benchmarks.corpora import Corpus, JsonLinesCorpus, SyntheticCorpus
from benchmarks.engine_process import EngineProcess
from benchmarks.measurements import folder_size
from benchmarks.peers import Mode
from benchmarks.queries import KINDS, Query, QuerySampler
from benchmarks.search_results import EngineResults, SearchRun
from index.documents import IndexDocument

MAX_STOCK_ITEMS = 10_000
_BLOCK_QUERIES = 30
_WARM_UP_QUERIES = 20
_ONE_QUERY_IN = {"stock": 5}
"""One query in how many an engine answers; all queries on stock Whoosh would take most of the run."""

_COMMITS = 10
_ITEMS_PER_COMMIT = 5
_MARKER = "zzmark"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if engines disagreed."""
    options = _options(arguments)
    corpus = (
        JsonLinesCorpus(options.jsonl, options.items)
        if options.jsonl
        else SyntheticCorpus(options.items, options.seed)
    )
    names = _available_engines(options)
    run = measure(corpus, names, options.queries, options.seed)
    print(search_report.report_text(run))
    return 1 if run.differing else 0


def measure(corpus: Corpus, names: Sequence[str], each: int, seed: int) -> SearchRun:
    """Measure engines over a corpus with `each` queries of each kind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sampler = QuerySampler(seed)
        documents = _sampled((story.document() for story in corpus.stories()), sampler)
        engine_process.write_corpus(documents, folder / "corpus")
        run = SearchRun(
            sampler.documents, _reading_seconds(folder / "corpus"), [EngineResults(name) for name in names]
        )
        for engine in run.engines:
            _build(engine, folder)
        with ExitStack() as stack:
            pairs = [(e, stack.enter_context(EngineProcess(e.name, folder / e.name))) for e in run.engines]
            _search(run, pairs, sampler.queries(_WARM_UP_QUERIES + len(Mode) * each), each)
            _commit(run, pairs, next(engine_process.read_corpus(folder / "corpus")))
            for engine, process in pairs:
                engine.peak = process.peak_memory()
        return run


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--jsonl", type=Path, help="real items instead of synthetic ones, at most --items")
    parser.add_argument("--queries", type=int, default=200, help="of each kind; default: 200")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--stock", action="store_true", help=f"stock Whoosh beyond {MAX_STOCK_ITEMS:,} items too"
    )
    parser.add_argument("--engines", default=",".join(peers.NAMES), help="default: %(default)s")
    return parser.parse_args(arguments)


def _available_engines(options: argparse.Namespace) -> list[str]:
    """The engines of `--engines` that can take part; the others are named on stderr."""
    found = []
    for name in options.engines.split(","):
        if name not in peers.NAMES:
            sys.exit(f"there is no engine {name}; there are {', '.join(peers.NAMES)}")
        why = peers.missing_reason(name)
        if name == "stock" and options.items > MAX_STOCK_ITEMS and not options.stock:
            why = f"stock is left out above {MAX_STOCK_ITEMS:,} items; --stock includes it"
        if why:
            print(why, file=sys.stderr)
        else:
            found.append(name)
    return found


def _sampled(documents: Iterator[IndexDocument], sampler: QuerySampler) -> Iterator[IndexDocument]:
    for document in documents:
        sampler.add(document)
        yield document


def _reading_seconds(corpus: Path) -> float:
    started = time.perf_counter()
    for _ in engine_process.read_corpus(corpus):
        pass
    return time.perf_counter() - started


def _build(engine: EngineResults, folder: Path) -> None:
    with EngineProcess(engine.name, folder / engine.name) as process:
        engine.build = process.build(folder / "corpus")
        engine.build_peak = process.peak_memory()
    engine.size = folder_size(folder / engine.name)


def _search(
    run: SearchRun, pairs: list[tuple[EngineResults, EngineProcess]], queries: list[Query], each: int
) -> None:
    """Open, warm up, then time; no query is used twice, and the engines take turns block by block."""
    kinds = len(KINDS)
    warming, timed = queries[: _WARM_UP_QUERIES * kinds], queries[_WARM_UP_QUERIES * kinds :]
    for engine, process in pairs:
        engine.first_answer = process.open(warming[1]).seconds
        some = warming[: len(warming) // _ONE_QUERY_IN.get(engine.name, 1)]
        process.ask([(query, mode) for query in some for mode in Mode])
    shares = [timed[number * each * kinds : (number + 1) * each * kinds] for number in range(len(Mode))]
    for start in range(0, each * kinds, _BLOCK_QUERIES):
        block = [
            (query, mode)
            for mode, share in zip(Mode, shares, strict=True)
            for query in share[start : start + _BLOCK_QUERIES]
        ]
        _time(run, pairs, block)


def _time(
    run: SearchRun, pairs: list[tuple[EngineResults, EngineProcess]], block: list[tuple[Query, Mode]]
) -> None:
    answers = []
    for engine, process in pairs:
        every = len(KINDS) * _ONE_QUERY_IN.get(engine.name, 1)
        places = [i for i in range(len(block)) if i % (len(block) // len(Mode)) % every < len(KINDS)]
        asked = process.ask([block[i] for i in places])
        for place, one in zip(places, asked, strict=True):
            query, mode = block[place]
            engine.asked.setdefault((query.kind, mode), []).append(one.seconds)
        answers.append({place: one.answer for place, one in zip(places, asked, strict=True)})
    record_differences(run, block, answers)


def record_differences(
    run: SearchRun, block: Sequence[tuple[Query, Mode]], answers: Sequence[Mapping[int, peers.Answer]]
) -> None:
    """Add to `run.differing` where answers, by position in the block, differ from the first engine's."""
    first = run.engines[0].name
    for engine, given in zip(run.engines[1:], answers[1:], strict=True):
        for place in given.keys() & answers[0].keys():
            ours, theirs = answers[0][place], given[place]
            about = "{} ({})".format(*block[place])
            if len({ours.total, theirs.total} - {None}) > 1:
                run.differing.append(f"{about}: {first} {ours.total}, {engine.name} {theirs.total}")
            run.differing += [
                f"{about}: {engine.name} counts the facet {facet} unlike {first}"
                for facet in peers.FACET_NAMES
                if ours.facets.get(facet, {}) != theirs.facets.get(facet, {})
            ]


def _commit(run: SearchRun, pairs: list[tuple[EngineResults, EngineProcess]], pattern: IndexDocument) -> None:
    """Commit small issues, each with a marker word of its own, and check that a search finds all items."""
    for number in range(_COMMITS):
        marker = f"{_MARKER}{number}"
        texts = {**pattern.texts, "headline": f"{pattern.texts['headline']} {marker}"}
        issue = f"new{number}"
        added = [
            replace(pattern, id=f"{issue}-{place}", issue=issue, position=place, texts=texts)
            for place in range(1, _ITEMS_PER_COMMIT + 1)
        ]
        for engine, process in pairs:
            asked = process.commit(added, Query("word", (marker,)))
            engine.commits.append(asked.seconds)
            if asked.answer.total != _ITEMS_PER_COMMIT:
                run.differing.append(
                    f"{engine.name} found {asked.answer.total} of {_ITEMS_PER_COMMIT} new items"
                )


if __name__ == "__main__":
    sys.exit(main())
