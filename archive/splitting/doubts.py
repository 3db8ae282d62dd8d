"""Doubts about a draft that a person should look at: uncertain decisions of the splitter, unusual results.

The words of a doubt identify it when an editor settles it. They must stay the same for good, and contain no
figure that a better parser would change.
"""

from collections.abc import Iterator
from datetime import date
from statistics import median

from archive.models import Candidate, Doubt, Draft, Item
from archive.splitting.furniture import is_furniture_text

_CLOSE_SCORE_RATIO = 0.9  # of the best score; a second candidate above it could be the right one
_SAME_COUNT_RATIO = 0.15  # of the items; candidates that differ by fewer count as the same
_UNSURE_SCORE = 0.6  # of the items; of issues below it one in four is divided right
_WEAK_SCORE = 0.45  # of a headline strategy; below it the headlines are a guess
_MOST_WORDS_RATIO = 0.6  # of the words of an issue
_MIN_ITEMS = 3  # before one can hold most of the words
_LONG_WORDS, _LONG_RATIO = 1200, 8  # words of an item, and in relation to the median
_SHORT_WORDS, _USUAL_WORDS = 4, 20  # words of an item, and the least median
_LONG_ISSUE_WORDS = 600
_MAX_CLOSING_LENGTH = 200  # characters
_MAX_NAME_DAYS = 14  # an issue may be named for its first day, or for the week before

LOST = "words of the source landed nowhere"
UNFIT = "no mark of the profile is in this issue"


def doubts_of(draft: Draft, *, from_source: bool, name_date: date | None = None) -> tuple[Doubt, ...]:
    """The doubts about a draft, those about the whole issue first.

    `from_source` means that the source delimits the items, so that there is no doubt about them. `name_date`
    is the date in the file's name.
    """
    if from_source:
        return tuple(map(Doubt, _about_words(draft)))
    if draft.date and name_date and abs((draft.date - name_date).days) > _MAX_NAME_DAYS:
        rest = doubts_of(draft, from_source=from_source)
        return (Doubt("the file name gives another day"), *rest)
    lengths = [_words(item.text) for item in draft.items]
    about_items = (doubt for item in draft.items for doubt in _about(item, lengths))
    return (*map(Doubt, _about_issue(draft, lengths)), *about_items)


def _about_issue(draft: Draft, lengths: list[int]) -> Iterator[str]:
    yield from _about_words(draft)
    if UNFIT in draft.reasons:
        yield UNFIT
    if not draft.items:
        yield "no items"
    if draft.date and draft.date_origin == "header" and "last change" in draft.reasons[0]:
        yield "dated by nothing but the file's last change"
    yield from _about_structure(draft)
    if len(lengths) == 1 and lengths[0] >= _LONG_ISSUE_WORDS:
        yield "one long item: nothing in the text sets stories apart"


def _about_words(draft: Draft) -> Iterator[str]:
    if draft.accounting and draft.accounting.nowhere:
        yield LOST
    if not draft.publication:
        yield "no publication named"


def _about_structure(draft: Draft) -> Iterator[str]:
    for of in ("headlines", "items"):
        ranked = [candidate for candidate in draft.candidates if candidate.of == of]
        chosen = next((candidate for candidate in ranked if candidate.chosen), None)
        if chosen is None:
            continue
        if of == "headlines" and chosen.score < _WEAK_SCORE:
            yield f"unsure of the headlines: {chosen.name} hardly fit"
        if of == "items" and chosen.score < _UNSURE_SCORE:
            yield "unsure of the items: some sections could as well be divided otherwise"
        second = next((other for other in ranked if not other.chosen), None)
        if second and _is_close(chosen, second):
            yield f"unsure of the {of}: {second.name} would fit nearly as well as {chosen.name}"


def _is_close(chosen: Candidate, second: Candidate) -> bool:
    difference = abs(second.count - chosen.count)
    is_other_split = difference > _SAME_COUNT_RATIO * max(second.count, chosen.count)
    return is_other_split and second.score >= _CLOSE_SCORE_RATIO * chosen.score


def _about(item: Item, lengths: list[int]) -> Iterator[Doubt]:
    length, usual = lengths[item.position - 1], median(lengths)
    if not any(character.isalpha() for character in item.headline):
        yield Doubt("a headline without words", item.position)
    if len(lengths) >= _MIN_ITEMS and length >= _MOST_WORDS_RATIO * sum(lengths):
        yield Doubt("holds most of the issue's words", item.position)
    elif length >= _LONG_WORDS and length >= _LONG_RATIO * usual:
        yield Doubt("very long beside the others", item.position)
    if length + _words(item.headline) < _SHORT_WORDS and usual >= _USUAL_WORDS:
        yield Doubt("very short beside the others", item.position)
    closing = (
        paragraph.text for paragraph in item.paragraphs[-2:] if len(paragraph.text) <= _MAX_CLOSING_LENGTH
    )
    if any(map(is_furniture_text, closing)):
        yield Doubt("has a line that looks like no news", item.position)


def _words(text: str) -> int:
    return len(text.split())
