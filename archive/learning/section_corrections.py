"""Corrections by hand ("this is a headline", "this is none"), and the rules for sections that meet them.

The rules that could matter name the sections that hold a corrected text: by title, by the title of the
section above, or by the class of their heading, each with each division that fits them. Of those that meet
every correction the rules are taken that cost least: how much less probable the divisions are than those
chosen without them, as a mean over all sections that they name. A rule for more sections is preferred a bit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from glob import escape
from itertools import combinations
from math import log
from statistics import fmean

from archive.document import Block
from archive.errors import BriefingsError
from archive.models import Draft, Item
from archive.profiles.division import Division
from archive.splitting import IssueOutline
from archive.splitting.divisions.choice import Scored, choices, heading_class
from archive.splitting.divisions.records import named_records
from archive.splitting.outline import Section
from archive.splitting.partition import Story
from archive.splitting.profile_rules import named_division
from archive.splitting.sections import partition_sections

_CLASS_BONUS, _BELOW_BONUS, _RARE_COST, _OUTER_COST = 1.0, 0.5, 0.5, 0.3
_LEAST_PROBABILITY = 0.01
_LEAST = log(_LEAST_PROBABILITY)
_BEAM = 8  # sets of rules that are kept after each correction
_MAX_NEW_RULES = 2  # for one correction
_MAX_PAIRS = 600
_DIGITS = re.compile(r"\d+")
_MARKS = re.compile(r"[\W_]+")

Rules = Mapping[str, Division]


class CorrectionError(BriefingsError):
    """A correction cannot be met."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Texts that are headlines of items, and texts that are none; the beginning of a text is enough."""

    headlines: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def unmet(self, drafts: Sequence[Draft]) -> tuple[str, str] | None:
        """The first correction that drafts do not meet, with what it should be."""
        return self._unmet([_opening(item) for draft in drafts for item in draft.items])

    def _unmet(self, opened: Sequence[str]) -> tuple[str, str] | None:
        for text in self.headlines:
            if not _opens_one(text, opened):
                return text, "a headline"
        for text in self.others:
            if _opens_one(text, opened):
                return text, "no headline"
        return None

    def are_met_by(self, stories: Sequence[Story]) -> bool:
        """Whether stories meet every correction."""
        return self._unmet([_key((story.heading or story.blocks[0]).text) for story in stories]) is None


NO_CORRECTIONS = Corrections()


def learn_divisions(outlines: Sequence[IssueOutline], corrections: Corrections) -> Rules:
    """The rules for sections that meet all corrections at the least cost; raises CorrectionError."""
    learner = _RuleLearner(outlines)
    found: list[Rules] = [{}]
    met = NO_CORRECTIONS
    for text, is_headline in _each(corrections):
        if is_headline:
            met = replace(met, headlines=(*met.headlines, text))
        else:
            met = replace(met, others=(*met.others, text))
        found = learner.extended(found, text, met)
        if not found:
            what = "a headline" if is_headline else "no headline"
            raise CorrectionError(f"no rule for sections makes “{text}” {what}, with those before it")
    return found[0]


def _each(corrections: Corrections) -> Iterator[tuple[str, bool]]:
    yield from ((text, True) for text in corrections.headlines)
    yield from ((text, False) for text in corrections.others)


class _RuleLearner:
    """Searches rules for the sections of a few issues."""

    def __init__(self, outlines: Sequence[IssueOutline]) -> None:
        self._outlines = outlines
        self._losses: dict[int, dict[Division, float]] = {}
        for outline in outlines:
            for at, choice in choices(outline.sections, outline.habits).items():
                most = max(choice.probabilities.values())
                self._losses[at] = {
                    division: log(max(probability, _LEAST_PROBABILITY) / most)
                    for division, probability in choice.probabilities.items()
                }

    def extended(self, found: Sequence[Rules], text: str, corrections: Corrections) -> list[Rules]:
        """The rules that meet the corrections, the best first: those found before, with some for a text."""
        candidates = self._candidates(text)
        if not candidates:
            raise CorrectionError(f"“{text}” begins no line of the news in these issues")
        for count in range(_MAX_NEW_RULES + 1):
            wider: list[Rules] = [
                rules
                for before in found
                for added in self._additions(candidates, before, count)
                if self._are_met(rules := {**before, **added}, corrections)
            ]
            if wider:
                return sorted(wider, key=lambda rules: -self._score(rules))[:_BEAM]
        return []

    def _additions(
        self, candidates: Sequence[tuple[str, Division]], before: Rules, count: int
    ) -> Iterator[Rules]:
        """Sets of so many new rules, the most probable first if there are too many of them."""
        new = sorted(
            (one for one in candidates if one[0] not in before), key=lambda one: -self._score(dict([one]))
        )
        for number, added in enumerate(combinations(new, count)):
            if number >= _MAX_PAIRS:
                return
            if len(dict(added)) == count:
                yield dict(added)

    def _candidates(self, text: str) -> list[tuple[str, Division]]:
        """Patterns for the sections that hold a text, each with each division that fits one of them."""
        found: dict[tuple[str, Division], None] = {}
        for outline in self._outlines:
            by_section = {id(scored.place.section): scored for scored in outline.sections}
            for path in _paths_to(outline.root, text, ()):
                for section in path:
                    scored = by_section[id(section)]
                    for pattern in _patterns(scored):
                        found |= {(pattern, division): None for division in _fitting(section)}
        return list(found)

    def _are_met(self, rules: Rules, corrections: Corrections) -> bool:
        stories: list[Story] = []
        for outline in self._outlines:
            habits = replace(
                outline.habits,
                division=lambda title, parent, kind: named_division(rules, title, parent, kind),
            )
            stories += partition_sections(outline.root, choices(outline.sections, habits)).stories
        return corrections.are_met_by(stories)

    def _score(self, rules: Rules) -> float:
        """How probable the divisions are that rules give, compared with those chosen without them."""
        return sum(self._score_of(pattern, division) for pattern, division in rules.items())

    def _score_of(self, pattern: str, division: Division) -> float:
        losses, issues = [], set()
        for number, outline in enumerate(self._outlines):
            for scored in outline.sections:
                at = id(scored.place.section)
                like = Division.ENTRIES if division is Division.OUTER else division
                if like in self._losses[at] and _is_meant(scored, pattern):
                    losses.append(self._losses[at][like])
                    issues.add(number)
        bonus = 0.0 if division is Division.NONE else _bonus(pattern)
        is_rare = len(issues) < min(2, len(self._outlines))
        return (
            (fmean(losses) if losses else _LEAST)
            + bonus
            - _RARE_COST * is_rare
            - _OUTER_COST * (division is Division.OUTER)
        )


def _bonus(pattern: str) -> float:
    if pattern.startswith("level "):
        return _CLASS_BONUS
    return _BELOW_BONUS if pattern.endswith(" / *") else 0.0


def _fitting(section: Section) -> list[Division]:
    return [division for division in Division if named_records(section, division) is not None]


def _is_meant(scored: Scored, pattern: str) -> bool:
    place = scored.place
    parent = place.parent.title if place.parent else ""
    rules = {pattern: Division.NONE}
    return named_division(rules, place.section.title, parent, heading_class(place.section)) is not None


def _patterns(scored: Scored) -> Iterator[str]:
    """The patterns by which a profile can name a section."""
    section, parent = scored.place.section, scored.place.parent
    yield heading_class(section)
    if section.title:
        yield _DIGITS.sub("*", escape(section.title))
    if parent is not None and parent.title:
        yield f"{_DIGITS.sub('*', escape(parent.title))} / *"


def _paths_to(section: Section, text: str, above: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """The paths to the sections whose heading, or one of whose own blocks, begins with a text."""
    path = (*above, section)
    own: list[Block] = [*([section.heading] if section.heading else []), *section.direct]
    if any(_opens_one(text, [_key(block.text)]) for block in own):
        yield path
    for child in section.children:
        yield from _paths_to(child, text, path)


def _opening(item: Item) -> str:
    """The headline of an item; the whole first paragraph if the headline is only its beginning."""
    headline = _key(item.headline)
    first = _key(item.paragraphs[0].text) if item.paragraphs else ""
    return first if first.startswith(headline) else headline


def _opens_one(text: str, opened: Sequence[str]) -> bool:
    key = _key(text)
    return any(other == key or other.startswith(f"{key} ") for other in opened)


def _key(text: str) -> str:
    """A text without case and punctuation, for comparison."""
    return _MARKS.sub(" ", text.casefold()).strip()
