"""Names of publications, from titles, senders and file names without dates and issue numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import PurePath

from archive.dates import MONTHS, date_mentions
from archive.document import Document
from archive.splitting.masthead.words import (
    NUMBER,
    WEEKDAYS,
    is_generic,
    is_series_word,
    is_storage_folder,
    without_opening,
)

_PUBLICATION_KEYS = (
    "publication",
    "newsletter",
    "series",
    "journal",
    "magazine",
    "citation_journal_title",
    "prism.publicationname",
    "ld:ispartof",
)
_SITE_KEYS = (
    "site_name",
    "og:site_name",
    "ld:publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "publisher",
    "feed-title",
)
_NO_NAME = re.compile(r"true|false|yes|no|none|null|\W*\d*\W*", re.IGNORECASE)
_NUMBER_KEYS = ("number", "issue", "issue_number", "edition", "no")
_TRAILING = re.compile(r"^(?P<name>.*[^\W\d].*?)\s+(?P<number>\d{1,4})$")
_OF_YEAR = re.compile(r"(?P<name>.*[^\W\d].*?)\s+(?P<number>\d{1,3})\s?[/-]\s?(?:(?:19|20)\d\d|\d\d)")
_OF_A_DAY = re.compile(
    r"(?:\s+(?:for|of|from|on|dated|the|du|des?|del|da|do|le|el|al|vom|von|der|den|am|für|van|för|från|от|за))+$"
    r"|(?<=\s)of the week (?:of|ending)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(19|20)\d\d")
_SPECIAL = re.compile(r"^(special|double|holiday|extra|bonus) (edition|issue)\s*[:–—-]\s*", re.IGNORECASE)
_PASSED_ON = re.compile(r"^\s*(?:(?:fwd?|re|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_MISSPELT_DATE = re.compile(r"[,\s]+[A-Z][a-z]+\.? \d{1,2},? (?:19|20)\d\d$")
_FOR_A_LETTER = re.compile(r"(?P<who>\w[\w.'’-]*(?: \w[\w.'’-]*){1,2}) (?:from|at|via) (?P<letter>\S.*)")
_INITIALS = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b{WEEKDAYS}\W*$", re.IGNORECASE)
_STRAY = " \t,;:|·•–—-_#()[]（）【】：，、。\"'“”"


@dataclass(frozen=True, slots=True)
class PublicationName:
    """The title of a publication and an issue number; "" if unknown."""

    publication: str = ""
    number: str = ""

    @property
    def is_generic(self) -> bool:
        """Whether the title would fit any publication ("Week ending", "Newsletter")."""
        return is_generic(self.publication)


def read_name(text: str) -> PublicationName:
    """The publication and number in a title such as "City Letter #12: Spring" or "Events: 3 May 2026"."""
    bare = without_opening(_SPECIAL.sub("", without_dates(_PASSED_ON.sub("", text))))
    if match := NUMBER.search(bare):
        before, after = bare[: match.start()].strip(_STRAY), bare[match.end() :].strip(_STRAY)
        return PublicationName(before or after, number_in(match))
    if of_year := _OF_YEAR.fullmatch(bare.strip(_STRAY)):
        return PublicationName(of_year["name"].strip(_STRAY), of_year["number"])
    trailing = _TRAILING.match(bare.strip(_STRAY))
    if trailing and not _YEAR.fullmatch(trailing["number"]) and len(trailing["name"].split()) > 1:
        return PublicationName(trailing["name"].strip(_STRAY), trailing["number"])
    name = bare.strip(_STRAY)
    name = _OF_A_DAY.sub("", name) if name != text.strip(_STRAY) else name
    return PublicationName(f"{name})" if name.count("(") > name.count(")") else name)


def number_in(match: re.Match[str]) -> str:
    """The number in a match of `NUMBER`."""
    return next(filter(None, match.groups()), "")


def declared_name(document: Document) -> PublicationName:
    """The name that the metadata declare: a key of the front matter, or the mailing list."""
    metadata = document.metadata
    number = next(
        (metadata[key].strip() for key in _NUMBER_KEYS if metadata.get(key, "").strip().isdigit()), ""
    )
    given = next(_values(metadata, _PUBLICATION_KEYS), "")
    return PublicationName(given or _of_list(metadata.get("list-id", "")), number)


def sites_of(document: Document) -> tuple[str, ...]:
    """The names of the site and of the publisher that the metadata give."""
    return tuple(_values(document.metadata, _SITE_KEYS))


def sender_of(document: Document) -> str:
    """The sender of an e-mail: a person, an office or the publication; "" without one."""
    return _of_sender(document.metadata.get("from", ""))


_MIN_FILE_NAME = 3  # letters; fewer are a language or a number


def name_of_file(name: str) -> str:
    """The words of a file name without date and suffix: "city-letter-2026-05-03.md" gives "City Letter"."""
    stem = PurePath(name).name.split(".")[0]
    words = re.sub(r"[\W_]+", " ", without_dates(stem.replace("_", "-")))
    words = " ".join(word for word in words.split() if not (word.isdigit() or word.lower() in MONTHS))
    return _titled(words) if len(words) >= _MIN_FILE_NAME else ""


def name_of_folder(name: str) -> str:
    """The innermost folder name that describes its content, not its storage ("data", "archive"), or ""."""
    for folder in PurePath(name.replace("\\", "/")).parent.parts[::-1]:
        words = " ".join(re.findall(r"[^\W\d_]+", folder))
        if words and not is_generic(words) and not is_storage_folder(words):
            return words.upper() if _INITIALS.fullmatch(words) else _titled(words)
    return ""


def _values(metadata: Mapping[str, str], keys: Iterable[str]) -> Iterator[str]:
    """The names under some keys; a switch or a number ("newsletter: true") is none."""
    values = (metadata.get(key, "").strip() for key in keys)
    return (value for value in values if not _NO_NAME.fullmatch(value))


def _titled(words: str) -> str:
    return words if any(character.isupper() for character in words) else words.title()


def _of_list(value: str) -> str:
    """The display phrase of a `List-Id`, not its address."""
    return value.split("<")[0].strip(_STRAY) if "<" in value else ""


def _of_sender(value: str) -> str:
    """The name in a `From` header; "City Letter" of "Jo Writer from City Letter"."""
    name = parseaddr(value)[0].strip(_STRAY)
    person = _FOR_A_LETTER.match(name)
    return person["letter"] if person and not is_series_word(person["who"]) else name


def without_dates(text: str) -> str:
    """The text without the dates that name a year, and without the days of the week before them."""
    for mention in reversed(date_mentions(text)):
        if mention.year:
            text = _WEEKDAY.sub("", text[: mention.start]) + " " + text[mention.end :]
    return _MISSPELT_DATE.sub("", " ".join(text.split()))
