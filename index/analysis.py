"""How text becomes tokens: one analysis for every engine, for queries and for highlights.

A word is a run of letters and digits, dots inside it included (`u.s`, `4.5`); apostrophes end it. It is folded: NFKD
without combining marks, case-folded. Characters of scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar)
are words of their own. A term is the word's English stem (Snowball's English stemmer).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:\.?[^\W_{_UNSPACED}]+)*")
_stemmer = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its stem, its folded form, and the characters `[start, end)` it takes up."""

    term: str
    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` in order; a token's position is its place in this sequence, from 0."""
    for match in _WORD.finditer(text):
        word = fold(match.group())
        yield Token(stem(word), word, match.start(), match.end())


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
        return word.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.casefold()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a folded word."""
    stemmed: str = _stemmer.stemWord(word)
    return stemmed
