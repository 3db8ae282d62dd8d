"""How fast issues are ingested, from files to the index, and where the time goes.

    python -m benchmarks.ingest FOLDER...

Issues are read, split, tagged, stored and indexed by the product's own functions, on one core; without a
folder they are those of the sample archive. The peer is trafilatura's extraction of the main text from the
same HTML files; as it only reads, it is compared with our reading alone.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from app.cli.ingest import put_all
from archive.errors import BriefingsError
from archive.ingest import batches, pipeline
from archive.ingest.pipeline import Outcome, load_sources
from archive.models import Source
from archive.readers import read_documents
from archive.readers.signatures import Format
from archive.readers.sniffing import sniff
from archive.store import Store, open_store, sqlite_url
from archive.tagging import Tagger
from benchmarks.measurements import markdown_table, ratio
from benchmarks.profiler import Profiler, TimedFunction
from index.engines import open_engine
from index.sync import catch_up

_TIMED_FUNCTIONS: tuple[TimedFunction, ...] = (
    ("reading", pipeline, "read_source"),
    ("splitting", batches, "survey"),
    ("splitting", pipeline, "split_document"),
    ("tagging", Tagger, "tag"),
    ("storing", Store, "put"),
)
_OTHER = "finding files, comparing, the rest"


@dataclass
class IngestRun:
    """The counts of a run, and the seconds of each part."""

    profiler: Profiler = field(default_factory=Profiler)
    issues: int = 0
    items: int = 0
    refused: int = 0

    @property
    def seconds(self) -> float:
        """The total."""
        return sum(self.profiler.seconds_by_part.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if no issue was ingested."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", metavar="FOLDER", help="default: the sample archive")
    parser.add_argument("--all-cores", action="store_true", help="do not keep to one core")
    options = parser.parse_args(arguments)
    if not options.all_cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with as_file(files("archive") / "sample") as sample, tempfile.TemporaryDirectory() as home:
        sources = list(load_sources(options.paths or [str(sample)]))
        run = _ingest(sources, Path(home))
    print(_report(run, [s for s in sources if isinstance(s, Source) and _is_html(s)]))
    return 0 if run.items else 1


def _ingest(sources: Sequence[Source | Outcome], home: Path) -> IngestRun:
    run = IngestRun()
    # The engine is opened, and so imported, before the clock starts: it happens once, however much comes in.
    with (
        open_store(sqlite_url(home / "archive.db")) as store,
        closing(open_engine(home / "index")) as engine,
        run.profiler.timing(_TIMED_FUNCTIONS),
    ):
        with run.profiler.part(_OTHER):
            outcomes = list(put_all(store, sources, pipeline.NO_OPTIONS))
        with run.profiler.part("indexing"):
            catch_up(store, engine)
    run.issues = sum(bool(outcome.issue_id) for outcome in outcomes)
    run.items = sum(outcome.items for outcome in outcomes)
    run.refused = len(outcomes) - run.issues
    return run


def _report(run: IngestRun, pages: Sequence[Source]) -> str:
    head = ["", "seconds", "share", "items a second"]
    rows = [
        [
            part,
            f"{run.profiler.seconds_by_part[part]:.2f}",
            f"{share:.0%}",
            f"{run.items / run.profiler.seconds_by_part[part]:,.0f}",
        ]
        for part, share in run.profiler.shares().items()
    ]
    rows.append(["all", f"{run.seconds:.2f}", "", f"{run.items / run.seconds:,.0f}"])
    summary = f"{run.issues:,} issues, {run.items:,} items; {run.refused:,} files refused or held"
    return "\n\n".join([markdown_table(head, rows), summary, *([_against_peer(pages)] if pages else [])])


def _against_peer(pages: Sequence[Source]) -> str:
    """Compare reading HTML with the peer, page by page in turns."""
    try:
        from trafilatura import extract
    except ModuleNotFoundError:
        return "trafilatura is left out: install it with pip install '.[bench]'"
    ours = theirs = 0.0
    for page in pages:
        text = page.data.decode("utf-8", "replace")
        started = time.perf_counter()
        read_documents(page)
        between = time.perf_counter()
        extract(text)
        ours, theirs = ours + between - started, theirs + time.perf_counter() - between
    size = sum(len(page.data) for page in pages) / 1e6
    return markdown_table(
        [f"reading {len(pages):,} HTML pages, {size:.1f} MB", "ours", "trafilatura", "ours/trafilatura"],
        [
            [
                "pages a second",
                f"{len(pages) / ours:,.1f}",
                f"{len(pages) / theirs:,.1f}",
                ratio(theirs, ours),
            ],
            ["MB a second", f"{size / ours:,.2f}", f"{size / theirs:,.2f}", ratio(theirs, ours)],
        ],
    )


def _is_html(source: Source) -> bool:
    try:
        return sniff(source) is Format.HTML
    except BriefingsError:
        return False


if __name__ == "__main__":
    sys.exit(main())
