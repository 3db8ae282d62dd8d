"""`python -m benchmarks`: a short version of every benchmark, and how to run the long ones."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
_DATED_SETS = ("optech-citations", "current-events-threads")
_LONG_COMMANDS = """
The long ones:
  python -m benchmarks.search --items 100000
  python -m benchmarks.search --items 1000000 --engines ours,tantivy
  python -m benchmarks.serve --items 10000 100000
  python -m benchmarks.relevance SET --peer
  python -m benchmarks.similarity --fit
  python -m benchmarks.divisions --ablation
  python -m benchmarks.similar_speed --items 100000
  python -m benchmarks.following --items 1000000
  python -m benchmarks.ingest FOLDER
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks one after the other, so that none disturbs another; exit code 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000, help="for the search; default: 10,000")
    parser.add_argument("--queries", type=int, default=60, help="of each kind and mode; default: 60")
    parser.add_argument("--served", type=int, default=2_000, help="items of the served site; default: 2,000")
    parser.add_argument("--seconds", type=float, default=4, help="of each measurement there; default: 4")
    options = parser.parse_args(arguments)
    search = ["search", "--items", str(options.items), "--queries", str(options.queries)]
    serve = ["serve", "--items", str(options.served), "--seconds", str(options.seconds)]
    commands = (search, *_relevance(), ["ingest"], ["tagging"], ["shapes"], serve)
    failed = [_run(command) for command in commands]
    print(_LONG_COMMANDS)
    return int(any(failed))


def _relevance() -> Iterator[list[str]]:
    """The commands for the retrieval sets beside the checkout; those with dates are ranked with --dated."""
    shared = Path(os.environ.get("BRIEFINGS_SHARED") or ROOT.parent / "shared")
    sets = sorted(path.parent for path in shared.glob("data/retrieval/*/corpus.jsonl"))
    if not sets:
        print("relevance is left out: it needs retrieval sets, see BRIEFINGS_SHARED", file=sys.stderr)
    for folder in sets:
        yield ["relevance", str(folder), *(["--dated"] if folder.name in _DATED_SETS else [])]


def _run(command: Sequence[str]) -> int:
    print(f"\n== {' '.join(command)}\n", flush=True)
    return subprocess.run(
        [sys.executable, "-m", f"benchmarks.{command[0]}", *command[1:]], cwd=ROOT
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
