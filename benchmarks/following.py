"""How soon another process sees a commit: one process searches while this one commits issues.

    python -m benchmarks.following --items 1000000

Each issue has five items and a word of its own. The time runs from the call that commits it until the other
process, which searches with all facets without a pause, finds all five.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpora import SyntheticCorpus
from benchmarks.measurements import megabytes, peak_memory, percentiles
from benchmarks.peers import Mode
from benchmarks.peers.ours import Engine
from benchmarks.queries import Query, QuerySampler
from index.documents import Change, IndexDocument
from index.engine import Search
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import Term

_ITEMS_PER_COMMIT = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if a commit was not seen within a minute."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--commits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(SyntheticCorpus(options.items, options.seed), Path(folder), options.commits)


def _measure(corpus: SyntheticCorpus, folder: Path, commits: int) -> int:
    sampler = QuerySampler(1)
    Engine(folder).build(_sampled(corpus, sampler))
    pattern = next(iter(corpus.stories())).document()
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    searcher = context.Process(target=_search, args=(theirs, folder, sampler.queries(20)))
    searcher.start()
    ours.recv()
    seconds = [_commit(folder, pattern, number, ours) for number in range(commits)]
    ours.send("")
    searches, memory = ours.recv()
    searcher.join()
    print(
        f"{sampler.documents:,} items; {commits} commits of {_ITEMS_PER_COMMIT} items "
        "until another process found them, p50 / p95 ms"
    )
    print(f"{percentiles(seconds)}, at most {max(seconds) * 1000:,.0f}")
    print(f"it answered {searches:,} other searches meanwhile, and held {megabytes(memory)} at most")
    return 0


def _sampled(corpus: SyntheticCorpus, sampler: QuerySampler) -> Iterator[IndexDocument]:
    for story in corpus.stories():
        document = story.document()
        sampler.add(document)
        yield document


def _commit(folder: Path, pattern: IndexDocument, number: int, searcher: Connection) -> float:
    word = f"zqcommit{number}"
    texts = {**pattern.texts, "headline": word}
    new = [
        replace(pattern, id=f"new{number}-{n}", issue=f"new{number}", position=n, texts=texts)
        for n in range(1, _ITEMS_PER_COMMIT + 1)
    ]
    searcher.send(word)
    with closing(WhooshEngine(folder)) as engine:
        started = time.perf_counter()
        engine.apply([Change(document.id, document) for document in new], engine.revision + 1)
        if not searcher.poll(60):
            sys.exit("the other process did not see a commit within a minute")
        return float(searcher.recv()) - started


def _search(pipe: Connection, folder: Path, queries: Sequence[Query]) -> None:
    """Search without a pause; send the time at which the word that the parent sent is found."""
    peer = Engine(folder)
    engine = WhooshEngine(folder)
    requests = [peer.prepare(query, Mode.BOTH) for query in queries]
    requests[0]()
    pipe.send("ready")
    searches, word = 0, ""
    while True:
        if not word and pipe.poll():
            word = pipe.recv()
            if not word:
                break
        requests[searches % len(requests)]()
        searches += 1
        if (
            word
            and engine.search(Search(query=Term(word), limit=_ITEMS_PER_COMMIT)).total == _ITEMS_PER_COMMIT
        ):
            pipe.send(time.perf_counter())
            word = ""
    pipe.send((searches, peak_memory()))
    peer.close()
    engine.close()


if __name__ == "__main__":
    sys.exit(main())
