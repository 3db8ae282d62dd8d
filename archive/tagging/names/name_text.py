"""A text split for the name tagger: words with their hyphens and initials, and the signs between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATED = (
    "Mr|Mrs|Ms|Mx|Dr|Prof|Gov|Sen|Rep|Lt|Gen|Col|Maj|Capt|Sgt|Adm|Brig|Rev|Fr|Hon|St|"
    "Jr|Sr|Inc|Corp|Ltd|Co|Bros"
)
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.)+(?![^\W\d_]{{2}})|\b(?:{_ABBREVIATED})\.|"
    r"[^\W_]+(?:['’ʻ‘\-–/&.][^\W_]+)*(?:(?<=s)['’](?=\s[A-Z])|\+(?!\w))?|[^\w\s]"
)
# "Army-linked" and "Turkish-backed" say something of the name before the hyphen and are no part of it.
_QUALIFYING = re.compile(
    r"[-–](?:linked|backed|led|based|born|held|affiliated|aligned|controlled|occupied|allied|funded|owned|run|style|era|"
    r"listed|made|sponsored|supported|brokered|mediated|imposed|dominated|occupied|inspired|designated|focused|related|"
    r"majority|wide|bound|trained|built|administered|appointed|oriented|friendly|like|turned|themed|launched|produced|safe|enabled|ready|only|free|compatible|aware|specific|"
    r"level|wing|year|old|scale|driven|native|type|hit|torn|stricken|facing|dependent|loyal|speaking)$"
)
_ENDS = frozenset('.!?:;•–—"“”')
_ARTICLES = frozenset({"al-", "el-", "as-", "ar-", "ad-", "an-", "at-", "az-", "ul-", "es-"})
_LONG_WORD = 4
_LONG_WORDS_A_STRAY = 6
_SMALL_WORDS = frozenset(
    {
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "for",
        "in",
        "on",
        "to",
        "at",
        "by",
        "with",
        "from",
        "as",
    }
    | {
        "vs",
        "via",
        "into",
        "over",
        "its",
        "is",
        "are",
        "be",
        "s",
        "v",
        "de",
        "la",
        "than",
        "up",
        "off",
        "per",
    }
)
_MAX_TITLE_WORDS = 30


@dataclass(frozen=True, slots=True, eq=False)
class NameText:
    """The words and signs of one text, without possessive endings.

    `capital` tells which are capitalised. `owning` has the places of those that had a possessive ending, with
    where they end without it. `titled` texts are in Title Case or capitals, so that a capital says nothing.
    """

    text: str
    words: list[str]
    starts: list[int]
    stops: list[int]
    capital: list[bool]
    owning: dict[int, int]
    titled: bool

    def at(self, place: int) -> str:
        """The word at `place`, or "" outside the text."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def slice(self, first: int, end: int) -> str:
        """The words `[first, end)` as written, but for a possessive ending of the last."""
        return self.text[self.starts[first] : self.owning.get(end - 1, self.stops[end - 1])]

    def opens(self, place: int) -> bool:
        """Whether the word at `place` begins a sentence, a quotation or the text."""
        return not place or self.words[place - 1] in _ENDS

    def follows(self, place: int) -> bool:
        """Whether the word at `place` follows another after a single space."""
        if not 0 < place < len(self.words):
            return False
        before = self.stops[place - 1]
        return self.starts[place] - before == 1 and self.text[before] in " \xa0"

    def is_name_word(self, place: int) -> bool:
        """Whether a capitalised word at `place` goes on with the one before it."""
        return self.follows(place) and self.capital[place] and place - 1 not in self.owning

    def goes_on(self, place: int) -> bool:
        """Whether a capitalised word follows that belongs to the one at `place`."""
        return place + 1 < len(self.words) and self.is_name_word(place + 1)

    def has_apostrophe(self, place: int) -> bool:
        """Whether the word is a possessive, "Apple's", and does not only begin one word: "Apple-owned"."""
        return place in self.owning and self.text[self.owning[place]] in "'’"

    def is_in_code(self, first: int, end: int) -> bool:
        """Whether the words stand in an identifier, or before a change's number: "OP_DUP", "BDK #645"."""
        before, after = self.starts[first] - 1, self.stops[end - 1]
        return "_" in (self.text[max(before, 0)], self.text[after : after + 1]) or self.text.startswith(
            " #", after
        )

    @property
    def last_words(self) -> Iterator[str]:
        """The words that end a row of two capitalised words or more, as family names do."""
        for place, word in enumerate(self.words):
            is_last = place and self.is_name_word(place) and not self.goes_on(place)
            if is_last and self.capital[place - 1] and not self.opens(place - 1):
                yield word

    def row_start(self, place: int) -> int:
        """The first word of the row of capitalised words that the word at `place` belongs to."""
        while place > 0 and self.is_name_word(place) and self.capital[place - 1]:
            place -= 1
        return place


def name_text(text: str, possessives: frozenset[str]) -> NameText:
    """The words of `text`; those among `possessives` keep their ending."""
    matches = list(_TOKEN.finditer(text))
    words = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    owning: dict[int, int] = {}
    for place, word in enumerate(words):
        if not word.isalnum() and len(word) > 1:
            plain = words[place] = _plain(word, possessives)
            if len(plain) < len(word):
                owning[place] = starts[place] + len(plain)
    capital = [word[0].isupper() or (word[2:3] == "-" and _is_article_name(word)) for word in words]
    stops = [match.end() for match in matches]
    return NameText(text, words, starts, stops, capital, owning, _is_titled(words, capital))


def _plain(word: str, possessives: frozenset[str]) -> str:
    """The word with straight apostrophes and without a possessive ending."""
    if "’" in word or "‘" in word:
        word = word.replace("’", "'").replace("‘", "'")
    if word in possessives:
        return word
    if "-" in word or "–" in word:
        word = _QUALIFYING.sub("", word)
    if word.endswith(("'s", "'S")):
        return word[:-2]
    return word.removesuffix("'")


def _is_article_name(word: str) -> bool:
    return word[:3] in _ARTICLES and word[3:4].isupper()


def _is_titled(words: list[str], capital: list[bool]) -> bool:
    """Whether a short text is in Title Case, or any text is mostly in capitals.

    In Title Case only small words are written small.
    """
    places = [place for place, word in enumerate(words) if len(word) >= _LONG_WORD]
    if len(places) < 2:
        return False
    capitals = sum(capital[place] for place in places)
    if capitals <= 0.6 * len(places):
        return False
    if sum(words[place].isupper() for place in places) > 0.6 * len(places):
        return True
    if len(words) > _MAX_TITLE_WORDS or capitals <= 0.7 * len(places):
        return False
    strays = sum(word.islower() and word.isalpha() and word not in _SMALL_WORDS for word in words)
    return strays == 0 if words[-1] == "." else strays * _LONG_WORDS_A_STRAY <= len(places)
