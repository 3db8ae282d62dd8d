"""`ingest` and `reindex` killed at random moments: what was there answers, and the next run completes."""

import multiprocessing
import os
import random
import signal
import time
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from archive.store import open_store
from index.engine import Search, Sort
from index.engines import open_engine
from index.sync import compare
from tests.support.command import briefings, write_issues

ISSUES, STORIES = 6, 4
MOMENTS, RUNS = 50, 5


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Children start from a server that has the command imported, so that a kill lands in its work."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.command", "app.cli.ingest", "app.cli.maintenance"])
    return context


def run(home: Path, args: tuple[str, ...]) -> None:
    briefings(home, *args)


def killed(processes: ForkServerContext, home: Path, args: tuple[str, ...], after: float) -> float | None:
    """Kill the command after so many seconds; where it was done before that, how long it took."""
    start = time.monotonic()
    child = processes.Process(target=run, args=(home, args))
    child.start()
    child.join(after)
    if child.is_alive() and child.pid:
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        return None
    assert child.exitcode == 0
    return time.monotonic() - start


def answers(home: Path) -> tuple[int, list[str]]:
    """How many items the index finds, and which."""
    with closing(open_engine(home / "index")) as engine:
        found = engine.search(Search(sort=Sort.OLDEST, limit=1000))
    return found.total, [hit.id for hit in found.hits]


def assert_nothing_twice_nothing_lost(home: Path, edition: int) -> None:
    with (
        open_store(f"sqlite:///{home / 'archive.db'}") as store,
        closing(open_engine(home / "index")) as engine,
    ):
        engine.verify()
        assert compare(store, engine).agrees
        items = list(store.all_items())
        assert len(items) == len({placed.item.id for placed in items}) == ISSUES * STORIES
        assert len({placed.item.headline for placed in items}) == ISSUES * STORIES
        assert all(f"in edition {edition} of" in placed.item.text for placed in items)


@pytest.mark.slow
@pytest.mark.parametrize("run_number", range(RUNS))
def test_a_kill_at_any_of_fifty_moments_loses_nothing_and_the_next_run_completes(
    processes: ForkServerContext, tmp_path: Path, run_number: int
) -> None:
    home, issues = tmp_path / "home", tmp_path / "issues"
    write_issues(issues, ISSUES)
    assert briefings(home, "ingest", str(issues)).exit_code == 0
    moments = random.Random(20240105 + run_number)
    commands = (("ingest", str(issues)), ("reindex", "--full"))
    longest = dict.fromkeys(commands, 5.0)
    kills = edition = 0
    while kills < MOMENTS // RUNS:
        edition += 1
        write_issues(issues, ISSUES, edition)
        args = commands[kills % 2]
        took = killed(processes, home, args, moments.uniform(0, longest[args]))
        longest[args] = took or longest[args]
        kills += took is None
        total, ids = answers(home)
        assert total == len(set(ids)) == ISSUES * STORIES
        assert briefings(home, "ingest", str(issues)).exit_code == 0
        assert_nothing_twice_nothing_lost(home, edition)
        assert edition < 5 * MOMENTS // RUNS, "most kills must land while the command is at work"


@pytest.mark.slow
def test_a_first_ingest_that_is_killed_is_completed_by_the_next(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    issues = write_issues(tmp_path / "issues", ISSUES)
    whole = killed(processes, tmp_path / "timing", ("ingest", str(issues)), 60)
    assert whole, "the command ends by itself"
    for moment in range(8):
        home = tmp_path / f"home-{moment}"
        killed(processes, home, ("ingest", str(issues)), whole * (moment + 0.5) / 8)
        assert briefings(home, "ingest", str(issues)).exit_code == 0
        assert_nothing_twice_nothing_lost(home, 1)
