"""Figures: percentiles, sizes, peaks, rates, and how they are printed."""

import resource
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds that half of the calls stayed within, and 95 of 100."""

    p50: float
    p95: float
    count: int

    def __str__(self) -> str:
        return f"{_figure(self.p50)} / {_figure(self.p95)}"


def spread(seconds: Sequence[float]) -> Spread:
    """The spread of timed calls."""
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95]).tolist()
    return Spread(p50, p95, len(seconds))


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def peak() -> int:
    """The most memory this process was ever resident with, and its largest child; in bytes.

    Linux tells it for the program alone; what `getrusage` tells includes what the parent had at the fork.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 + children
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + children


def megabytes(count: int) -> str:
    """Bytes for people."""
    return f"{count / 1e6:,.1f} MB"


def ratio(one: float, other: float) -> str:
    """How many times `other` one is."""
    if not other:
        return "-"
    times = one / other
    return f"1/{1 / times:,.0f}" if 0 < times < 0.05 else f"{times:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, its columns aligned, all but the first to the right."""
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
