"""Texts split into words with their places, and tables of phrases that find the longest one at a place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

# A word keeps its inner apostrophes, an initialism its dots; a sign that ends a phrase is a word of its own.
_WORD = re.compile(
    r"[A-Z]\.(?:(?:[A-Z]\.)+|V[Aa]\.)|\b(?:St|ST|Mt|Ft|Gov|Sen|Rep|Mr|Mrs|Ms|Dr|No|Gen|Prof|Rev|Sgt)\.(?= )|"
    r"[^\W_]+(?:['’][^\W_]+)*[+$]?|[.,;:!?()\[\]\"“”|/•]|(?<= )[-–—](?= )"
)
# "(Reuters)" after the end of a sentence names who reported it, and says nothing of the story.
_CREDIT = re.compile(r"(?<=[.!?”\"')])\s*\([^()]{2,60}\)(?=\s*(?:\(|$))")


@dataclass(frozen=True, slots=True, eq=False)
class TextWords:
    """The words of one text, without dots and without a possessive ending.

    `owning` holds the places of the words that had such an ending. `matches[i]` is where `words[i]` stands.
    """

    text: str
    words: list[str]
    matches: list[re.Match[str]]
    owning: frozenset[int]

    def at(self, place: int) -> str:
        """The word at `place`, or "" outside the text."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def slice(self, first: int, end: int) -> str:
        """The text of the words `[first, end)`, as written but for a possessive ending."""
        stop = self.matches[end - 1].end() - (2 if end - 1 in self.owning else 0)
        return self.text[self.matches[first].start() : stop]

    def gap(self, place: int) -> str:
        """What stands between the word at `place` and the next."""
        return self.text[self.matches[place].end() : self.matches[place + 1].start()]


@lru_cache(maxsize=256)
def split_words(text: str) -> TextWords:
    """All words and phrase-ending signs of `text`, in order; kept for the tagger that asks next."""
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    owning: list[int] = []
    for place, word in enumerate(words):
        if word.isalnum() or len(word) == 1:
            continue
        if word[-2] in "'’" and word[-1] in "sS":
            owning.append(place)
            word = word[:-2]
        elif word[-1] == ".":
            word = word.replace(".", "")
        words[place] = word.replace("’", "'")
    return TextWords(text, words, matches, frozenset(owning))


@lru_cache(maxsize=256)
def without_credits(text: str) -> str:
    """The paragraph without the names of its sources in brackets at its end."""
    return _CREDIT.sub("", text) if text.endswith(")") else text


class PhraseTable(Generic[T]):
    """Phrases, each a sequence of words, with a value; it finds the longest at each place."""

    def __init__(self) -> None:
        self._phrases: dict[str, T] = {}
        self._longest: dict[str, int] = {}  # by first word, and by first two

    def __len__(self) -> int:
        return len(self._phrases)

    def get(self, phrase: Sequence[str]) -> T | None:
        """The value of exactly this phrase."""
        return self._phrases.get(" ".join(phrase))

    def put(self, phrase: Sequence[str], value: T) -> None:
        """Set the value of a phrase; a phrase of no words is passed over."""
        self.put_joined(" ".join(phrase), value)

    def get_joined(self, phrase: str) -> T | None:
        """The value of the phrase whose words are given with one space between two."""
        return self._phrases.get(phrase)

    def put_joined(self, phrase: str, value: T) -> None:
        """Set the value of a phrase whose words are given with one space between two."""
        if phrase:
            self._phrases[phrase] = value
            first, _, rest = phrase.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            starts = (first, f"{first} {rest.partition(' ')[0]}") if rest else (first,)
            for start in starts:
                if length > self._longest.get(start, 0):
                    self._longest[start] = length

    def scan(self, words: Sequence[str]) -> Iterator[tuple[int, int, T]]:
        """The longest phrases in `words` without overlaps, as (first, end, value)."""
        free = 0
        longest, phrases = self._longest, self._phrases
        for place, word in enumerate(words):
            if word not in longest or place < free:
                continue
            if longest[word] > 1:
                pair = " ".join(words[place : place + 2])
                for end in range(min(place + longest.get(pair, 1), len(words)), place + 1, -1):
                    value = phrases.get(" ".join(words[place:end]))
                    if value is not None:
                        yield place, end, value
                        free = end
                        break
            if place >= free:
                value = phrases.get(word)
                if value is not None:
                    yield place, place + 1, value
                    free = place + 1
