"""How fast the site answers, page and API, next to Datasette over the same items in the same run.

    python -m benchmarks.serve --items 10000 100000

For each size an archive is made through the store's own door, indexed and served with two processes; a
generator in a process of its own fetches a log of varied searches, first over one connection (how long an
answer takes), then over several at once (how many a second). Datasette serves the same items with FTS5 and
counts two array facets, each for as long as its own limit lets it (0.2 seconds); it need not suggest others.
How many of its answers lack a facet for that is told too. The same log, answered within one process, tells
where the time goes.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import addresses, home, servers
from benchmarks.asking import Query, Sampler
from benchmarks.load import Load, drive
from benchmarks.measure import ratio, table
from benchmarks.shares import Shares, shares
from benchmarks.stories import Corpus, Synthetic

_EACH = 60
_PEER = "Datasette's page"
_HEAD = (
    "",
    "one at a time, p50 / p95 ms",
    "at once, p50 / p95 ms",
    "answers/s",
    "generator's CPU",
    "not 200",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size and print; exit code 1 if any answer of ours was not 200."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement; default: 10")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-datasette", action="store_true")
    options = parser.parse_args(arguments)
    refused = 0
    for items in options.items:
        with tempfile.TemporaryDirectory() as folder:
            refused += _measure(Synthetic(items, options.seed), Path(folder), options)
    return 1 if refused else 0


def _measure(corpus: Corpus, folder: Path, options: argparse.Namespace) -> int:
    started = time.perf_counter()
    made = home.make(corpus.stories(), folder / "home")
    print(f"{made.items:,} items stored and indexed in {time.perf_counter() - started:.1f} s\n")
    queries = _queries(corpus, options.seed)
    rows = list(_ours(made.settings.home, queries, folder, options))
    why = "" if options.no_datasette else servers.datasette_missing()
    if why:
        print(why, file=sys.stderr)
    elif not options.no_datasette:
        home.make_datasette(corpus.stories(), folder / "archive.db")
        rows.append(_datasette(folder / "archive.db", queries, folder, options))
    print(table(_HEAD, [_row(label, *loads) for label, *loads in rows]))
    print(_against_datasette(rows))
    for path in (addresses.PAGE, addresses.API):
        print(_told(path, shares(made.settings, addresses.ours(queries, path))))
    print()
    return sum(load.refused for label, *loads in rows if label != _PEER for load in loads)


def _queries(corpus: Corpus, seed: int) -> list[Query]:
    sampler = Sampler(seed)
    for story in corpus.stories():
        sampler.see(story.document())
    return sampler.queries(_EACH)


_Row = tuple[str, Load, Load]


def _ours(
    archive: Path, queries: Sequence[Query], folder: Path, options: argparse.Namespace
) -> Iterator[_Row]:
    logs = {
        "search page": addresses.ours(queries, addresses.PAGE),
        "search page, Datasette's log": addresses.plain(queries, addresses.PAGE),
        "API": addresses.ours(queries, addresses.API),
    }
    with servers.briefings(archive, options.workers) as port:
        for label, log in logs.items():
            yield _driven(label, port, log, folder, options)


def _datasette(database: Path, queries: Sequence[Query], folder: Path, options: argparse.Namespace) -> _Row:
    with servers.datasette(database) as port:
        return _driven(_PEER, port, addresses.datasette(queries), folder, options, servers.TIMED_OUT)


def _driven(
    label: str, port: int, log: Sequence[str], folder: Path, options: argparse.Namespace, mark: str = ""
) -> _Row:
    """Warm every process up, then fetch over one connection, then over several."""
    many = options.connections
    drive(port, log, folder, seconds=options.seconds / 4, connections=many)
    alone = drive(port, log, folder, seconds=options.seconds, connections=1, mark=mark)
    return label, alone, drive(port, log, folder, seconds=options.seconds, connections=many)


def _row(label: str, alone: Load, together: Load) -> list[str]:
    refused = f"{alone.refused + together.refused}"
    cpu = f"{together.cpu:.0%} of a core"
    return [label, str(alone.spread), str(together.spread), f"{together.rate:,.0f}", cpu, refused]


def _against_datasette(rows: Sequence[_Row]) -> str:
    if len(rows) < 4:
        return ""
    (_, ours, ours_together), (_, theirs, theirs_together) = rows[1], rows[3]
    return (
        f"\nPage / Datasette's page on the same log: p50 {ratio(ours.spread.p50, theirs.spread.p50)}, "
        f"answers a second {ratio(ours_together.rate, theirs_together.rate)}; "
        f"{theirs.marked:.0%} of Datasette's pages lack a facet that took too long\n"
    )


def _told(path: str, found: Shares) -> str:
    parts = ", ".join(f"{part} {share:.0%}" for part, share in found.parts.items())
    told = f"{found.total} ms (p50 / p95), of a core {found.cpu} ms"
    return f"Within the server, {path}: {told}: {parts}"


if __name__ == "__main__":
    sys.exit(main())
