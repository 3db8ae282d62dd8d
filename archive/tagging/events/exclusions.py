"""Time expressions that date no event of the item: in names, habits, comparisons, datelines, citations."""

import re
from datetime import date, timedelta

from archive.tagging.events.attributes import event_noun, is_part_of_event
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
_KNOWN_DAYS = {(day.month, day.day): day.year for day in _WORDS.known_days}
_BODY = re.compile(rf"\s+(?:[A-Z]\w+\s+)?(?:{'|'.join(_WORDS.body)})\b")
# "the 17 November group", "the June 16 Youth Centre", but "the June 16 Senate hearing"
_DETERMINED = re.compile(r"\b(?:the|an?|his|her|its|their|our)\s+$", re.IGNORECASE)
_NAME = re.compile(rf"\s+(?:[A-Z][a-z]|(?:{'|'.join(_WORDS.small_body)})\b)")
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\s+of\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)
_RECENT = timedelta(days=60)
_OWNER = re.compile(r"\b(?:the|[a-z]+['’]s|his|her|its|their|of|after|since|before)\s+$", re.IGNORECASE)
_NAMED_DAY = re.compile(rf"\b(?:{'|'.join(_WORDS.named_day)})\s+$")
_NAMED_MONTH = re.compile(rf"\b(?:{'|'.join(_WORDS.named_month)})\s+$")
_PAPER = re.compile(rf"\s+(?:{'|'.join(_WORDS.paper)})\b")
_HABIT = re.compile(
    rf"\b(?:{'|'.join(_WORDS.habit)}|(?:(?:every|each)\s+year|annually|yearly)\s+(?:on|in))\s+$"
    r"|\b(?:on\s+a|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?:after|through))\s+$",
    re.IGNORECASE,
)
_HABIT_AFTER = re.compile(r"\s+(?:every|each)\s+year\b")
# "the following Tuesday", "a week from Monday" are counted from another day than that of the issue
_OTHER_DAY = re.compile(
    r"\b(?:the\s+(?:following|same|preceding)|(?:on|by|until|since)\s+that|(?-i:That)|(?:days?|weeks?|months?)\s+from)\s+$",
    re.IGNORECASE,
)
_IN = r"(?:in\s+|that\s+of\s+|those\s+of\s+|for\s+|at\s+|on\s+)?(?:the\s+)?$"
_AS = r"(?<!early\s)(?<!late\s)(?<!recently\s)(?<!soon\s)as"
_THAN = r"(?<!\bno\slater\s)(?<!\bnot\slater\s)(?<!\bno\searlier\s)(?<!\bnot\searlier\s)than"
_COMPARED = re.compile(
    rf"\b(?:{_THAN}|versus|vs\.?|compared\s+(?:to|with)|against|from|unlike|like|{_AS})\s+{_IN}"
    rf"|\bsame\s+(?:period|time|month|quarter|week|day)\s+(?:of\s+)?{_IN}"
    r"|(?<!took\s)(?<!taken\s)(?<!take\s)(?<!handed\s)(?<!turned\s)(?<!held\s)\bover\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "from 2 billion a year ago"
_COMPARED_AMOUNT = re.compile(
    r"\b(?:from|against|compared\s+(?:to|with))\s+[^\s\w]?\d[\d.,]*(?:\s+(?!since\b|in\b|on\b|by\b)[a-z]+){0,3}\s+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
# "fiscal 2023", "the 2022-23 school year"
_FISCAL = re.compile(
    r"\b(?:fiscal|financial|school|academic|model|FY)(?:[\s-]years?)?\s+(?:\d{4}(?:,\s+|\s+and\s+))*$|\bFY\s?\d+\s+$",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(r"\s+(?:fiscal|financial|school|academic|tax|budget|marketing|crop|model)\s+years?\b")
_CHANGED = re.compile(
    r"\b(?:up|down|r[io]se[ns]?|f[ae]ll[s]?|dropp?(?:s|ed)?|climb(?:s|ed)?|increased?|decreased?|higher|lower|changed?|percent|cent)"
    r"\b|%",
    re.IGNORECASE,
)
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
    if not expression.dated and _HABIT_AFTER.match(text, expression.end):
        return True
    if expression.kind is ExpressionKind.DAY:
        return _is_stamp(text, expression) or _is_name_or_habit(text, expression, issued, before)
    if expression.kind is ExpressionKind.WEEKDAY:
        return _is_no_own_weekday(text, expression, before)
    if expression.kind is ExpressionKind.RANGE or expression.ahead:
        return False
    if _FISCAL.search(before) or _YEAR_OF.match(text, expression.end):
        return True
    return _is_compared(text, expression, issued, before)


def _is_compared(text: str, expression: TimeExpression, issued: date | None, before: str) -> bool:
    """Whether something is only measured against the time: "than last year", "from 2 billion a year ago"."""
    if text.endswith("weekend", expression.start, expression.end) or is_part_of_event(text, expression):
        return False
    if expression.kind is ExpressionKind.PHRASE and _COMPARED_AMOUNT.search(before):
        return True
    if not _COMPARED.search(before):
        return False
    if not _FROM.search(before):
        return True
    # "from mid-May" begins something, unless it changed from what it was then
    return not (expression.is_after(issued) or (len(expression.readings) > 1 and not _CHANGED.search(before)))


def _is_no_own_weekday(text: str, expression: TimeExpression, before: str) -> bool:
    """Whether the weekday is part of a name, a habit, or counted from another day than the issue's."""
    return bool(
        _NAMED_DAY.search(before)
        or _HABIT.search(before)
        or _OTHER_DAY.search(before)
        or _PAPER.match(text, expression.end)
    )


def _is_name_or_habit(text: str, expression: TimeExpression, issued: date | None, before: str) -> bool:
    """Whether a day without a year belongs to a name, comes every year, or is that of some year."""
    if expression.dated:
        return False
    return bool(
        _HABIT.search(before)
        or _NAMED_MONTH.search(before)
        or _ANNIVERSARY.search(before)
        or _BODY.match(text, expression.end)
        or (
            _DETERMINED.search(before)
            and _NAME.match(text, expression.end)
            and not event_noun(text, expression)
        )
        or _is_anniversary(text, expression, issued)
    )


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
    if issued is None or not _NAMED_AFTER.match(text, expression.end):
        return False
    if not _OWNER.search(text, max(expression.start - _LOOK_BACK, 0), expression.start):
        return False
    span = min(expression.readings, key=lambda span: abs(span.first - issued))
    known = _KNOWN_DAYS.get((span.first.month, span.first.day), span.first.year)
    return abs(span.first - issued) > _RECENT or span.first.year > known
