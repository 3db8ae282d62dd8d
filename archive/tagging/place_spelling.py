"""The words of a text as places are usually written: not in capitals for effect, states by their codes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.data_files import read_toml
from archive.tagging.gazetteer import gazetteer
from archive.tagging.names.word_lists import name_lists
from archive.tagging.place_context import LINKING, is_all_caps
from archive.tagging.place_rules import place_rules
from archive.tagging.text_words import TextWords

_IN = frozenset({"in", "across", "near", "of", "from"})
_PARTIES = frozenset({"D", "R", "I"})


@dataclass(frozen=True, slots=True)
class _Abbreviation:
    """The subdivisions that one may stand for, whether it needs its full stop, whether it needs no town."""

    codes: tuple[str, ...]
    with_stop: bool
    plain: bool


def with_states(words: TextWords) -> TextWords:
    """The words with the code of the state for each abbreviation of one: "Irvine, Calif." has "US-CA"."""
    if _abbreviations().keys().isdisjoint(words.words):
        return words
    states = {place: _state(words, place) for place, w in enumerate(words.words) if w in _abbreviations()}
    return replace(words, words=[states.get(place) or word for place, word in enumerate(words.words)])


def without_capitals(words: TextWords, dateline: int) -> TextWords:
    """The words as they would stand in a text not in capitals: as a whole, in a line, or at its start."""
    if is_all_caps(words):
        return replace(words, words=_spelled(words, range(len(words.words))))
    capitals: Collection[int] = range(max(dateline, _capitals_at_start(words.words)))
    if "\n" in words.text:
        capitals = {*capitals, *_lines_in_capitals(words)}
    return replace(words, words=_spelled(words, capitals)) if capitals else words


def lowered(word: str) -> str:
    """A word in capitals as it would stand in other text; a name in the gazetteer as it is: "EU"."""
    if gazetteer().get((word,)):
        return word
    small = word.lower()
    stays = small in LINKING or small in place_rules().small or small in place_rules().acting
    return small if stays else word.capitalize()


def _spelled(words: TextWords, capitals: Collection[int]) -> list[str]:
    """The words, those at the places `capitals` not in capitals, but for initialisms with dots: "D.C."."""
    spelled = list(words.words)
    for place in capitals:
        word = spelled[place]
        if word.isupper() and "." not in words.matches[place][0][:-1]:
            article = word == "THE" and gazetteer().get(("The", words.at(place + 1).capitalize()))
            spelled[place] = "The" if article else lowered(word)
    return spelled


def _state(words: TextWords, place: int) -> str:
    """The code of the state that the abbreviation at `place` stands for; "" where it is another word."""
    word = words.words[place]
    short = _abbreviations()[word]
    stop = _has_stop(words, place, short)
    if short.with_stop and not stop:
        return ""
    if place and words.at(place - 1) in _PARTIES and words.gap(place - 1) == "-":
        return short.codes[0]
    if (
        words.at(place - 1) == ","
        and words.at(place - 2)[:1].isupper()
        and (stop or _is_postal(words, place))
    ):
        return _fitting(short.codes, words.at(place - 2))
    alone = short.plain and (short.with_stop or not words.at(place + 1)[:1].isupper())
    return short.codes[0] if stop and (alone or _is_scene(words, place)) else ""


def _is_scene(words: TextWords, place: int) -> bool:
    """Whether one in small letters stands between a preposition and another word: "in Pa. courts"."""
    return (
        not words.words[place].isupper() and words.at(place - 1) in _IN and words.at(place + 2)[:1].isalpha()
    )


def _has_stop(words: TextWords, place: int, short: _Abbreviation) -> bool:
    """Whether the abbreviation is written with its full stops, and not in the middle of a symbol: "SC.L"."""
    if not short.with_stop:
        return words.matches[place][0][-1] == "."
    end = words.matches[place].end()
    return words.text[end - 1] == "." or (
        words.text[end : end + 1] == "." and not words.text[end + 1 : end + 2].isalnum()
    )


def _is_postal(words: TextWords, place: int) -> bool:
    """Whether capitals after a town are its state: no person's degree, no word of a text in capitals."""
    after = words.at(place + 1)[:1]
    return (
        not (after.isalpha() and after.isupper())
        and words.at(place - 3) not in name_lists().given
        and not is_all_caps(words)
    )


def _fitting(codes: tuple[str, ...], town: str) -> str:
    name = gazetteer().get((town.capitalize(),)) if len(codes) > 1 else None
    return next((code for code in codes if name and code in name.codes), codes[0])


@cache
def _abbreviations() -> Mapping[str, _Abbreviation]:
    table = read_toml("state_abbreviations.toml")
    found = {}
    for word, codes in table["stands_for"].items():
        short = _Abbreviation(tuple(codes.split()), not word.isupper(), word in table["plain"])
        found[word] = short
        found.setdefault(word.upper(), replace(short, plain=False))
    return {**found, **{word: found[word] for word in table["stands_for"]}}


def _capitals_at_start(words: Sequence[str]) -> int:
    """How many words of a label in capitals a text begins with: "CHINA: Exports rose"."""
    if not words or not words[0].isupper():
        return 0
    count = next((n for n, word in enumerate(words) if word[0].isalpha() and not word.isupper()), 0)
    return count if sum(map(len, words[:count])) >= len("OMAN") else 0


def _lines_in_capitals(words: TextWords) -> set[int]:
    """The places of the words in lines, of several, that are all in capitals: rows of a table."""
    found: set[int] = set()
    start = 0
    for line in words.text.splitlines(keepends=True):
        if line.isupper():
            stop = start + len(line)
            found.update(n for n, match in enumerate(words.matches) if start <= match.start() < stop)
        start += len(line)
    return found
