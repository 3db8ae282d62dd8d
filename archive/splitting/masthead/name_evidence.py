"""The evidence for a publication's name: where in an issue it stands, and what else there bears it out.

Each place that may name the publication gives candidates, with a weight for how much it is to be trusted. A
candidate gains by words that are common in titles of periodicals, and by every further place that has its
words; it loses by what headlines have and names have not. The candidate of the greatest score is the name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.document import Block, BlockKind, Document
from archive.splitting.furniture import is_line
from archive.splitting.masthead.publication_name import (
    declared_name,
    name_of_file,
    name_of_folder,
    read_name,
    sender_of,
    sites_of,
)
from archive.splitting.masthead.title_parts import TitleRole, title_parts
from archive.splitting.masthead.words import is_generic, is_series_word, numbered_opening, self_references


class NamePlace(StrEnum):
    """Where a candidate stands."""

    DECLARED = "metadata"
    NUMBERED = "before the number"
    DATED = "beside the date"
    PRINTED = "first lines"
    SENDER = "sender"
    SITE = "site"
    REFERENCE = "text"
    TITLE = "title"
    TITLE_PART = "part of the title"
    SUBJECT = "behind the number"
    FILE = "file name"


_WEIGHTS = {
    NamePlace.DECLARED: 100.0,
    NamePlace.NUMBERED: 5.0,
    NamePlace.DATED: 4.0,
    NamePlace.PRINTED: 4.5,
    NamePlace.SENDER: 4.5,
    NamePlace.SITE: 3.5,
    NamePlace.REFERENCE: 3.0,
    NamePlace.TITLE: 3.0,
    NamePlace.TITLE_PART: 2.0,
    NamePlace.SUBJECT: 1.0,
    NamePlace.FILE: 0.5,
}
_OF_ROLE = {
    TitleRole.NUMBERED: NamePlace.NUMBERED,
    TitleRole.DATED: NamePlace.DATED,
    TitleRole.WHOLE: NamePlace.TITLE,
    TitleRole.PART: NamePlace.TITLE_PART,
    TitleRole.SUBJECT: NamePlace.SUBJECT,
}
_SERIES_WORD, _ELSEWHERE, _LIKE_A_HEADLINE, _GENERIC = 2.0, 1.5, -2.5, -8.0
MIN_SCORE = 1.0
"""The score below which a candidate is a mere guess."""
_ONE_WORD = -2.0  # that nothing else bears out, from a file name or the text
_AGAIN, _MAX_AGAIN = 0.5, 3  # further references in the text
_MAX_NAME_WORDS = 7
_HEADLINE = re.compile(r"[,;?!…]|\.$|\.\s|['’]s\s.*\s(?:is|are|was)\s")
_WORDS = re.compile(r"\w+")
_FRONT_PAGE = re.compile(r"(?:https?://[^/?#]+)?/?(?:\./)?(?:index\.\w+)?", re.IGNORECASE)
_HEAD_BLOCKS, _MENU_LINKS = 6, 3
_END_BLOCKS, _MAX_TEXT = 12, 600  # blocks at either end where an issue speaks of itself; characters of each


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A name that the publication may have, the best place that gives it, and a score."""

    name: str
    place: NamePlace
    score: float

    @property
    def key(self) -> str:
        """The words of the name, by which two ways of writing it are the same."""
        return folded(self.name)


def folded(text: str) -> str:
    """The words of a text in lower case, with single spaces between them."""
    return " ".join(_WORDS.findall(text.casefold()))


def name_candidates(document: Document, printed: Sequence[str]) -> tuple[NameCandidate, ...]:
    """The candidates that an issue gives, best first; `printed` are the lines of its masthead with names."""
    found: dict[str, list[tuple[NamePlace, str]]] = {}
    for place, name in _found(document, printed):
        if key := folded(name):
            found.setdefault(key, []).append((place, name))
    ranked = [_scored(key, places, found) for key, places in found.items()]
    return tuple(sorted(ranked, key=lambda candidate: -candidate.score))


def _found(document: Document, printed: Sequence[str]) -> Iterator[tuple[NamePlace, str]]:
    yield NamePlace.DECLARED, declared_name(document).publication
    for part in title_parts(document.title):
        yield _OF_ROLE[part.role], part.name
    for part in title_parts(printed[0]) if printed else ():
        place = _OF_ROLE[part.role]
        yield NamePlace.PRINTED if place is NamePlace.TITLE else place, part.name
    for line in printed[1:]:
        yield NamePlace.TITLE_PART, read_name(line).publication
    yield NamePlace.SENDER, sender_of(document)
    for site in (*sites_of(document), _link_home(document.blocks)):
        for part in title_parts(site):
            yield NamePlace.SITE, part.name
    for name in _references(document.blocks):
        yield NamePlace.REFERENCE, name
    yield NamePlace.FILE, name_of_file(document.name)


def _link_home(blocks: Sequence[Block]) -> str:
    """The text of the first link to the front page of a site that opens a line or a menu at the top."""
    for block in blocks[:_HEAD_BLOCKS]:
        if not (is_line(block) or len(block.links) >= _MENU_LINKS):
            return ""
        opening = block.links[0] if block.links and block.kind is not BlockKind.LIST_ITEM else None
        if opening is None or opening.start or not _FRONT_PAGE.fullmatch(opening.url):
            continue
        if opening.text == block.text or len(block.links) >= _MENU_LINKS:
            return opening.text if len(_WORDS.findall(opening.text)) <= _MAX_NAME_WORDS else ""
    return ""


def _references(blocks: Sequence[Block]) -> Iterator[str]:
    """The names by which an issue calls itself at its beginning and end."""
    ends = blocks if len(blocks) <= 2 * _END_BLOCKS else (*blocks[:_END_BLOCKS], *blocks[-_END_BLOCKS:])
    for block in blocks[:_HEAD_BLOCKS]:
        if opening := numbered_opening(block.text[:_MAX_TEXT]):
            yield opening
    for block in ends:
        if block.kind is not BlockKind.LIST_ITEM:
            yield from self_references(block.text[:_MAX_TEXT])


def _scored(
    key: str, places: Sequence[tuple[NamePlace, str]], found: dict[str, list[tuple[NamePlace, str]]]
) -> NameCandidate:
    """The candidate of a key: its best place, what bears it out elsewhere, and what it looks like."""
    place = max((place for place, _ in places), key=_WEIGHTS.__getitem__)
    name = max(places, key=lambda given: (_is_mixed_case(given), _WEIGHTS[given[0]]))[1]
    counts = Counter(other for other, _ in places)
    inside = {
        other
        for text, given in found.items()
        if text != key and contains(text, key)
        for other, _ in given
        if _WEIGHTS[other] <= _WEIGHTS[place]
    }
    elsewhere = (inside | set(counts)) - {place}
    again = min(counts[NamePlace.REFERENCE] - 1, _MAX_AGAIN)
    score = _WEIGHTS[place] + _ELSEWHERE * len(_kinds(elsewhere)) + _AGAIN * max(again, 0) + shape_of(name)
    if place in (NamePlace.FILE, NamePlace.REFERENCE) and not elsewhere and _is_one_plain_word(name):
        score += _ONE_WORD
    return NameCandidate(name, place, score)


def _is_one_plain_word(name: str) -> bool:
    return len(_WORDS.findall(name)) == 1 and not is_series_word(name)


def _is_mixed_case(given: tuple[NamePlace, str]) -> bool:
    place, name = given
    return place is not NamePlace.FILE and not name.isupper() and not name.islower()


def contains(text: str, key: str) -> bool:
    """Whether a folded text has the words of a key in a row."""
    return f" {key} " in f" {text} "


def _kinds(places: Iterable[NamePlace]) -> set[NamePlace]:
    """The places that are independent of one another."""
    of_title = (NamePlace.TITLE, NamePlace.TITLE_PART, NamePlace.SUBJECT, NamePlace.FILE)
    return {NamePlace.TITLE if place in of_title else place for place in places}


def shape_of(name: str) -> float:
    """What the words of a name add to its score: names of periodicals gain, headlines lose."""
    if is_generic(name):
        return _GENERIC
    score = _SERIES_WORD if is_series_word(name) else 0.0
    words = len(_WORDS.findall(name))
    if words > _MAX_NAME_WORDS:
        score += _LIKE_A_HEADLINE
    return score + (_LIKE_A_HEADLINE if _HEADLINE.search(name) else 0.0)


def choose_name(candidates: Sequence[NameCandidate], file_name: str) -> str:
    """The best candidate if it is no mere guess, else the name of the folder, else a guess.

    For "Week ending" in `lwkd/2024-05-05-update.md` it is "LWKD".
    """
    if candidates and candidates[0].score >= MIN_SCORE:
        return candidates[0].name
    guesses = sorted(candidates, key=lambda candidate: candidate.place is NamePlace.FILE)
    return name_of_folder(file_name) or next((guess.name for guess in guesses), "")
