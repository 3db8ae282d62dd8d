"""Acronyms that a text explains: "National People's Congress (NPC)" and "NPC (National People's Congress)".

The capitals of the acronym must be the initials of the words, small words counted or not, in their order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.tagging.names.lists import name_lists, without_accents
from archive.tagging.names.name_text import NameText

_ACRONYM = re.compile(r"[A-Z][A-Za-z]?(?:[A-Z&.\-][A-Za-z]?){1,7}")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Explained:
    """An acronym, and the words `[first, end)` that it stands for; `place` is where the acronym stands."""

    acronym: str
    first: int
    end: int
    place: int


def explained(text: NameText) -> Iterator[Explained]:
    """Every acronym that the text explains, either way round."""
    words = text.words
    for place, word in enumerate(words):
        if word != "(" or place + 2 >= len(words):
            continue
        inside = words[place + 1]
        if words[place + 2] == ")" and is_acronym(inside):
            first = _first_before(text, place, inside)
            if first is not None:
                yield Explained(inside, first, place, place + 1)
        elif place and is_acronym(words[place - 1]) and ")" in words[place : place + _MOST_WORDS + 2]:
            end = words.index(")", place)
            if _fits(words[place + 1 : end], words[place - 1]):
                yield Explained(words[place - 1], place + 1, end, place - 1)


def is_acronym(word: str) -> bool:
    """Whether a word looks like an acronym: two capitals or more, and few small letters."""
    return bool(_ACRONYM.fullmatch(word)) and sum(c.isupper() for c in word) * 2 > len(word)


def stands_for(acronym: str, name: str) -> bool:
    """Whether the capitals of `acronym` are the initials of `name`."""
    return _fits(name.replace("’", "'").split(), acronym)


def _first_before(text: NameText, place: int, acronym: str) -> int | None:
    """Where the nearest words that end before `place` and fit the acronym begin."""
    words, small = text.words, name_lists().small
    for first in range(place - 1, max(-1, place - 1 - _MOST_WORDS), -1):
        word = words[first]
        if not (text.capital[first] or word in small):
            return None
        if text.capital[first] and _fits(words[first:place], acronym):
            return first
    return None


def _fits(words: list[str], acronym: str) -> bool:
    letters = [c for c in acronym if c.isupper()]
    parts = [part for word in words for part in without_accents(word).replace("–", "-").split("-") if part]
    small = name_lists().small
    if not parts or not letters or parts[0] in small:
        return False
    large = [part[0] for part in parts if part not in small and part[0].isalnum()]
    every = [part[0].upper() for part in parts if part[0].isalnum()]
    return len(letters) > 1 and (large == letters or every == letters)
