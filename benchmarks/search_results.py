"""The results of a run of `benchmarks.search`."""

from dataclasses import dataclass, field

from benchmarks.peers import Mode


@dataclass
class EngineResults:
    """The measurements of one engine: times in seconds, sizes and memory in bytes.

    `asked` maps a kind and a mode to the seconds of each query.
    """

    name: str
    build: float = 0.0
    size: int = 0
    build_peak: int = 0
    first_answer: float = 0.0
    peak: int = 0
    asked: dict[tuple[str, Mode], list[float]] = field(default_factory=dict)
    commits: list[float] = field(default_factory=list)


@dataclass
class SearchRun:
    """The results of a run; `reading` is the seconds of reading the items alone.

    `differing` has one line for each case where engines disagree.
    """

    items: int
    reading: float
    engines: list[EngineResults]
    differing: list[str] = field(default_factory=list)
