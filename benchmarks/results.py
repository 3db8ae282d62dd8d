"""The record of a run of `benchmarks.search`."""

from dataclasses import dataclass, field

from benchmarks.peers import Mode


@dataclass
class Measured:
    """What one engine showed. `asked` maps a kind and a mode to the seconds of each query."""

    name: str
    build: float = 0.0
    size: int = 0
    build_peak: int = 0
    first_answer: float = 0.0
    peak: int = 0
    asked: dict[tuple[str, Mode], list[float]] = field(default_factory=dict)
    commits: list[float] = field(default_factory=list)


@dataclass
class Run:
    """All that a run measured; `differing` says in a line each where engines do not agree."""

    items: int
    reading: float
    engines: list[Measured]
    differing: list[str] = field(default_factory=list)
