"""Cue words: a bare month or year dates an event only after a word that says so, as in "since March"."""

import re
from datetime import date

from archive.models import Precision
from archive.tagging.events.attributes import is_attribute
from archive.tagging.events.event_words import event_words
from archive.tagging.events.time_expressions import ExpressionKind, TimeExpression

_LOOK_BACK = 48
_WORDS = event_words()
_AS_OF = re.compile(r"\bas\s+(?:of|at|in)\s+$", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:(?:in|since|by|until|till|(?P<loose>before|after|during|within|throughout|through)|between|starting|"
    r"beginning|effective|back\s+(?:to|in)|(?:no\s+)?later\s+than|not\s+before|month\s+of|year|late|early|"
    r"as\s+(?:early|late)\s+as|only)"
    r"|(?:scheduled|planned|set|slated|due|targeted|expected|earmarked|called|plans?|aiming|candidates?)\s+for"
    r"|(?:postponed|delayed|pushed|moved|deferred|adjourned|extended|brought\s+forward)(?:\s+[\w-]+){0,4}?"
    r"\s+(?:to|until|for))\s+(?:at\s+least\s+|the\s+year\s+|(?:the\s+)?month\s+of\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
# What may stand after "after 2019"; in "after 2019 amendments" the year names no time of its own.
_FREE = re.compile(
    r"\s*[^\s\w]|\s*$|\s+(?:the|an?|and|or|but|when|as|to|with|for|at|on|in|if|s?he|it|they|that|which|who|is|are|was|"
    r"were|will|would|has|had|have|by|because|[A-Z0-9]\S*)\b"
)
# "by May", "to May" and the like may be a person's doing.
_PERSON = re.compile(r"\b(?:through|year|only|to)\s+$", re.IGNORECASE)
_OF = re.compile(r"\b(?P<word>[a-z]\w+)\s+of\s+$")
_PLURAL = re.compile(r"\s+(?!was\b|is\b|has\b|as\b|does\b|says\b)[a-z]+s\b")  # "owners of 2019 models"
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_NEXT = re.compile(r"\s+(?P<word>\w+)(?P<second>\s+Cup\b)?")


def has_cue(text: str, expression: TimeExpression, issued: date | None, *, chained: bool) -> bool:
    """Whether an expression has the cue that its kind needs; `chained`: it is joined to one that has."""
    if expression.kind is ExpressionKind.WHOLE:
        return False
    if expression.kind is ExpressionKind.YEAR:
        return not _is_own(expression, issued) and (
            chained or _has_place(text, expression, issued) or is_attribute(text, expression)
        )
    if expression.kind is not ExpressionKind.MONTH:
        return True
    low = max(expression.start - _LOOK_BACK, 0)
    if _AS_OF.search(text, low, expression.start):
        return False
    if expression.dated or chained or is_attribute(text, expression):
        return True
    if text.startswith("May", expression.start) and _PERSON.search(text, low, expression.start):
        return False
    return _has_place(text, expression, issued)


def _has_place(text: str, expression: TimeExpression, issued: date | None) -> bool:
    low = max(expression.start - _LOOK_BACK, 0)
    if _is_counted(text, expression):
        return False
    if place := _PLACE.search(text, low, expression.start):
        return place["loose"] is None or bool(_FREE.match(text, expression.end))
    if _FROM.search(text, low, expression.start):
        return expression.is_after(issued)
    of = _OF.search(text, low, expression.start) if expression.kind is ExpressionKind.YEAR else None
    if of is None or of["word"] in _WORDS.amounts:
        return False
    return not _PLURAL.match(text, expression.end)


def _is_counted(text: str, expression: TimeExpression) -> bool:
    """Whether figures count something, or belong to what follows: "in 2000 cases", "in 2026 World Cup"."""
    after = _NEXT.match(text, expression.end)
    if after is None:
        return False
    word = after["word"]
    return word.lower() in _WORDS.counted or (word.isupper() and len(word) > 1) or bool(after["second"])


def _is_own(expression: TimeExpression, issued: date | None) -> bool:
    """The year of the issue itself says nothing of when."""
    span = expression.readings[0]
    return bool(issued and span.precision is Precision.YEAR and span.first.year == issued.year)
