"""How long `similar` takes, next to what it takes by words alone.

    python -m benchmarks.similar_speed [--items 100000] [--queries 200]

Synthetic items in one index; the five most similar ones of items picked at random are asked for, by the
weights in use and by words alone in turns, so that both see the same machine. Each item is asked about once.
Milliseconds.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from benchmarks.corpora import SyntheticCorpus
from index.engine import SIMILARITY_WEIGHTS, Similar, SimilarityWeights
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.reader import CommitReader
from index.evaluator.similarity.similar_items import similar
from index.evaluator.snapshot import Snapshot

WAYS = {"weights in use": SIMILARITY_WEIGHTS, "words alone": SimilarityWeights({}, 0)}
_WARM_UP = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Index, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200, help="of each way; default: 200")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    corpus = SyntheticCorpus(options.items, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine.create(Path(folder))
        engine.rebuild((story.document() for story in corpus.stories()), 1)
        engine.close()
        dice = random.Random(options.seed)
        ids = dice.sample([story.id for story in corpus.stories()], 2 * (options.queries + _WARM_UP))
        with CommitReader(Path(folder)).newest() as commit:
            spent = _measure(commit.snapshot, ids)
    medians = {way: statistics.median(times) for way, times in spent.items()}
    for way, times in spent.items():
        print(f"{way:16} p50 {medians[way]:.2f}  p95 {statistics.quantiles(times, n=20)[-1]:.2f}")
    print(f"ratio of the medians {medians['weights in use'] / medians['words alone']:.2f}")
    return 0


def _measure(snapshot: Snapshot, ids: Sequence[str]) -> dict[str, list[float]]:
    """The milliseconds of each request, by way, those of the warm-up left out."""
    spent: dict[str, list[float]] = {way: [] for way in WAYS}
    for id_, way in zip(ids, cycle(WAYS), strict=False):
        started = time.perf_counter()
        similar(snapshot, Similar(id_), WAYS[way])
        spent[way].append(1000 * (time.perf_counter() - started))
    return {way: times[_WARM_UP:] for way, times in spent.items()}


if __name__ == "__main__":
    sys.exit(main())
