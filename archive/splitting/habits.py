"""The habits of a publication, from the traits of its other issues: how they are divided, what they repeat.

The traits of an issue come from its document alone, never from how it was split with the help of habits. A
split therefore depends on documents only: ingesting all issues again gives the same result in any order.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from archive.models import Traits
from archive.profiles.division import Division

NEIGHBOURS = 12
"""The number of issues before a day, and of those after it, whose traits count for the issue of that day."""

_DECAY = 0.93  # the weight of an issue relative to the next nearer one
_EVIDENCE_WEIGHT = 2.0  # of the issue's own evidence; other issues weigh 1 or less
_MIN_ISSUES = 3  # issues that make a habit
_MIN_REPEATED_RATIO = 0.6  # of the issues have a line that counts as repeated
_GENERAL_WEIGHT = 3.0  # of the mean score over all sections of the publication
_MAX_NAME_LENGTH = 60
_WORD = re.compile(r"[^\W\d_]+")


SectionRule = Callable[[str], float | None]
"""Returns the score that a profile fixes for sections of a title, None if it fixes none."""

DivisionRule = Callable[[str, str, str], Division | None]
"""Returns how a profile divides a section, by its title, its parent's and its class; None if it does not."""


@dataclass(frozen=True, slots=True)
class Habits:
    """A publication's habits, from the traits of `issues` issues.

    `sections` maps the key of a section ("list: news") to its mean evidence and the weight of that mean;
    `general` maps a kind of judgement ("list") to the mean over all sections. `strategies` maps the name of a
    headline strategy to the part of the issues that use it. `lines` are the fingerprints of the lines that
    most issues repeat. `titles` maps the name of a section to the part of the issues that have it, `blocks`
    does so for fingerprints. `rule` and `division` are what a profile fixes for sections.
    """

    issues: int = 0
    sections: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    general: Mapping[str, float] = field(default_factory=dict)
    strategies: Mapping[str, float] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    titles: Mapping[str, float] = field(default_factory=dict)
    blocks: Mapping[str, float] = field(default_factory=dict)
    rule: SectionRule | None = None
    division: DivisionRule | None = None

    def score(self, key: str, evidence: float, title: str) -> float:
        """The score of a section, 0 to 1: its evidence weighed with that on sections of its name."""
        ruled = self.rule(title) if self.rule else None
        if ruled is not None:
            return ruled
        mean, weight = self.sections.get(key, (0.0, 0.0))
        general = self.general.get(key.partition(":")[0])
        total, weights = evidence * _EVIDENCE_WEIGHT + mean * weight, _EVIDENCE_WEIGHT + weight
        if general is not None:
            total, weights = total + general * _GENERAL_WEIGHT, weights + _GENERAL_WEIGHT
        return total / weights

    def agreement(self, strategy: str) -> float:
        """The part of the issues that use a headline strategy, 0 to 1; 0.5 if no issue is known."""
        return self.strategies.get(strategy, 0.0) if self.issues else 0.5

    def recurrence(self, title: str) -> float:
        """The part of the issues that have a section of this title, 0 to 1."""
        return self.titles.get(self.name(title), 0.0)

    def repetition(self, fingerprint: str) -> float:
        """The part of the issues that have a block of this fingerprint, 0 to 1."""
        return self.blocks.get(fingerprint, 0.0)

    @staticmethod
    def name(title: str) -> str:
        """The part of a section's title that is equal in all issues: no case, numbers or punctuation."""
        return " ".join(_WORD.findall(title.casefold()))[:_MAX_NAME_LENGTH]


NO_HABITS = Habits()

HabitsLookup = Callable[[str, date | None], Habits]
"""Returns the habits of a publication, by its title, around a day."""


def no_habits(publication: str, day: date | None) -> Habits:  # noqa: ARG001 - a HabitsLookup without issues
    """No habits: no other issue is known."""
    return NO_HABITS


def habits_of(traits: Sequence[Traits]) -> Habits:
    """The habits from the traits of issues, the nearest issue first; NO_HABITS if there is none.

    Fewer than three show which titles and blocks recur; it takes three to say what most of them repeat.
    """
    if not traits:
        return NO_HABITS
    evidence: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    general: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    strategies: defaultdict[str, float] = defaultdict(float)
    least = min(_MIN_ISSUES, len(traits))
    weights = [_DECAY**rank for rank in range(len(traits))]
    for weight, issue in zip(weights, traits, strict=True):
        strategies[issue.headline_strategy] += weight / sum(weights)
        for key, score in issue.evidence.items():
            evidence[key].append((score, weight))
            general[key.partition(":")[0]].append((score, weight))
    return Habits(
        issues=len(traits),
        sections={key: _mean(found) for key, found in evidence.items() if len(found) >= least},
        general={kind: _mean(found)[0] for kind, found in general.items()},
        strategies=dict(strategies),
        lines=_repeated(traits),
        titles=_shares(({key.partition(": ")[2] for key in issue.evidence} for issue in traits), len(traits)),
        blocks=_shares((issue.lines for issue in traits), len(traits)),
    )


def _shares(found: Iterable[Collection[str]], issues: int) -> dict[str, float]:
    """For each text the part of the issues that have it."""
    counts = Counter(text for texts in found for text in texts)
    return {text: count / issues for text, count in counts.items()}


def _mean(found: Sequence[tuple[float, float]]) -> tuple[float, float]:
    weight = sum(weight for _, weight in found)
    return sum(score * weight for score, weight in found) / weight, weight


def _repeated(traits: Sequence[Traits]) -> frozenset[str]:
    counts: defaultdict[str, int] = defaultdict(int)
    for issue in traits:
        for line in issue.lines:
            counts[line] += 1
    least = max(_MIN_ISSUES, _MIN_REPEATED_RATIO * len(traits))
    return frozenset(line for line, count in counts.items() if count >= least)
