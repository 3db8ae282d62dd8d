"""Time expressions that date no event of the item: in names, habits, comparisons, datelines, citations."""

import re
from datetime import date, timedelta

from archive.tagging.events.event_words import event_words
from archive.tagging.events.time_expressions import ExpressionKind, TimeExpression

_LOOK_BACK = 48
_OPENING = 80
_WORDS = event_words()
_NAMED_AFTER = re.compile(
    r"\s+(?:[A-Z]\w+[-\s]+){0,2}?(?:(?:terror(?:ist)?|bomb|armed|deadly|mob|coup)\s+)?"
    rf"(?:{'|'.join(_WORDS.named_after)})\b",
    re.IGNORECASE,
)
_KNOWN_BY_THEIR_DAY = {(9, 11): 2001, (1, 6): 2021, (10, 7): 2023, (7, 7): 2005, (6, 4): 1989}
_RECENT = timedelta(days=60)
_OWNER = re.compile(r"\b(?:the|[a-z]+['’]s|his|her|its|their|of|after|since|before)\s+$", re.IGNORECASE)
_NAMED_DAY = re.compile(rf"\b(?:{'|'.join(_WORDS.named_day)})\s+$")
_PAPER = re.compile(rf"\s+(?:{'|'.join(_WORDS.paper)})\b")
_HABIT = re.compile(
    rf"\b(?:{'|'.join(_WORDS.habit)}|on\s+a|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?:after|through))\s+$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?<!later\s)(?<!earlier\s)than|versus|vs\.?|compared\s+(?:to|with)|against|over|from|unlike|like|as|"
    r"same\s+(?:period|time|month|quarter|week|day)(?:\s+of)?)\s+"
    r"(?:in\s+|that\s+of\s+|those\s+of\s+|for\s+|at\s+|on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_CITED = re.compile(r"\((?:[A-Z][\w.&’'-]*[\s,]+){1,6}$")
_DATELINE = re.compile(r"[A-Z][A-Z .,'’/-]+,\s*$")
_DATELINE_END = re.compile(r"\s*(?:\([^()]{2,40}\)|/[^/]{2,20}/)?\s*(?:--+|[—–]|-\s|:)")
_STAMP = re.compile(
    r"\W*(?:published|posted|updated|last\s+(?:updated|modified)|issued|dated?|created|accessed|retrieved)"
    r"(?:\s+on)?\s*:?\s*$",
    re.IGNORECASE,
)


def is_excluded(
    text: str, expression: TimeExpression, issued: date | None, sentence: tuple[int, int]
) -> bool:
    """Whether a time expression belongs to a name, a habit, a comparison, a dateline or a citation."""
    before = text[max(expression.start - _LOOK_BACK, sentence[0]) : expression.start]
    if expression.kind is ExpressionKind.DAY:
        return _is_stamp(text, expression) or _is_anniversary(text, expression, issued)
    if expression.kind is ExpressionKind.WEEKDAY:
        return bool(_NAMED_DAY.search(before) or _HABIT.search(before) or _PAPER.match(text, expression.end))
    if expression.kind is ExpressionKind.RANGE or expression.ahead:
        return False
    return bool(_COMPARED.search(before)) and not (_FROM.search(before) and expression.is_after(issued))


def _is_stamp(text: str, expression: TimeExpression) -> bool:
    """Whether the day is that of a dateline, of a citation or of the page itself."""
    if expression.start <= _OPENING:
        before = text[: expression.start]
        if _DATELINE.match(before):
            return bool(_DATELINE_END.match(text, expression.end))
        if _STAMP.match(before):
            return True
    if not text.startswith(")", expression.end):
        return False
    return bool(_CITED.search(text, max(expression.start - _LOOK_BACK, 0), expression.start))


def _is_anniversary(text: str, expression: TimeExpression, issued: date | None) -> bool:
    """Whether a day without a year names an event of some year: "the January 6 attack"."""
    if expression.dated or issued is None or not _NAMED_AFTER.match(text, expression.end):
        return False
    if not _OWNER.search(text, max(expression.start - _LOOK_BACK, 0), expression.start):
        return False
    span = min(expression.readings, key=lambda span: abs(span.first - issued))
    known = _KNOWN_BY_THEIR_DAY.get((span.first.month, span.first.day), span.first.year)
    return abs(span.first - issued) > _RECENT or span.first.year > known
