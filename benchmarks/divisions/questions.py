"""What a fit learns from: the divisions of each section, their features, and what each was worth."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.models import Item
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
from archive.splitting.divisions.records import SINGLE, Records, divisions_of
from archive.splitting.entries import entry_stories
from archive.splitting.fingerprints import find_repeated
from archive.splitting.furniture import find_sponsored
from archive.splitting.habits import NEIGHBOURS, NO_HABITS, Habits, habits_of
from archive.splitting.headlines import headline_strategies, mark_headlines
from archive.splitting.items import build_item
from archive.splitting.outline import Section, build_outline
from archive.splitting.partition import Story, find_continuation_notes
from archive.splitting.survey import Survey, news_range, survey
from benchmarks.divisions.kinds import Gold, Kind

Features = dict[str, float]
_LANGUAGE = "en"  # of no consequence for where items begin and end


@dataclass(frozen=True, slots=True)
class Question:
    """A section: the features of each division that fits it, and what the items below it are worth then."""

    features: Sequence[Features]
    worth: Sequence[float]


@dataclass(frozen=True, slots=True)
class KindQuestions:
    """The questions of a kind's issues, with the other issues known, and with each by itself."""

    kind: Kind
    known: Sequence[Question]
    alone: Sequence[Question]


def questions_of(kind: Kind) -> KindQuestions:
    """The questions that a kind's issues pose."""
    surveys = [survey(issue.document) for issue in kind.issues]
    golds = [issue.gold for issue in kind.issues]
    alone = [
        question
        for one, gold in zip(surveys, golds, strict=True)
        for question in _questions(one, NO_HABITS, gold)
    ]
    if kind.unrelated:
        return KindQuestions(kind, alone, alone)
    known = [
        question
        for at, (one, gold) in enumerate(zip(surveys, golds, strict=True))
        for question in _questions(one, _habits(surveys, at), gold)
    ]
    return KindQuestions(kind, known, alone)


def _habits(surveys: Sequence[Survey], at: int) -> Habits:
    """The habits of the issues around one."""
    near = sorted((other for other in range(len(surveys)) if other != at), key=lambda other: abs(other - at))
    return habits_of([surveys[other].traits for other in near[: 2 * NEIGHBOURS]])


def _questions(surveyed: Survey, habits: Habits, gold: Gold) -> list[Question]:
    root = _outline(surveyed, habits)
    view = view_of(root, habits)
    best: dict[int, float] = {}
    found = []
    for place in reversed(list(places(root))):
        below = sum(best[id(child)] for child in place.section.children)
        question = _question(place, view, gold, below)
        best[id(place.section)] = max(question.worth)
        found.append(question)
    return found


def _outline(surveyed: Survey, habits: Habits) -> Section:
    """The outline of an issue as the splitter divides it."""
    body = surveyed.body
    removed = find_repeated(body, habits.lines) | find_sponsored(body) | find_continuation_notes(body)
    kept = tuple(block for at, block in enumerate(body) if at not in removed)
    start, end = news_range(kept, surveyed.masthead)
    news = kept[start:end]
    return build_outline(mark_headlines(news, headline_strategies(news), habits).blocks)


def _question(place: Place, view: IssueView, gold: Gold, below: float) -> Question:
    """`below` is what the sections below are worth at best; a division that swallows them goes without."""
    shared = section_features(place, view)
    features, worth = [], []
    for records in divisions_of(place.section):
        features.append(
            static_features(records, place, view, shared) | recurrence_features(records, place, view)
        )
        own = sum(gold.worth(item) for item in _items(records))
        worth.append(own if records.division is Division.WHOLE else own + below)
    return Question(features, worth)


def _items(records: Records) -> Iterator[Item]:
    for story in _stories(records):
        yield build_item(story, 1, _LANGUAGE)


def _stories(records: Records) -> Iterable[Story]:
    """The stories that a division makes."""
    if records.division is Division.NONE:
        return
    if records.division in SINGLE:
        blocks, heading = records.records[0], records.heading
        if any(block.text for block in blocks):
            yield Story(blocks, heading)
        elif heading:
            yield Story((heading,))
        return
    for record in records.records:
        if not any(block.text for block in record):
            continue
        if records.division is Division.ENTRIES:
            yield from entry_stories(record, ())
        else:
            yield Story(record)
