"""Writers killed at random moments: the index always opens, as it was before a commit or after it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.engine import Search
from index.engines import open_engine
from index.sync import catch_up, compare, reindex
from tests.support.crash_target import store_of

MOMENTS = 8


@pytest.mark.slow
@pytest.mark.parametrize("job", ["apply", "reindex"])
def test_a_writer_killed_at_any_moment_leaves_an_index_of_one_revision(tmp_path: Path, job: str) -> None:
    folder, dice, known = tmp_path / "index", random.Random(job), 0
    catch_up(store_of(20), engine := open_engine(folder))
    engine.close()
    for _ in range(MOMENTS):
        _kill_while_writing(folder, job, max(20, known), dice.random() * 0.35)
        engine = open_engine(folder)
        found = engine.search(Search(limit=0))
        assert found.total == found.revision >= max(20, known)
        known = found.revision
        assert compare(store_of(known), engine).agrees
        engine.verify()
        engine.close()
    engine = open_engine(folder)
    catch_up(store_of(known + 7), engine)
    assert compare(store_of(known + 7), engine).agrees
    reindex(store_of(known + 8), engine)
    assert compare(store_of(known + 8), engine).agrees
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    engine.close()


def _kill_while_writing(folder: Path, job: str, first: int, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.support.crash_target", str(folder), job, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as victim:
        assert victim.stdout
        assert victim.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        assert victim.poll() is None
        victim.kill()
