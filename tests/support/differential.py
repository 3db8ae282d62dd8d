"""Random requests against the oracle: `python -m tests.support.differential --queries 10000`."""

import argparse
import sys
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.engine import Engine, Hit, Search, Similar
from index.engines.memory.engine import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine
from tests.support import generators

ARCHIVE_COUNT = 10
SIZES = (50, 12, 5, 2, 1)
"""Of the commits of an archive: each small enough to become a segment of its own."""


class EnginePairs:
    """Pairs of the same random archive in the oracle and in Whoosh, made once each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pair = cache(self._make)
        self.asked = 0

    def _make(self, seed: int) -> tuple[Engine, Engine]:
        oracle, engine = MemoryEngine(), WhooshEngine.create(self._folder / str(seed))
        for revision, changes in enumerate(generators.history(seed, SIZES[: 1 + seed % len(SIZES)]), 1):
            oracle.apply(changes, revision)
            engine.apply(changes, revision)
        return oracle, engine

    def close(self) -> None:
        for seed in range(ARCHIVE_COUNT):
            self.pair(seed)[1].close()


def assert_same_answer(oracle: Engine, engine: Engine, request: Search) -> None:
    expected, found = oracle.search(request), engine.search(request)
    assert_same_hits(expected.hits, found.hits)
    assert found.total == expected.total
    assert found.facets == expected.facets
    assert (found.span, found.revision, found.notes) == (expected.span, expected.revision, expected.notes)


def assert_same_hits(expected: tuple[Hit, ...], found: tuple[Hit, ...]) -> None:
    assert [hit.id for hit in found] == [hit.id for hit in expected]
    for ours, theirs in zip(found, expected, strict=True):
        assert abs(ours.score - theirs.score) <= 1e-6


def run(folder: Path, queries: int) -> int:
    """Ask so many random questions of both; AssertionError on the first that differs. The number asked."""
    pairs = EnginePairs(folder)

    @settings(
        max_examples=queries,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(
        st.integers(0, ARCHIVE_COUNT - 1),
        generators.searches,
        generators.similars,
        generators.misspelt,
        generators.typed,
    )
    def ask(seed: int, search: Search, similar: Similar, words: list[str], typed: str) -> None:
        oracle, engine = pairs.pair(seed)
        assert_same_answer(oracle, engine, search)
        if not pairs.asked % 5:
            assert_same_hits(oracle.similar(similar), engine.similar(similar))
            assert engine.spelling_suggestions(words) == oracle.spelling_suggestions(words)
            assert engine.suggest(typed) == oracle.suggest(typed)
        pairs.asked += 1

    try:
        ask()
    finally:
        pairs.close()
    return pairs.asked


def main() -> None:
    """Ask as many questions as the command line says."""
    parser = argparse.ArgumentParser(description="Hold the Whoosh engine to the oracle.")
    parser.add_argument("--queries", type=int, default=10_000)
    queries = parser.parse_args().queries
    with tempfile.TemporaryDirectory() as folder:
        asked = run(Path(folder), queries)
    sys.stdout.write(f"{asked} random queries: no difference between the oracle and the Whoosh engine\n")


if __name__ == "__main__":
    main()
