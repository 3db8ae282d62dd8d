"""Acronyms that a text explains: "National People's Congress (NPC)" and "NPC (National People's Congress)".

The capitals of the acronym must be the initials of the words, small words counted or not, in their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.tagging.names.lists import name_lists
from archive.tagging.names.name_text import NameText
from archive.vocabularies.acronyms import has_initials, is_acronym

_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class ExplainedAcronym:
    """An acronym, and the words `[first, end)` that it stands for; `place` is where the acronym stands."""

    acronym: str
    first: int
    end: int
    place: int


def explained_acronyms(text: NameText) -> Iterator[ExplainedAcronym]:
    """Every acronym that the text explains, either way round."""
    words = text.words
    for place, word in enumerate(words):
        if word != "(" or place + 2 >= len(words):
            continue
        inside = words[place + 1]
        if words[place + 2] == ")" and is_acronym(inside):
            first = _first_before(text, place, inside)
            if first is not None:
                yield ExplainedAcronym(inside, first, place, place + 1)
        elif place and is_acronym(words[place - 1]) and ")" in words[place : place + _MOST_WORDS + 2]:
            end = words.index(")", place)
            if has_initials(words[place + 1 : end], words[place - 1]):
                yield ExplainedAcronym(words[place - 1], place + 1, end, place - 1)


def _first_before(text: NameText, place: int, acronym: str) -> int | None:
    """Where the nearest words that end before `place` and fit the acronym begin."""
    words, small = text.words, name_lists().small
    for first in range(place - 1, max(-1, place - 1 - _MOST_WORDS), -1):
        word = words[first]
        if not (text.capital[first] or word in small):
            return None
        if text.capital[first] and has_initials(words[first:place], acronym):
            return first
    return None
