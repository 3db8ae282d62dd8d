"""What of a draft a person should look at: where the parser was unsure, or what came out is unusual.

A doubt's words are its name for good, under which an editor settles it: they hold no figure that a better
parser would change.
"""

from collections.abc import Iterator
from datetime import date
from statistics import median

from archive.models import Candidate, Doubt, Draft, Item
from archive.splitting.furniture import is_furniture_text

_CLOSE = 0.9  # of the best score: a second way that near could be the right one
_ALIKE = 0.15  # of the items: two ways that differ by fewer are as good as one
_WEAK = 0.45  # a score of lines that serve as headlines, below which they are a guess
_MOST = 0.6
_ENOUGH = 3
_LONG, _LONGER = 1200, 8
_SHORT, _USUAL = 4, 20
_UNDIVIDED = 600
_LINE = 200
_APART = 14  # days: an issue may be named for its first day, or for the week before

LOST = "words of the source landed nowhere"
UNFIT = "no mark of the profile is in this issue"


def doubts_of(draft: Draft, *, given: bool, named: date | None = None) -> tuple[Doubt, ...]:
    """All that there is to doubt in a draft, what concerns the whole issue first.

    Items that were `given` apart by the source are as they should be. `named` is the day in the file's name.
    """
    if given:
        return tuple(map(Doubt, _about_words(draft)))
    if draft.date and named and abs((draft.date - named).days) > _APART:
        rest = doubts_of(draft, given=given)
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
    if len(lengths) == 1 and lengths[0] >= _UNDIVIDED:
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
        if of == "headlines" and chosen.score < _WEAK:
            yield f"unsure of the headlines: {chosen.name} hardly fit"
        second = next((other for other in ranked if not other.chosen), None)
        if second and _is_close(chosen, second):
            yield f"unsure of the {of}: {second.name} would fit nearly as well as {chosen.name}"


def _is_close(chosen: Candidate, second: Candidate) -> bool:
    most = max(second.count, chosen.count)
    return abs(second.count - chosen.count) > _ALIKE * most and second.score >= _CLOSE * chosen.score


def _about(item: Item, lengths: list[int]) -> Iterator[Doubt]:
    length, usual = lengths[item.position - 1], median(lengths)
    if not any(character.isalpha() for character in item.headline):
        yield Doubt("a headline without words", item.position)
    if len(lengths) >= _ENOUGH and length >= _MOST * sum(lengths):
        yield Doubt("holds most of the issue's words", item.position)
    elif length >= _LONG and length >= _LONGER * usual:
        yield Doubt("very long beside the others", item.position)
    if length + _words(item.headline) < _SHORT and usual >= _USUAL:
        yield Doubt("very short beside the others", item.position)
    closing = (paragraph.text for paragraph in item.paragraphs[-2:] if len(paragraph.text) <= _LINE)
    if any(map(is_furniture_text, closing)):
        yield Doubt("has a line that looks like no news", item.position)


def _words(text: str) -> int:
    return len(text.split())
