"""The words by which mastheads are understood, compiled from `archive/data/mastheads.toml`."""

import re
from collections.abc import Iterable

from archive.data_files import read_toml

_TABLES = read_toml("mastheads.toml")


def _any_of(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


_SERIES = re.compile(
    rf"\b{_any_of(_TABLES['series']['words'])}\b|{_any_of(_TABLES['series']['east_asian'])}", re.IGNORECASE
)
_GENERIC = frozenset(_TABLES["generic"]["words"])
_STORAGE_FOLDER = re.compile(rf"{_any_of(_TABLES['storage']['folders'])}(?: .*)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")

WEEKDAYS = _any_of(_TABLES["day"]["weekdays"])
"""A regular expression for the name of a day of the week, in any case."""

DAY_WORDS = re.compile(
    rf"\b(?:{WEEKDAYS}|{_any_of(_TABLES['day']['before'])})(?!\w)"
    r"|,\s*(?:le|den|el|il|am|dem)\b|^(?:le|den|el|il)\b",
    re.IGNORECASE,
)
"""Days of the week, and words that stand before a date."""


def is_series_word(text: str) -> bool:
    """Whether a name has a word that is common in titles of periodicals and not in names of places."""
    return bool(_SERIES.search(text))


def is_generic(name: str) -> bool:
    """Whether a name would fit any publication ("Week ending", "Newsletter")."""
    return all(word in _GENERIC or word.isdigit() for word in _WORD.findall(name.casefold()))


def is_storage_folder(words: str) -> bool:
    """Whether a folder's name describes storage ("data", "archive") and not content."""
    return bool(_STORAGE_FOLDER.fullmatch(words))


def _number_pattern() -> str:
    table = _TABLES["number"]
    volume = rf"\b{_any_of(table['volume'])}\b\.?\s*"
    named = rf"(?:\b{_any_of(table['before'])}(?:\b|(?<=[°º]))\.?\s*(?:#|no\.?|№)?|{_any_of(table['signs'])})"
    return (
        rf"(?:{volume}\d{{1,4}}[\s,;:/·|–—-]*)?{named}\s*(?P<a>\d{{1,5}}(?:\.\d{{1,2}})?)\b"
        rf"|{volume}(?P<b>\d{{1,5}})\b"
        rf"|\b(?P<c>\d{{1,4}})(?:st|nd|rd|th|\.|ª|º|er?|[èe]me)?\s+{_any_of(table['after'])}\b"
        + "".join(f"|{pattern}" for pattern in table["east_asian"])
    )


NUMBER = re.compile(rf"[,;:]?\s*[(\[（【]?(?:{_number_pattern()})[)\]）】]?", re.IGNORECASE)
"""The number of an issue with the words for it; one group is the number, all others are None."""


def _opening_pattern() -> str:
    table = _TABLES["self_reference"]
    return rf"{_any_of(table['openings'])}\s+(?-i:(?:{_any_of(table['articles'])}\s+)*)[\"“„«_*]*"


def _name_pattern() -> str:
    """Words with capital letters, with small words between them."""
    capital = r"[^\W\d_a-zà-öø-ÿ][\w.'’&+-]*"
    linking = rf"{_any_of(_TABLES['self_reference']['linking'])}(?=\s+[^\W\d_a-zà-öø-ÿ])"
    return rf"(?-i:({capital}(?:\s+(?:{capital}|{linking})){{0,7}}))"


_OPENING = re.compile(_opening_pattern(), re.IGNORECASE)
_REFERENCE = re.compile(rf"\b{_opening_pattern()}{_name_pattern()}", re.IGNORECASE)
_NUMBERED_OPENING = re.compile(
    rf"{_name_pattern()}\s*[,(]?\s*(?:issue|no\.?|nr\.?)?\s*[#№]\s?\d", re.IGNORECASE
)


def self_references(text: str) -> list[str]:
    """The names by which a text calls its publication: "Welcome to City Letter" gives "City Letter"."""
    return [match[1].rstrip(".'’-+&") for match in _REFERENCE.finditer(text)]


def without_opening(text: str) -> str:
    """A line without the opening by which an issue speaks of itself ("Welcome to City Letter")."""
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text


def numbered_opening(text: str) -> str:
    """The name before a number with a sign at the start of a text ("City Letter #12 - Spring"), or ""."""
    opening = _NUMBERED_OPENING.match(text)
    return opening[1].rstrip(".'’-+&") if opening else ""
