"""Acronyms: which words look like one, and which names one may stand for."""

import re
from collections.abc import Sequence
from functools import cache

from archive.data_files import read_toml
from archive.vocabularies.folding import without_accents

_ACRONYM = re.compile(r"[A-Z][A-Za-z]?(?:[A-Z&.\-][A-Za-z]?){1,7}")


def is_acronym(word: str) -> bool:
    """Whether a word looks like an acronym: two capitals or more, and few small letters."""
    return bool(_ACRONYM.fullmatch(word)) and sum(c.isupper() for c in word) * 2 > len(word)


def is_word(word: str) -> bool:
    """Whether what may be an acronym is a common word when it is written small: "who", "aids"."""
    return word in _words("words_too")


def stands_for(acronym: str, name: str) -> bool:
    """Whether the capitals of `acronym` are the initials of `name`."""
    return has_initials(name.replace("’", "'").split(), acronym)


def has_initials(words: Sequence[str], acronym: str) -> bool:
    """Whether an acronym's capitals are the initials of the words in order, small words counted or not."""
    letters = [c for c in acronym if c.isupper()]
    parts = [part for word in words for part in without_accents(word).replace("–", "-").split("-") if part]
    small = _words("small")
    if not parts or not letters or parts[0] in small:
        return False
    large = [part[0] for part in parts if part not in small and part[0].isalnum()]
    every = [part[0].upper() for part in parts if part[0].isalnum()]
    return len(letters) > 1 and (large == letters or every == letters)


@cache
def _words(key: str) -> frozenset[str]:
    """A word list of `names.toml`."""
    return frozenset(read_toml("names.toml")[key].split())
