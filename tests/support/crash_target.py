"""A process for tests to kill: `python -m tests.support.crash_target FOLDER apply|reindex FIRST`."""

import sys
from pathlib import Path

from index.engines import open_engine
from index.sync import catch_up, reindex
from tests.support.fake_store import FakeStore


def store_of(size: int) -> FakeStore:
    """A store whose n-th revision brings the item n."""
    return FakeStore().put(*(f"item-{n}" for n in range(size)))


def main() -> None:
    folder, job, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    engine = open_engine(folder)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for size in range(first, first + 10_000, 5):
        if job == "reindex":
            reindex(store_of(size), engine)
        else:
            catch_up(store_of(size), engine)


if __name__ == "__main__":
    main()
