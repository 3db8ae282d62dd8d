"""What earlier issues of a publication tell about the next: how their sections were told, what they repeat.

Each issue leaves its traits, which are read off its document alone, never off how habits made it be split.
So an issue's split depends on documents only, and taking all of them in once more settles every issue,
whatever the order in which they first came.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from archive.models import Traits

NEIGHBOURS = 12
"""How many issues before a day, and how many after it, tell about the issue of that day."""

_FADING = 0.93  # how much less the next nearest issue counts
_OWN = 2.0  # the weight of what the issue itself looks like, against issues of weight 1 and less
_FEWEST = 3  # issues that make a habit
_SHARE = 0.6  # of the issues must have a line before it counts as repeated
_GENERAL = 3.0  # the weight of what the publication does with all its sections
_LONGEST_NAME = 60
_WORD = re.compile(r"[^\W\d_]+")


Rule = Callable[[str], float | None]
"""Answers with the lean that a section of this title has by decree, None where nothing is decreed."""


@dataclass(frozen=True, slots=True)
class Habits:
    """A publication's habits, from the traits of `issues` issues.

    `told` maps a section's name to its mean lean and the weight behind it; `general` maps a kind of judgement
    to the mean over all sections. `ways` maps a way of marking headlines to the part of the issues that have
    it. `lines` are the fingerprints of what most of them repeat. `rule` is a profile's word on sections.
    """

    issues: int = 0
    told: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    general: Mapping[str, float] = field(default_factory=dict)
    ways: Mapping[str, float] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    rule: Rule | None = None

    def weigh(self, key: str, own: float, title: str) -> float:
        """The lean of a section, given its own and what was done with sections of its name."""
        ruled = self.rule(title) if self.rule else None
        if ruled is not None:
            return ruled
        mean, weight = self.told.get(key, (0.0, 0.0))
        general = self.general.get(key.partition(":")[0])
        total, weights = own * _OWN + mean * weight, _OWN + weight
        if general is not None:
            total, weights = total + general * _GENERAL, weights + _GENERAL
        return total / weights

    def agreement(self, way: str) -> float:
        """How many of the issues mark their headlines in this way, 0 to 1; one half where none is known."""
        return self.ways.get(way, 0.0) if self.issues else 0.5

    @staticmethod
    def name(title: str) -> str:
        """A section's name as it comes back from issue to issue: without case, numbers and marks."""
        return " ".join(_WORD.findall(title.casefold()))[:_LONGEST_NAME]


NO_HABITS = Habits()

Knowledge = Callable[[str, date | None], Habits]
"""Answers with the habits of a publication, by its title, around a day."""


def no_knowledge(publication: str, day: date | None) -> Habits:  # noqa: ARG001 - the Knowledge of a stranger
    """Nothing is known of any publication."""
    return NO_HABITS


def habits_of(traits: Sequence[Traits]) -> Habits:
    """The habits of the issues with these traits, the nearest first; too few have none."""
    if len(traits) < _FEWEST:
        return NO_HABITS
    leans: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    general: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    ways: defaultdict[str, float] = defaultdict(float)
    weights = [_FADING**rank for rank in range(len(traits))]
    for weight, issue in zip(weights, traits, strict=True):
        ways[issue.headline_strategy] += weight / sum(weights)
        for key, lean in issue.evidence.items():
            leans[key].append((lean, weight))
            general[key.partition(":")[0]].append((lean, weight))
    return Habits(
        issues=len(traits),
        told={key: _mean(found) for key, found in leans.items() if len(found) >= _FEWEST},
        general={kind: _mean(found)[0] for kind, found in general.items()},
        ways=dict(ways),
        lines=_repeated(traits),
    )


def _mean(found: Sequence[tuple[float, float]]) -> tuple[float, float]:
    weight = sum(weight for _, weight in found)
    return sum(lean * weight for lean, weight in found) / weight, weight


def _repeated(traits: Sequence[Traits]) -> frozenset[str]:
    counts: defaultdict[str, int] = defaultdict(int)
    for issue in traits:
        for line in issue.lines:
            counts[line] += 1
    least = max(_FEWEST, _SHARE * len(traits))
    return frozenset(line for line, count in counts.items() if count >= least)
