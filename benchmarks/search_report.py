"""The report of `benchmarks.search`: measurements, ratios, and whether the engines agreed."""

from collections.abc import Callable, Iterator

from benchmarks.measurements import markdown_table, megabytes, percentiles, ratio
from benchmarks.peers import Mode
from benchmarks.queries import KINDS
from benchmarks.search_results import EngineResults, SearchRun

_MAX_DIFFERENCES_SHOWN = 10
_EXPLANATION = (
    "Times are p50 / p95 in milliseconds, ratios those of p50, for the build those of rates. "
    "Reading the items alone took {:.1f} s; every build includes it."
)
_KIND_LABELS = {
    "word": "one word",
    "and": "AND of two",
    "or": "OR of two",
    "phrase": "phrase",
    "prefix": "prefix",
    "filtered": "AND, topic and dates",
}


def report_text(run: SearchRun) -> str:
    """The whole report."""
    names = [engine.name for engine in run.engines]
    rivals = [name for name in names if name in ("tantivy", "stock")] if "ours" in names else []
    head = [f"{run.items:,} items", *names, *(f"ours/{name}" for name in rivals)]
    rows = [*_costs(run, rivals), *_times(run, rivals)]
    lines = [
        markdown_table(head, rows),
        _EXPLANATION.format(run.reading),
        *_agreement(run),
    ]
    return "\n\n".join(lines)


def _costs(run: SearchRun, rivals: list[str]) -> Iterator[list[str]]:
    def row(
        label: str,
        value: Callable[[EngineResults], float],
        shown: Callable[[float], str],
        *,
        of_times: bool = False,
    ) -> list[str]:
        found = {engine.name: value(engine) for engine in run.engines}
        against = [
            ratio(found[rival], found["ours"]) if of_times else ratio(found["ours"], found[rival])
            for rival in rivals
        ]
        return [label, *(shown(number) for number in found.values()), *against]

    def rate(seconds: float) -> str:
        return f"{run.items / seconds:,.0f}"

    def milliseconds(seconds: float) -> str:
        return f"{seconds * 1000:,.1f}"

    def size(count: float) -> str:
        return megabytes(int(count))

    yield row("build, items/s", lambda e: e.build, rate, of_times=True)
    yield row("build, peak memory", lambda e: e.build_peak, size)
    yield row("size on disk", lambda e: e.size, size)
    yield row("open and first answer, ms", lambda e: e.first_answer, milliseconds)
    yield row("searching, peak memory", lambda e: e.peak, size)
    yield row("commit of 5 until found, ms", lambda e: percentiles(e.commits).p50 / 1000, milliseconds)


def _times(run: SearchRun, rivals: list[str]) -> Iterator[list[str]]:
    for mode in Mode:
        for kind in KINDS:
            found = {engine.name: percentiles(engine.asked[kind, mode]) for engine in run.engines}
            against = [ratio(found["ours"].p50, found[rival].p50) for rival in rivals]
            yield [f"{_KIND_LABELS[kind]}: {mode}", *map(str, found.values()), *against]


def _agreement(run: SearchRun) -> Iterator[str]:
    queries = sum(len(seconds) for seconds in run.engines[0].asked.values()) if run.engines else 0
    if not run.differing:
        yield f"All engines agreed on the counts of {queries:,} queries."
        return
    yield f"The engines differ in {len(run.differing):,} cases:"
    yield "\n".join(run.differing[:_MAX_DIFFERENCES_SHOWN])
