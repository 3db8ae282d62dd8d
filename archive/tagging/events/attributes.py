"""Months and years that stand before the event that they date: "his April visit", "a 2020 accident"."""

import re
from enum import Enum, auto

from archive.tagging.events.event_words import event_words
from archive.tagging.events.time_expressions import ExpressionKind, TimeExpression

_WORDS = event_words()


class EventNoun(Enum):
    """Whether such an event comes unannounced, so that it is past wherever it is told, or can be planned."""

    UNPLANNED = auto()
    PLANNED = auto()


# "the April trade talks", "the 2015 nuclear deal": names and adjectives may stand between, and one other word
# before a singular: "a 2017 data breach"
_NOUN = re.compile(
    r"(?:\s*(?:,|\band\b|\bor\b)\s*(?:the\s+)?(?:[A-Z][a-z]+|[12]\d{3}))?(?P<owner>['’]s)?\s+"
    r"(?:(?:[A-Z][\w.’'–-]*|[\w’'–]+(?:-[\w’'–]+)+|[a-z]+(?:al|ary|ic|ive|ous|ful|ed)"
    rf"|{'|'.join(sorted(_WORDS.before_event))})\s+){{0,4}}?"
    rf"(?:(?P<other>(?!(?:{'|'.join(sorted(_WORDS.no_noun))})\b)[a-z]+)\s+)?"
    rf"(?:(?P<unplanned>{'|'.join(sorted(_WORDS.unplanned))})|{'|'.join(sorted(_WORDS.planned))})"
    r"(?(other)|(?:e?s)?)\b(?![-–])"
)
_OWNED = re.compile(
    r"(?:\b(?:the|an?|this|that|his|her|its|their|our|my|upcoming|planned|of)|['’]s|s['’])\s+$"
)
_NAME = re.compile(
    r"\b(?!(?:The|An?|His|Her|Its|Their|Our|My|This|That|In|On|At|For|With|From|Of|By|To|And|But|Since|After|Before|During"
    r"|Over|Until|Despite|Unlike|Like|Following|Amid)\b)[A-Z][\w.-]*\s+$"
)
_BARE = (ExpressionKind.MONTH, ExpressionKind.YEAR)
_LOOK_BACK = 24


def event_noun(text: str, expression: TimeExpression) -> EventNoun | None:
    """What kind of event the word after an expression names; None where it names none."""
    found = _NOUN.match(text, expression.end)
    if found is None:
        return None
    return EventNoun.UNPLANNED if found["unplanned"] else EventNoun.PLANNED


def is_part_of_event(text: str, expression: TimeExpression) -> bool:
    """Whether a time tells which event is meant: "last Thursday's raid", "the 2016 election"."""
    found = _NOUN.match(text, expression.end)
    return found is not None and (found["owner"] is not None or expression.kind in _BARE)


def is_attribute(text: str, expression: TimeExpression) -> bool:
    """Whether a month or a year dates the event whose noun follows it."""
    if event_noun(text, expression) is None:
        return False
    low = max(expression.start - _LOOK_BACK, 0)
    if expression.kind is ExpressionKind.YEAR:
        return not _NAME.search(text, low, expression.start)  # "Euro 2024 final"
    return not text.startswith("May", expression.start) or bool(_OWNED.search(text, low, expression.start))


def noun_end(text: str, expression: TimeExpression) -> int:
    """Where the noun of the event ends."""
    found = _NOUN.match(text, expression.end)
    return found.end() if found else expression.end
