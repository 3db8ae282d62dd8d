"""The tense of the sentence around a time expression, and the reading of the expression that fits it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum, auto

from archive.tagging.events.attributes import EventNoun, event_noun, noun_end
from archive.tagging.events.event_words import event_words
from archive.tagging.events.time_expressions import DateSpan, ExpressionKind, TimeExpression


class Tense(Enum):
    """Whether a sentence tells of what was or of what is to come; UNMARKED where no word shows it."""

    PAST = auto()
    FUTURE = auto()
    UNMARKED = auto()


_WORDS = event_words()
_WORD = re.compile(r"['’]ll|[a-z]+(?:['’-][a-z]+)*")
_DUE = re.compile(
    r"\b(?:until|till|by|no\s+(?:later|earlier|sooner)\s+than|not\s+before|due|(?:scheduled|slated|planned|set)\s+for|"
    r"starting|beginning|effective|ahead\s+of)\s+(?:at\s+least\s+|in\s+|on\s+|the\s+)*$|\bfrom\s+(?:in\s+|on\s+)*$",
    re.IGNORECASE,
)
# "China to host talks on Monday"; "Toll rises to 30" has no such subject
_HEADLINE = re.compile(
    r"(?!\w+\s+(?:\w+\s+)?(?:rises|falls|climbs|drops|grows|returns|goes|moves|comes|leads|responds|reacts|fails)\b)"
    r"(?:[\w’'.-]+\s+){1,4}to\s+(?!the\b|an?\b|at\b)[a-z]+"
)
_PLURAL = re.compile(r"(?!this$|thus$)[a-z]{2,}[a-rt-z]s|mps")
# the month, which is no "may", and names such as Ahmed, which are no past forms
_NAME = re.compile(r"\bMay\b|(?<=\s)[A-Z]\w*ed\b")
_LOOK_BACK = 24
# "…, and on Saturday more aid is to arrive": the words behind the day tell
_CLAUSE_START = re.compile(
    r"(?:[;—–]\s+(?:and\s+)?(?:(?:on|in)\s+)?|,\s+(?:and|but|while|yet)\s+(?:on|in)\s+)(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
_MAX_DISTANCE = 300
_OBJECT = 4
_CLAUSE = 6
_SUBJECT = 4
_FINITE_PAST = frozenset({"was", "were", "had", "did"})
_MIN_PAST_LENGTH = 4
# A day against the tense of its sentence counts as so many.
_AGAINST_WEEKDAY, _AGAINST = 12.0, 8.0


def tense_of(
    text: str, expression: TimeExpression, sentence: tuple[int, int], *, headline: bool = False
) -> Tense:
    """The tense that the word nearest to the expression shows, of those before it first."""
    if expression.ahead is not None:
        return Tense.FUTURE if expression.ahead else Tense.PAST
    due = _DUE.search(text, max(expression.start - _LOOK_BACK, sentence[0]), expression.start)
    end = due.start() if due else expression.start
    low = max(sentence[0], end - _MAX_DISTANCE)
    clause = max(text.rfind(";", low, end) + 1, low)
    lead = _split(text, clause, end)
    if due:
        return _tense_of_due(due.group().split()[0].lower(), text, expression, sentence, lead)
    is_bare = expression.kind is ExpressionKind.MONTH and not expression.dated
    if is_bare and (noun := event_noun(text, expression)):
        return _tense_of_event(text, expression, sentence, noun, lead)
    if lead and lead[-1] == "since":
        return Tense.PAST
    opens_clause = bool(_CLAUSE_START.search(text, max(low, end - _LOOK_BACK), end))
    found = Tense.UNMARKED if opens_clause else _tense_before(lead)
    if found is Tense.UNMARKED:
        found = _tense_after(_words_after(text, expression.end, sentence))
    if found is Tense.UNMARKED and (opens_clause or clause > low):
        found = _tense_before(_split(text, low, end))
    if found is not Tense.UNMARKED:
        return found
    if headline and len(text) < _MAX_DISTANCE and _HEADLINE.match(text):
        return Tense.FUTURE
    return Tense.PAST if expression.kind is ExpressionKind.WEEKDAY else Tense.UNMARKED


def _tense_of_event(
    text: str, expression: TimeExpression, sentence: tuple[int, int], noun: EventNoun, lead: Sequence[str]
) -> Tense:
    """The tense of "his upcoming April visit": of its adjective, else, if it is the subject, of its verb."""
    if lead and lead[-1] in _WORDS.ahead:
        return Tense.FUTURE
    if noun is EventNoun.UNPLANNED:
        return Tense.PAST
    if len(lead) > _SUBJECT:
        return Tense.UNMARKED
    return _tense_after(_words_after(text, noun_end(text, expression), sentence)[:_SUBJECT])


def _tense_of_due(
    due: str, text: str, expression: TimeExpression, sentence: tuple[int, int], lead: Sequence[str]
) -> Tense:
    """Future, but past in "had offered money until December", "by Monday, forty had died"."""
    before = _tense_before(lead, _WORDS.telling)
    rest = _words_after(text, expression.end, sentence)
    if due == "from" and expression.kind is ExpressionKind.RANGE:
        if before is not Tense.UNMARKED:
            return before
        return Tense.FUTURE if "announces" in lead else _tense_after(rest)
    if not lead:
        is_over = not _FINITE_PAST.isdisjoint(rest) and _WORDS.ahead.isdisjoint(rest)
    else:
        weak = due in ("by", "from") and expression.kind is not ExpressionKind.YEAR
        is_over = before is Tense.PAST and (weak or "had" in lead[-_CLAUSE:])
    return Tense.PAST if is_over else Tense.FUTURE


def _words_after(text: str, start: int, sentence: tuple[int, int]) -> list[str]:
    return _split(text, start, min(sentence[1], start + _MAX_DISTANCE))


def _split(text: str, start: int, end: int) -> list[str]:
    return _WORD.findall(_NAME.sub("", text[start:end]).lower().replace("’", "'"))


def _tense_before(words: Sequence[str], without: frozenset[str] = frozenset()) -> Tense:
    """The tense that the last of the words shows that shows one."""
    return _first_tense(words, range(len(words) - 1, -1, -1), without)


def _tense_after(words: Sequence[str]) -> Tense:
    """The tense that the first of the words shows that shows one."""
    return _first_tense(words, range(len(words)))


def _first_tense(words: Sequence[str], order: Iterable[int], without: frozenset[str] = frozenset()) -> Tense:
    """The tense of the first word, in an order, that shows one."""
    for at in order:
        found = _tense_at(words, at)
        if found is not None and words[at] not in without:
            return found
    return Tense.UNMARKED


def _tense_at(words: Sequence[str], at: int) -> Tense | None:
    """The tense that a word shows, UNMARKED for that of "is closed"; None for most words."""
    word, last = words[at], words[at - 1] if at else ""
    if (last, word) in _WORDS.ahead_pairs:
        return Tense.FUTURE
    if word == "to":
        bent = last in _WORDS.bent_on or not _WORDS.asking.isdisjoint(words[max(at - _OBJECT, 0) : at])
        return Tense.FUTURE if bent else None
    if _is_past(word):
        return _tense_of_past_form(words, at)
    if word in _WORDS.ahead_of_many and _PLURAL.fullmatch(last):
        return Tense.FUTURE
    return Tense.FUTURE if word in _WORDS.ahead else None


def _is_past(word: str) -> bool:
    if word in _WORDS.back:
        return True
    return word.endswith("ed") and len(word) >= _MIN_PAST_LENGTH and word not in _WORDS.no_past


def _tense_of_past_form(words: Sequence[str], at: int) -> Tense:
    """Future in "to be held" and "until an election is held"; unmarked in "is closed"; else past."""
    before = words[max(at - _CLAUSE, 0) : at]
    while before and before[-1].endswith("ly"):
        before = before[:-1]
    helper = before[-1] if before else ""
    if helper in ("be", "being") or (helper in ("is", "are") and "until" in before):
        return Tense.FUTURE
    return Tense.UNMARKED if helper in ("is", "are") else Tense.PAST


def nearest_reading(expression: TimeExpression, anchor: date | None, tense: Tense) -> DateSpan | None:
    """The reading nearest to the anchor, the day of the issue; None where there are several and no anchor."""
    if len(expression.readings) == 1:
        return expression.readings[0]
    if anchor is None:
        return None
    return min(expression.readings, key=lambda span: _distance(expression, span, anchor, tense))


def _distance(expression: TimeExpression, span: DateSpan, anchor: date, tense: Tense) -> float:
    """How far a span lies from the anchor, in days; days against the sentence's tense count for more."""
    past, future = (anchor - span.last).days, (span.first - anchor).days
    if tense is Tense.FUTURE:
        factor = _AGAINST_WEEKDAY if expression.kind is ExpressionKind.WEEKDAY else _AGAINST
        return future if future >= 0 else max(factor * past, 0)
    if tense is Tense.PAST:
        return past if past >= 0 else _AGAINST_WEEKDAY * -past
    return past if past >= 0 else 2.0 * max(future, 0)
