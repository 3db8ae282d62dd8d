"""Whether a sentence looks ahead to a spot or back at it, by the word nearest to it that shows its time."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto

from archive.tagging.events.date_spans import Kind, Spot
from archive.tagging.events.event_words import words


class View(Enum):
    """Which way a sentence looks at a spot; BY_DEFAULT where nothing shows it."""

    BACK = auto()
    AHEAD = auto()
    BY_DEFAULT = auto()


_WORDS = words()
_WORD = re.compile(r"['’]ll|[a-z]+(?:['’-][a-z]+)*")
_DUE = re.compile(
    r"\b(?:until|till|by|no\s+later\s+than|not\s+before|due|(?:scheduled|slated|planned|set)\s+for|"
    r"starting|beginning|effective|ahead\s+of|from)\s+(?:in\s+|on\s+|the\s+)*$",
    re.IGNORECASE,
)
# "China to host talks on Monday"; "Toll rises to 30" has no such subject
_HEADLINE = re.compile(
    r"(?!\w+\s+(?:\w+\s+)?(?:rises|falls|climbs|drops|grows|returns|goes|moves|comes|leads|responds|reacts|fails)\b)"
    r"(?:[\w’'.-]+\s+){1,4}to\s+(?!the\b|an?\b|at\b)[a-z]+"
)
_PLURAL = re.compile(r"(?!this$|thus$)[a-z]{2,}[a-rt-z]s|mps")
_MAY = re.compile(r"\bMay\b")  # the month, which is no "may"
_LOOK_BACK = 24
_NEAR = 300
_OBJECT = 4
_CLAUSE = 6
_SHORTEST_PAST = 4


def view(text: str, spot: Spot, sentence: tuple[int, int], *, headline: bool = False) -> View:
    """Which way the sentence looks at a spot."""
    if spot.ahead is not None:
        return View.AHEAD if spot.ahead else View.BACK
    due = _DUE.search(text, max(spot.start - _LOOK_BACK, sentence[0]), spot.start)
    end = due.start() if due else spot.start
    lead = _split(text, max(sentence[0], end - _NEAR), end)
    if lead and lead[-1] == "since":
        return View.BACK
    before = _first(lead, range(len(lead) - 1, -1, -1))
    if due:
        return View.BACK if _is_over(due.group().split()[0].lower(), spot, lead, before) else View.AHEAD
    if before is not View.BY_DEFAULT:
        return before
    rest = _split(text, spot.end, min(sentence[1], spot.end + _NEAR))
    after = _first(rest, range(len(rest)))
    if after is not View.BY_DEFAULT:
        return after
    if headline and len(text) < _NEAR and _HEADLINE.match(text):
        return View.AHEAD
    return View.BACK if spot.kind is Kind.WEEKDAY else View.BY_DEFAULT


def _is_over(due: str, spot: Spot, lead: Sequence[str], before: View) -> bool:
    """Whether what was due is behind: "had offered money until December", "by Monday, forty had died"."""
    if due == "from" and spot.kind is Kind.RANGE:
        return before is not View.AHEAD
    weak = due in ("by", "from") and spot.kind is not Kind.YEAR
    return before is View.BACK and (weak or "had" in lead[-_CLAUSE:])


def _split(text: str, start: int, end: int) -> list[str]:
    return _WORD.findall(_MAY.sub("", text[start:end]).lower().replace("’", "'"))


def _first(told: Sequence[str], order: Iterable[int]) -> View:
    """What the first word, in an order, that shows a time shows."""
    for at in order:
        found = _shown(told, at)
        if found is not View.BY_DEFAULT:
            return found
    return View.BY_DEFAULT


def _shown(told: Sequence[str], at: int) -> View:
    word, last = told[at], told[at - 1] if at else ""
    if (last, word) in _WORDS.ahead_pairs:
        return View.AHEAD
    if word == "to":
        bent = last in _WORDS.bent_on or not _WORDS.asking.isdisjoint(told[max(at - _OBJECT, 0) : at])
        return View.AHEAD if bent else View.BY_DEFAULT
    if _is_past(word):
        return View.AHEAD if _is_to_come(told, at) else View.BACK
    if word in _WORDS.ahead_of_many and _PLURAL.fullmatch(last):
        return View.AHEAD
    return View.AHEAD if word in _WORDS.ahead else View.BY_DEFAULT


def _is_past(word: str) -> bool:
    if word in _WORDS.back:
        return True
    return word.endswith("ed") and len(word) >= _SHORTEST_PAST and word not in _WORDS.no_past


def _is_to_come(told: Sequence[str], at: int) -> bool:
    """Whether a participle belongs to something yet to be: "to be held", "until an election is held"."""
    before = told[max(at - _CLAUSE, 0) : at]
    while before and before[-1].endswith("ly"):
        before = before[:-1]
    return bool(before) and (
        before[-1] in ("be", "being") or (before[-1] in ("is", "are") and "until" in before)
    )
