"""How text becomes tokens: one analysis for every engine, for queries and for highlights.

A word is a run of letters, digits and their marks (combining accents, Indic vowel signs); it may have single
dots inside (`u.s`, `4.5`). An apostrophe ends it, and a possessive `'s` is left out (`China's` is `china`).
Words are folded: accents, invisible joiners and soft hyphens are removed, case and compatibility forms are
unified, and words are cut to 128 characters. Each character of a script written without spaces (Han, Kana,
Thai, Lao, Khmer, Myanmar) is a word of its own. A term is the English stem of a word, by Snowball's stemmer.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import Stemmer

from index.characters import JOINERS, LETTERS, MARKS, UNSPACED

MAX_WORD_LENGTH = 128
"""Longer words (mostly runs of encoded data) are cut to this many characters, in items and in queries."""

_WORD = re.compile(
    rf"([{UNSPACED}][{MARKS}]*|[{LETTERS}][{LETTERS}{MARKS}]*(?:\.[{LETTERS}][{LETTERS}{MARKS}]*)*)"
    rf"(?:['’][sS](?![{LETTERS}{MARKS}]))?"
)
_POINTS = frozenset({*range(10, 36), *range(200, 241)})
"""The canonical combining classes that folding removes: accents, Hebrew points and Arabic harakat."""
_JOINER_TABLE = dict.fromkeys(map(ord, JOINERS))
_stemmer = Stemmer.Stemmer("english", 0)
_stemming = Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its stem, its folded form, and its characters `[start, end)`."""

    term: str
    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` in order; a token's position is its index in this sequence."""
    for match in _WORD.finditer(text):
        word = fold(match[1])
        yield Token(stem(word), word, match.start(1), match.end(1))


def terms(text: str) -> list[str]:
    """The stems of `text` in order."""
    return [stem(word) for word in words(text)]


def words(text: str) -> list[str]:
    """The folded, unstemmed words of `text` in order."""
    return [fold(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """`word` in lower case without accents: `São` becomes `sao`."""
    if word.isascii():
        return word[:MAX_WORD_LENGTH].lower()
    bare = unicodedata.normalize("NFKD", word.translate(_JOINER_TABLE))
    letters = "".join(c for c in bare if unicodedata.combining(c) not in _POINTS) or bare
    return unicodedata.normalize("NFC", letters.casefold())[:MAX_WORD_LENGTH]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a folded word; thread-safe, unlike a Stemmer object."""
    with _stemming:
        stemmed: str = _stemmer.stemWord(word)
    return stemmed


def stems(folded: Sequence[str]) -> list[str]:
    """The English stems of many folded words."""
    with _stemming:
        stemmed: list[str] = _stemmer.stemWords(folded)
    return stemmed
