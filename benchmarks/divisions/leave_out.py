"""Each kind left out of the fit in turn: how its issues are split, with and without groups of features."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from archive.splitting.divisions.weights import Weights, shipped_weights
from benchmarks.divisions.fit import Problem
from benchmarks.divisions.gold import Verdict
from benchmarks.divisions.kinds import Kind, is_made
from benchmarks.divisions.trial import verdict

_RECURRENCE = ("known", "recurs", "alike recur", "new among recurring", "children recur", "repeated")
_HEADING = (
    "title", "furniture title", "byline title", "depth", "siblings", "first", "last",
)  # fmt: skip


def _name(feature: str) -> str:
    """The name of a feature of a section or an issue, without the division that it speaks for."""
    return feature.partition(":")[2]


GROUPS: Mapping[str, Callable[[str], bool]] = {
    "what other issues have": lambda feature: (
        _name(feature) in _RECURRENCE or feature.startswith("recurs ") or feature.endswith("openers repeated")
    ),
    "the rules for a single issue": lambda feature: feature.startswith("rule") or "rule of" in feature,
    "the records": lambda feature: feature.startswith("record:") and not feature.endswith("openers repeated"),
    "the heading and its place": lambda feature: (
        not feature.startswith("record:") and _name(feature).startswith(_HEADING)
    ),
    "the issue as a whole": lambda feature: (
        _name(feature).startswith("issue ")
        or ", issue in lists" in feature
        or feature.endswith((" in lists", " in prose"))
    ),
}
"""The groups of features that the ablation leaves out, by what they speak of."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How the issues of kinds are split, by the name of the kind."""

    verdicts: Mapping[str, Verdict]

    @property
    def f1(self) -> float:
        """The mean item F1 of the kinds."""
        return fmean(one.f1 for one in self.verdicts.values())

    @property
    def whole(self) -> int:
        """The issues wholly right."""
        return sum(one.whole for one in self.verdicts.values())

    @property
    def issues(self) -> int:
        """All issues."""
        return sum(one.issues for one in self.verdicts.values())


def real(kinds: Sequence[Kind]) -> list[Kind]:
    """The kinds that are judged: newsletters as they were sent."""
    return [kind for kind in kinds if not is_made(kind.name)]


def left_out(
    problem: Problem, kinds: Sequence[Kind], is_dropped: Callable[[str], bool] | None = None
) -> Figures:
    """How each kind is split with weights that were fitted without its family."""
    fitted = {family: problem.fit(family, is_dropped) for family in {kind.family for kind in kinds}}
    return Figures({kind.name: verdict(kind, fitted[kind.family]) for kind in kinds})


def in_sample(problem: Problem, kinds: Sequence[Kind]) -> Figures:
    """How each kind is split with weights that were fitted on all."""
    return _with(problem.fit(), kinds)


def shipped(kinds: Sequence[Kind]) -> Figures:
    """How each kind is split with the weights that ship."""
    return _with(shipped_weights(), kinds)


def _with(weights: Weights, kinds: Sequence[Kind]) -> Figures:
    return Figures({kind.name: verdict(kind, weights) for kind in kinds})


def ablation(problem: Problem, kinds: Sequence[Kind]) -> Iterator[tuple[str, Figures]]:
    """The figures of kinds left out, without each group of features."""
    for group, is_dropped in GROUPS.items():
        yield group, left_out(problem, kinds, is_dropped)
