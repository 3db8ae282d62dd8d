"""How fast the site answers, page and API, next to Datasette over the same items in the same run.

    python -m benchmarks.serve --items 10000 100000

For each size an archive is put into a store, indexed, and served with two processes. A load generator in a
process of its own requests varied searches, first over one connection (how long an answer takes), then over
several (how many answers a second). Datasette serves the same items with FTS5 and counts two array facets,
each within its own limit of 0.2 seconds; it suggests no other facets. The report says how many of its answers
lack a facet for that limit. The same searches, answered within one process, show where the time goes.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import request_urls, served_archive, servers
from benchmarks.corpora import Corpus, SyntheticCorpus
from benchmarks.load_generator import LoadResult, run_load
from benchmarks.measurements import markdown_table, ratio
from benchmarks.page_profile import PageProfile, profile_page
from benchmarks.queries import Query, QuerySampler

_QUERIES_PER_KIND = 60
_PEER_LABEL = "Datasette's page"
_COLUMNS = (
    "",
    "one at a time, p50 / p95 ms",
    "at once, p50 / p95 ms",
    "answers/s",
    "generator's CPU",
    "not 200",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size and print; exit code 1 if an answer of Briefings was not 200."""
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
            refused += _measure(SyntheticCorpus(items, options.seed), Path(folder), options)
    return 1 if refused else 0


def _measure(corpus: Corpus, folder: Path, options: argparse.Namespace) -> int:
    started = time.perf_counter()
    made = served_archive.make_archive(corpus.stories(), folder / "home")
    print(f"{made.items:,} items stored and indexed in {time.perf_counter() - started:.1f} s\n")
    queries = _queries(corpus, options.seed)
    rows = list(_ours(made.settings.home, queries, folder, options))
    why = "" if options.no_datasette else servers.datasette_missing_reason()
    if why:
        print(why, file=sys.stderr)
    elif not options.no_datasette:
        served_archive.make_datasette_database(corpus.stories(), folder / "archive.db")
        rows.append(_datasette(folder / "archive.db", queries, folder, options))
    print(markdown_table(_COLUMNS, [_row(label, *loads) for label, *loads in rows]))
    print(_against_datasette(rows))
    for path in (request_urls.PAGE, request_urls.API):
        print(_profile_line(path, profile_page(made.settings, request_urls.briefings_urls(queries, path))))
    print()
    return sum(load.refused for label, *loads in rows if label != _PEER_LABEL for load in loads)


def _queries(corpus: Corpus, seed: int) -> list[Query]:
    sampler = QuerySampler(seed)
    for story in corpus.stories():
        sampler.add(story.document())
    return sampler.queries(_QUERIES_PER_KIND)


_Row = tuple[str, LoadResult, LoadResult]


def _ours(
    archive: Path, queries: Sequence[Query], folder: Path, options: argparse.Namespace
) -> Iterator[_Row]:
    logs = {
        "search page": request_urls.briefings_urls(queries, request_urls.PAGE),
        "search page, Datasette's log": request_urls.shared_urls(queries, request_urls.PAGE),
        "API": request_urls.briefings_urls(queries, request_urls.API),
    }
    with servers.briefings(archive, options.workers) as port:
        for label, log in logs.items():
            yield _measured_load(label, port, log, folder, options)


def _datasette(database: Path, queries: Sequence[Query], folder: Path, options: argparse.Namespace) -> _Row:
    with servers.datasette(database) as port:
        return _measured_load(
            _PEER_LABEL, port, request_urls.datasette_urls(queries), folder, options, servers.TIMED_OUT
        )


def _measured_load(
    label: str, port: int, log: Sequence[str], folder: Path, options: argparse.Namespace, mark: str = ""
) -> _Row:
    """Warm every process up, then measure over one connection, then over several."""
    many = options.connections
    run_load(port, log, folder, seconds=options.seconds / 4, connections=many)
    alone = run_load(port, log, folder, seconds=options.seconds, connections=1, mark=mark)
    return label, alone, run_load(port, log, folder, seconds=options.seconds, connections=many)


def _row(label: str, alone: LoadResult, together: LoadResult) -> list[str]:
    refused = f"{alone.refused + together.refused}"
    cpu = f"{together.cpu:.0%} of a core"
    return [label, str(alone.percentiles), str(together.percentiles), f"{together.rate:,.0f}", cpu, refused]


def _against_datasette(rows: Sequence[_Row]) -> str:
    if len(rows) < 4:
        return ""
    (_, ours, ours_together), (_, theirs, theirs_together) = rows[1], rows[3]
    p50 = ratio(ours.percentiles.p50, theirs.percentiles.p50)
    return (
        f"\nPage / Datasette's page on the same log: p50 {p50}, "
        f"answers a second {ratio(ours_together.rate, theirs_together.rate)}; "
        f"{theirs.marked:.0%} of Datasette's pages lack a facet that took too long\n"
    )


def _profile_line(path: str, found: PageProfile) -> str:
    parts = ", ".join(f"{part} {share:.0%}" for part, share in found.parts.items())
    told = f"{found.total} ms (p50 / p95), of a core {found.cpu} ms"
    return f"Within the server, {path}: {told}: {parts}"


if __name__ == "__main__":
    sys.exit(main())
