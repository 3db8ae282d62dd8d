"""The choice of a division for every section of an issue, by the weights of features and by other issues.

Each division that fits a section gets a score: the sum of its features times their weights. Sections of one
name are alike in the issues of a publication, and so are those whose headings look alike: the mean log
probabilities that they gave are added. The division with the highest sum is chosen.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

from archive.profiles.division import Division
from archive.splitting.divisions.features import (
    IssueView,
    Place,
    places,
    recurrence_features,
    section_features,
    static_features,
    view_of,
)
from archive.splitting.divisions.records import SINGLE, Records, divisions_of, named_records
from archive.splitting.divisions.weights import Weights, shipped_weights
from archive.splitting.habits import Habits
from archive.splitting.outline import Section
from archive.splitting.structure import are_recurring_titles

NAME_WEIGHT, CLASS_WEIGHT = 1.0, 0.5
MANY_NAMES_WEIGHT = 4.5  # of sections of a name in eight or more issues, which outweigh the issue itself
_MANY = 6.0  # the weight of eight issues in `Habits`
_HALF = 0.5
_LEAST = -8.0  # a log probability; lower ones count as this


@dataclass(frozen=True, slots=True)
class Choice:
    """The division chosen for a section, and the probabilities of all that fit it, 0 to 1.

    `is_named` says that a profile names the division.
    """

    records: Records
    probabilities: Mapping[Division, float] = field(default_factory=dict)
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A section with its divisions; `own` are their log probabilities from this issue alone.

    `recurrence` is what the other issues add to each, before these are asked how they were divided.
    """

    place: Place
    divisions: tuple[Records, ...]
    own: tuple[float, ...]
    recurrence: tuple[float, ...]

    def choice_of(self, wanted: Sequence[Division], otherwise: Choice) -> Choice:
        """The choice of the first of some divisions that fits the section."""
        fitting = {records.division: records for records in self.divisions}
        return next((Choice(fitting[division]) for division in wanted if division in fitting), otherwise)


def score_sections(root: Section, habits: Habits, weights: Weights | None = None) -> list[Scored]:
    """Every section of an issue with its divisions and their scores, in reading order."""
    weights = weights or shipped_weights()
    view = view_of(root, habits)
    return [_scored(place, view, weights) for place in places(root)]


def _scored(place: Place, view: IssueView, weights: Weights) -> Scored:
    shared = section_features(place, view)
    divisions = tuple(_possible(place.section, view))
    own = [weights.score(static_features(records, place, view, shared)) for records in divisions]
    recurrence = tuple(weights.score(recurrence_features(records, place, view)) for records in divisions)
    return Scored(place, divisions, tuple(_log_probabilities(own)), recurrence)


def _possible(section: Section, view: IssueView) -> list[Records]:
    """The divisions of a section that are not ruled out.

    A heading without text that the issue has twice is an entry of its contents. In an issue by itself,
    sub-headings that come back in other sections ("What happened") divide a story.
    """
    divisions = divisions_of(section)
    is_alone = bool(section.heading and section.children) and view.recurrence is None
    if is_alone and are_recurring_titles(section, view.titles):
        return [records for records in divisions if records.division is Division.WHOLE] or divisions
    is_bare = not any(block.text for block in section.blocks())
    if is_bare and view.titles.get(section.title.casefold(), 0) > 1:
        return [records for records in divisions if records.division is Division.NONE]
    return divisions


def evidence_of(sections: Sequence[Scored]) -> dict[str, float]:
    """The mean log probability of each division, by the name and by the class of sections, for the traits."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for scored in sections:
        for records, value in zip(scored.divisions, scored.own, strict=True):
            for name in _names(scored.place.section):
                found[f"{records.division.value}: {name}"].append(max(value, _LEAST))
    return {key: round(sum(values) / len(values), 2) for key, values in found.items()}


def choices(sections: Sequence[Scored], habits: Habits) -> dict[int, Choice]:
    """The choice for each section, by its `id()`."""
    own = evidence_of(sections)
    return {id(scored.place.section): _choice(scored, own, habits) for scored in sections}


def _choice(scored: Scored, own: Mapping[str, float], habits: Habits) -> Choice:
    totals = [
        value + recurrence + _of_others(records.division, scored.place.section, own, habits)
        for records, value, recurrence in zip(scored.divisions, scored.own, scored.recurrence, strict=True)
    ]
    probabilities = {
        records.division: exp(value)
        for records, value in zip(scored.divisions, _log_probabilities(totals), strict=True)
    }
    named = _named(scored, habits)
    if named is not None:
        return Choice(named, probabilities, is_named=True)
    best = max(_allowed(scored, habits), key=lambda at: totals[at])
    return Choice(scored.divisions[best], probabilities)


def _named(scored: Scored, habits: Habits) -> Records | None:
    """The records of a section by the division that a profile names, if that fits."""
    if habits.division is None:
        return None
    place = scored.place
    parent = place.parent.title if place.parent else ""
    wanted = habits.division(place.section.title, parent, heading_class(place.section))
    return named_records(place.section, wanted) if wanted else None


def heading_class(section: Section) -> str:
    """The class of a section in profiles: "level 2", or "level 2 linked" if its heading is a link."""
    heading = section.heading
    return f"level {heading.level}{' linked' if heading.links else ''}" if heading else "level 0"


def _allowed(scored: Scored, habits: Habits) -> Sequence[int]:
    """The indexes of the divisions that a profile allows for a section; of all that fit it if none does."""
    ruled = habits.rule(scored.place.section.title) if habits.rule else None
    everything = range(len(scored.divisions))
    if ruled is None:
        return everything
    wanted = SINGLE if ruled < _HALF else frozenset(Division) - SINGLE - {Division.NONE}
    return [at for at in everything if scored.divisions[at].division in wanted] or everything


def _of_others(division: Division, section: Section, own: Mapping[str, float], habits: Habits) -> float:
    """What sections of the same name, and of the same class, say of a division."""
    name, kind = _names(section)
    by_name, issues = habits.sections.get(f"{division.value}: {name}", (0.0, 0.0))
    key = f"{division.value}: {kind}"
    by_class = habits.sections.get(key, (own.get(key, 0.0), 0.0))[0]
    weight = MANY_NAMES_WEIGHT if issues >= _MANY else NAME_WEIGHT
    return weight * by_name + CLASS_WEIGHT * by_class


def _names(section: Section) -> tuple[str, str]:
    """The name of a section, and that of its class: the level of its heading, and whether that is a link."""
    heading = section.heading
    kind = f"#{heading.level}{'+' if heading.links else ''}" if heading else "#0"
    return Habits.name(section.title), kind


def _log_probabilities(scores: Sequence[float]) -> Iterator[float]:
    highest = max(scores)
    total = log(sum(exp(score - highest) for score in scores)) + highest
    return (score - total for score in scores)
