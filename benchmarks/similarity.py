"""The weights of similarity: what each is worth, and the fit.

    python -m benchmarks.similarity [--fit]

On the dated retrieval sets beside the checkout, all by the ids of their queries in two halves. Printed are
nDCG@10 and recall@100 of `index.engine.SIMILARITY_WEIGHTS`, on both halves, and of the same without words'
companions one by one. `--fit` first fits the weights on each half and judges them on the other: from 1 each,
one after the other is moved up or down a step as long as the sets' mean of nDCG@10 + recall@100 / 4 rises.
"""

import argparse
import os
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.retrieval_sets import Figures, RetrievalSet, figures, read_retrieval_set
from benchmarks.tagged_records import tagged_documents, tagged_query
from index.engine import SIMILARITY_WEIGHTS, Similar, SimilarityWeights
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.reader import CommitReader
from index.evaluator.similarity.similar_items import similar
from index.evaluator.snapshot import Snapshot

SETS = ("current-events-threads", "optech-citations")
PARTS: Mapping[str, tuple[str, ...]] = {
    "nearness": (),
    "regions": ("region",),
    "topics": ("topic",),
    "names": ("person", "organisation"),
}
"""The weights by what they weigh: the facets that share one; none for the nearness in time."""

_STEPS = (0.7, 1.4)
_MIN_GAIN = 2e-4
_DEPTH = 101
"""As many as count, and the query itself where the set holds it."""


@dataclass(frozen=True, slots=True)
class IndexedSet:
    """A retrieval set in an index, and the request for each of its judged queries."""

    name: str
    collection: RetrievalSet
    snapshot: Snapshot
    requests: Mapping[str, Similar]

    def figures(self, weights: SimilarityWeights, queries: Sequence[str]) -> Figures:
        """The quality of the answers to some of the queries."""
        run = {query: self._found(query, weights) for query in queries}
        return figures(run, {query: self.collection.grades[query] for query in queries})

    def half(self, which: int) -> list[str]:
        """The queries of one half, 0 or 1; all where `which` is neither."""
        return [query for query in self.requests if which not in (0, 1) or _half(query) == which]

    def _found(self, query: str, weights: SimilarityWeights) -> list[str]:
        hits = similar(self.snapshot, self.requests[query], weights)
        return [hit.id for hit in hits if hit.id != query]


def main(arguments: Sequence[str] | None = None) -> int:
    """Index the sets, fit if asked to, print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sets = list(_indexed_sets(Path(folder)))
        if not sets:
            print("left out: the retrieval sets are not beside the checkout", file=sys.stderr)
            return 0
        for half in (0, 1) if options.fit else ():
            weights = fitted(sets, half)
            print(f"fitted on half {half}: {dict(weights.facets)}, nearness {weights.nearness}")
            _print("on that half", sets, weights, half)
            _print("on the other half", sets, weights, 1 - half)
        for half in (0, 1):
            _print(f"the weights in use, half {half}", sets, SIMILARITY_WEIGHTS, half)
        _print("the weights in use", sets, SIMILARITY_WEIGHTS)
        for part in PARTS:
            _print(f"without {part}", sets, scaled(SIMILARITY_WEIGHTS, part, 0))
        _print("words alone", sets, SimilarityWeights({}, 0))
    return 0


def fitted(sets: Sequence[IndexedSet], half: int) -> SimilarityWeights:
    """The weights that rank one half of the queries best, found by steps from 1 each."""
    weights = SimilarityWeights(dict.fromkeys(SIMILARITY_WEIGHTS.facets, 1.0), 1.0)
    best = _quality(sets, weights, half)
    rose = True
    while rose:
        rose = False
        for part, step in ((part, step) for part in PARTS for step in _STEPS):
            tried = scaled(weights, part, step)
            quality = _quality(sets, tried, half)
            if quality > best + _MIN_GAIN:
                weights, best, rose = tried, quality, True
    return weights


def scaled(weights: SimilarityWeights, part: str, factor: float) -> SimilarityWeights:
    """Weights with those of a part multiplied, in two decimals."""
    if part == "nearness":
        return replace(weights, nearness=round(weights.nearness * factor, 2))
    scaled = {facet: round(weights.facets[facet] * factor, 2) for facet in PARTS[part]}
    return replace(weights, facets={**weights.facets, **scaled})


def _quality(sets: Sequence[IndexedSet], weights: SimilarityWeights, half: int) -> float:
    reached = [each.figures(weights, each.half(half)) for each in sets]
    return sum(each.ndcg + each.recall / 4 for each in reached) / len(reached)


def _half(query: str) -> int:
    return zlib.crc32(query.encode()) % 2


def _print(label: str, sets: Sequence[IndexedSet], weights: SimilarityWeights, half: int = -1) -> None:
    print(f"{label:28}", *(f"{each.name} {each.figures(weights, each.half(half))}" for each in sets))


def _indexed_sets(folder: Path) -> Iterator[IndexedSet]:
    shared = Path(os.environ.get("BRIEFINGS_SHARED") or Path(__file__).parents[2] / "shared")
    for name in SETS:
        if not (shared / "data" / "retrieval" / name).is_dir():
            continue
        collection = read_retrieval_set(shared / "data" / "retrieval" / name)
        engine = WhooshEngine.create(folder / name)
        engine.rebuild(tagged_documents(collection.documents), 1)
        engine.close()
        with CommitReader(folder / name).newest() as commit:
            yield IndexedSet(name, collection, commit.snapshot, dict(_requests(collection)))


def _requests(collection: RetrievalSet) -> Iterator[tuple[str, Similar]]:
    for query in collection.queries:
        if query.id in collection.grades:
            facets = tagged_query(query).facets
            yield query.id, Similar(text=query.text, facets=facets, before=query.day, limit=_DEPTH)


if __name__ == "__main__":
    sys.exit(main())
