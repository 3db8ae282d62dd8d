"""Text as the taggers see it: words with their places, and tables that find the longest phrases."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

# A word keeps its inner apostrophes, an initialism its dots; a sign that ends a phrase is a word of its own.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*[+$]?|[.,;:!?()\[\]\"“”|/•]|(?<= )[-–—](?= )")
_ABBREVIATED = (
    "St",
    "Mt",
    "Ft",
    "Gov",
    "Sen",
    "Rep",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "No",
    "Gen",
    "Prof",
    "Rev",
    "Sgt",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text; `words[i]` stands at `spans[i]`, without dots and without a possessive ending.

    `owning` holds the places of the words that had such an ending.
    """

    text: str
    words: list[str]
    spans: list[tuple[int, int]]
    owning: frozenset[int]

    def at(self, place: int) -> str:
        """The word at `place`, or "" outside the text."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def slice(self, first: int, end: int) -> str:
        """The text of the words `[first, end)`, as written but for a possessive ending."""
        start, stop = self.spans[first][0], self.spans[end - 1][1]
        return self.text[start:stop]


def split_words(text: str) -> Words:
    """All words and phrase-ending signs of `text`, in order."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    owning: list[int] = []
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if word == "." and words and words[-1] in _ABBREVIATED and spans[-1][1] == start:
            continue
        if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
            word, end = word[:-2], end - 2
            owning.append(len(words))
        elif word[-1] == "." and len(word) > 1:
            word = word.replace(".", "")
        words.append(word.replace("’", "'"))
        spans.append((start, end))
    return Words(text, words, spans, frozenset(owning))


class PhraseTable(Generic[T]):
    """Phrases, each a sequence of words, with a value; it finds the longest at each place."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], T] = {}
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._phrases)

    def get(self, phrase: Sequence[str]) -> T | None:
        """The value of exactly this phrase."""
        return self._phrases.get(tuple(phrase))

    def put(self, phrase: Sequence[str], value: T) -> None:
        """Set the value of a phrase; a phrase of no words is passed over."""
        key = tuple(phrase)
        if key:
            self._phrases[key] = value
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def scan(self, words: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """The longest phrases in `words` without overlaps, as (first, end, value)."""
        place, count, longest = 0, len(words), self._longest
        while place < count:
            length = min(longest.get(words[place], 0), count - place)
            while length:
                value = self._phrases.get(tuple(words[place : place + length]))
                if value is not None:
                    yield place, place + length, value
                    break
                length -= 1
            place += length or 1
