"""How fast the engine is, next to its peers, in one run over the same items and queries.

    python -m benchmarks.search --items 100000
    python -m benchmarks.search --items 10000 --jsonl ITEMS.jsonl --engines ours,fts5

Engines: ours; Tantivy (one thread to write, one to search); SQLite FTS5 with GROUP BY; stock Whoosh (up to
10,000 items, or with --stock). Each has three text fields with positions and four facets with all values
above, and runs in a process of its own. Queries are drawn from the items by how frequent their words are,
differ all from one another, and are asked in small blocks by turns (stock Whoosh gets one in five). Exit
code 1 if any two engines find another number of items for a query, or count a facet otherwise.
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

from benchmarks import child, peers, report
from benchmarks.asking import KINDS, Query, Sampler
from benchmarks.child import Child
from benchmarks.measure import size_of
from benchmarks.peers import Mode
from benchmarks.results import Measured, Run
from benchmarks.stories import Corpus, FromFile, Synthetic
from index.documents import IndexDocument

STOCK_UP_TO = 10_000
_BLOCK = 30
_WARMING = 20
_SPARED = {"stock": 5}
"""Stock Whoosh is asked one query in five: the others would take most of the run."""

_COMMITS = 10
_COMMITTED = 5
_MARKER = "zzmark"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and say by the exit code whether all engines agreed."""
    options = _options(arguments)
    corpus = (
        FromFile(options.jsonl, options.items) if options.jsonl else Synthetic(options.items, options.seed)
    )
    names = _present(options)
    run = measured(corpus, names, options.queries, options.seed)
    print(report.text(run))
    return 1 if run.differing else 0


def measured(corpus: Corpus, names: Sequence[str], each: int, seed: int) -> Run:
    """Measure engines over a corpus with `each` queries of every kind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sampler = Sampler(seed)
        documents = _seen((story.document() for story in corpus.stories()), sampler)
        child.write(documents, folder / "corpus")
        run = Run(sampler.documents, _reading(folder / "corpus"), [Measured(name) for name in names])
        for engine in run.engines:
            _build(engine, folder)
        with ExitStack() as stack:
            pairs = [(e, stack.enter_context(Child(e.name, folder / e.name))) for e in run.engines]
            _search(run, pairs, sampler.queries(_WARMING + len(Mode) * each), each)
            _commit(run, pairs, next(child.read(folder / "corpus")))
            for engine, process in pairs:
                engine.peak = process.peak()
        return run


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--jsonl", type=Path, help="real items instead of synthetic ones, at most --items")
    parser.add_argument("--queries", type=int, default=200, help="of each kind; default: 200")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stock", action="store_true", help=f"stock Whoosh beyond {STOCK_UP_TO:,} items too")
    parser.add_argument("--engines", default=",".join(peers.NAMES), help="default: %(default)s")
    return parser.parse_args(arguments)


def _present(options: argparse.Namespace) -> list[str]:
    """The engines asked for that can take part; the others are named on stderr."""
    found = []
    for name in options.engines.split(","):
        if name not in peers.NAMES:
            sys.exit(f"there is no engine {name}; there are {', '.join(peers.NAMES)}")
        why = peers.missing(name)
        if name == "stock" and options.items > STOCK_UP_TO and not options.stock:
            why = f"stock is left out above {STOCK_UP_TO:,} items; --stock includes it"
        if why:
            print(why, file=sys.stderr)
        else:
            found.append(name)
    return found


def _seen(documents: Iterator[IndexDocument], sampler: Sampler) -> Iterator[IndexDocument]:
    for document in documents:
        sampler.see(document)
        yield document


def _reading(corpus: Path) -> float:
    started = time.perf_counter()
    for _ in child.read(corpus):
        pass
    return time.perf_counter() - started


def _build(engine: Measured, folder: Path) -> None:
    with Child(engine.name, folder / engine.name) as process:
        engine.build = process.build(folder / "corpus")
        engine.build_peak = process.peak()
    engine.size = size_of(folder / engine.name)


def _search(run: Run, pairs: list[tuple[Measured, Child]], queries: list[Query], each: int) -> None:
    """Open, warm up, then time; no query is asked twice, and the engines take turns a block at a time."""
    kinds = len(KINDS)
    warming, timed = queries[: _WARMING * kinds], queries[_WARMING * kinds :]
    for engine, process in pairs:
        engine.first_answer = process.open(warming[1]).seconds
        some = warming[: len(warming) // _SPARED.get(engine.name, 1)]
        process.ask([(query, mode) for query in some for mode in Mode])
    shares = [timed[number * each * kinds : (number + 1) * each * kinds] for number in range(len(Mode))]
    for start in range(0, each * kinds, _BLOCK):
        block = [
            (query, mode)
            for mode, share in zip(Mode, shares, strict=True)
            for query in share[start : start + _BLOCK]
        ]
        _time(run, pairs, block)


def _time(run: Run, pairs: list[tuple[Measured, Child]], block: list[tuple[Query, Mode]]) -> None:
    answers = []
    for engine, process in pairs:
        every = len(KINDS) * _SPARED.get(engine.name, 1)
        places = [i for i in range(len(block)) if i % (len(block) // len(Mode)) % every < len(KINDS)]
        asked = process.ask([block[i] for i in places])
        for place, one in zip(places, asked, strict=True):
            query, mode = block[place]
            engine.asked.setdefault((query.kind, mode), []).append(one.seconds)
        answers.append({place: one.answer for place, one in zip(places, asked, strict=True)})
    compare(run, block, answers)


def compare(
    run: Run, block: Sequence[tuple[Query, Mode]], answers: Sequence[Mapping[int, peers.Answer]]
) -> None:
    """Note where an engine's answers, by their place in the block, differ from the first engine's."""
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


def _commit(run: Run, pairs: list[tuple[Measured, Child]], pattern: IndexDocument) -> None:
    """Commit small issues one after the other, each with a word of its own, and see that it is found."""
    for number in range(_COMMITS):
        marker = f"{_MARKER}{number}"
        texts = {**pattern.texts, "headline": f"{pattern.texts['headline']} {marker}"}
        issue = f"new{number}"
        added = [
            replace(pattern, id=f"{issue}-{place}", issue=issue, position=place, texts=texts)
            for place in range(1, _COMMITTED + 1)
        ]
        for engine, process in pairs:
            asked = process.commit(added, Query("word", (marker,)))
            engine.commits.append(asked.seconds)
            if asked.answer.total != _COMMITTED:
                run.differing.append(f"{engine.name} found {asked.answer.total} of {_COMMITTED} new items")


if __name__ == "__main__":
    sys.exit(main())
