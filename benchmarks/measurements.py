"""Measurements: percentiles, sizes, peak memory and ratios, and how they are printed."""

import resource
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The 50th and 95th percentile of `count` calls, in milliseconds."""

    p50: float
    p95: float
    count: int

    def __str__(self) -> str:
        return f"{_figure(self.p50)} / {_figure(self.p95)}"


def percentiles(seconds: Sequence[float]) -> Percentiles:
    """The percentiles of timed calls."""
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95]).tolist()
    return Percentiles(p50, p95, len(seconds))


def folder_size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def peak_memory() -> int:
    """The peak resident memory of this process plus that of its largest child, in bytes.

    Linux reports it for the program alone in /proc; `getrusage` includes memory of the parent at the fork.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 + children
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + children


def megabytes(count: int) -> str:
    """A number of bytes in MB, as text."""
    return f"{count / 1e6:,.1f} MB"


def ratio(one: float, other: float) -> str:
    """`one` divided by `other`, as text; "-" where `other` is 0."""
    if not other:
        return "-"
    times = one / other
    return f"1/{1 / times:,.0f}" if 0 < times < 0.05 else f"{times:.2f}"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; the first column is aligned left, the others right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(
        "| " + " | ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in pairs) + " |"
        for line in [lines[0], rule, *lines[1:]]
        for pairs in [list(enumerate(zip(line, widths, strict=True)))]
    )


def _figure(milliseconds: float) -> str:
    return f"{milliseconds:.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
