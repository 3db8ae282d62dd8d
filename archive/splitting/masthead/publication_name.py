"""Names of publications, from titles, senders and file names without dates and issue numbers."""

import re
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import PurePath

from archive.dates import date_mentions
from archive.document import Document

_PUBLICATION_KEYS = (
    "publication",
    "newsletter",
    "series",
    "journal",
    "magazine",
    "site_name",
    "og:site_name",
)
_NUMBER_KEYS = ("number", "issue", "issue_number", "edition", "no")
_NUMBER = re.compile(
    r"[,;:]?\s*[(\[]?(?:#|№|\b(?:issue|edition|number|no|nr|vol|volume|num|ausgabe|numéro|número|n\.?[°º])(?:\b|(?<=[°º]))\.?\s*(?:#|no\.?|№)?)"
    r"\s*(\d{1,5})\b[)\]]?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TRAILING = re.compile(r"^(?P<name>.*[^\W\d].*?)\s+(?P<number>\d{1,4})$")
_OF_YEAR = re.compile(r"(?P<name>.*[^\W\d].*?)\s+(?P<number>\d{1,3})\s?[/-]\s?(?:(?:19|20)\d\d|\d\d)")
_OF_A_DAY = re.compile(r"\s+(?:for|of|from|on)$", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")
_GENERIC = re.compile(
    r"week|weekly|ending|end|of|the|for|from|update|updates|daily|monthly|news|newsletter|issue|edition|digest|report"
    r"|brief|briefing|bulletin|post|posts|untitled|index|message|fwd|fw|re|this|our|a|and|in|no|subject"
)
_SERIES = re.compile(
    r"\b(weekly|daily|monthly|news|newsletter|brief(ing)?s?|digest|bulletin|review|report|monitor|update|insights?|times"
    r"|post|journal|gazette|herald|events|watch|dispatch|roundup|outlook|week|today|letter|edition|issue)\b",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"^(special|double|holiday|extra|bonus) (edition|issue)\s*[:–—-]\s*", re.IGNORECASE)
_PASSED_ON = re.compile(r"^\s*(?:(?:fwd?|re|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_MISSPELT_DATE = re.compile(r"[,\s]+[A-Z][a-z]+\.? \d{1,2},? (?:19|20)\d\d$")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*$", re.IGNORECASE)
_FOR_A_LETTER = re.compile(r"(?P<who>\w[\w.'’-]*(?: \w[\w.'’-]*){1,2}) (?:from|at|via) (?P<letter>\S.*)")
_STORAGE_FOLDER = re.compile(
    r"(?:data|files?|docs?|documents?|posts?|archived?|archives|inbox|sent|mails?|e ?mails?|messages?|content"
    r"|src|sources?|html|text|txt|markdown|md|eml|pdfs?|downloads?|exports?|imports?|input|output|tmp|temp|samples?"
    r"|pages?|issues|letters|newsletters|briefings|new|old|past|all|home|users?)(?: .*)?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}", re.IGNORECASE)
_STRAY = " \t,;:|·•–—-_#()[]\"'“”"


@dataclass(frozen=True, slots=True)
class PublicationName:
    """The title of a publication and an issue number; "" if unknown."""

    publication: str = ""
    number: str = ""

    @property
    def is_generic(self) -> bool:
        """Whether the title would fit any publication ("Week ending", "Newsletter")."""
        words = re.findall(r"\w+", self.publication.casefold())
        return all(_GENERIC.fullmatch(word) for word in words)


def read_name(text: str) -> PublicationName:
    """The publication and number in a title such as "City Letter #12: Spring" or "Events: 3 May 2026"."""
    bare = _SPECIAL.sub("", _without_dates(_PASSED_ON.sub("", text)))
    match = _NUMBER.search(bare)
    if match:
        before, after = bare[: match.start()].strip(_STRAY), match["rest"].strip(_STRAY)
        return PublicationName(before or after, match[1])
    if of_year := _OF_YEAR.fullmatch(bare.strip(_STRAY)):
        return PublicationName(of_year["name"].strip(_STRAY), of_year["number"])
    trailing = _TRAILING.match(bare.strip(_STRAY))
    if trailing and not _YEAR.fullmatch(trailing["number"]) and len(trailing["name"].split()) > 1:
        return PublicationName(trailing["name"].strip(_STRAY), trailing["number"])
    name = bare.strip(_STRAY)
    name = _OF_A_DAY.sub("", name) if name != text.strip(_STRAY) else name
    return PublicationName(f"{name})" if name.count("(") > name.count(")") else name)


def declared_name(document: Document) -> PublicationName:
    """The name that the metadata declare: a key of the front matter, or the mailing list."""
    metadata = document.metadata
    number = next(
        (metadata[key].strip() for key in _NUMBER_KEYS if metadata.get(key, "").strip().isdigit()), ""
    )
    given = next((metadata[key] for key in _PUBLICATION_KEYS if metadata.get(key, "").strip()), "")
    return PublicationName(given.strip() or _of_list(metadata.get("list-id", "")), number)


def sender_of(document: Document) -> str:
    """The sender of an e-mail: a person, an office or the publication; "" without one."""
    return _of_sender(document.metadata.get("from", ""))


def name_of_file(name: str) -> str:
    """The words of a file name without date and suffix: "city-letter-2026-05-03.md" gives "City Letter"."""
    stem = PurePath(name).name.split(".")[0]
    words = re.sub(r"[\W_]+", " ", _without_dates(stem.replace("_", "-")))
    words = " ".join(word for word in words.split() if not word.isdigit())
    return _titled(words)


def choose_name(printed: str, file_name: str) -> str:
    """The name in the masthead, else in the file name, else of the folder; generic names come last.

    For "Week ending" in `lwkd/2024-05-05-update.md` it is "LWKD".
    """
    if printed and not PublicationName(printed).is_generic:
        return printed
    file = name_of_file(file_name)
    if not printed and not PublicationName(file).is_generic:
        return file
    return name_of_folder(file_name) or printed or file


def name_of_folder(name: str) -> str:
    """The innermost folder name that describes its content, not its storage ("data", "archive"), or ""."""
    for folder in PurePath(name.replace("\\", "/")).parent.parts[::-1]:
        words = " ".join(re.findall(r"[^\W\d_]+", folder))
        if words and not PublicationName(words).is_generic and not _STORAGE_FOLDER.fullmatch(words):
            return words.upper() if _INITIALS.fullmatch(words) else _titled(words)
    return ""


def is_series_word(text: str) -> bool:
    """Whether a name has a word that is common in titles of periodicals and not in names of places."""
    return bool(_SERIES.search(text))


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


def _without_dates(text: str) -> str:
    for mention in reversed(date_mentions(text)):
        if mention.year:
            text = _WEEKDAY.sub("", text[: mention.start]) + " " + text[mention.end :]
    return _MISSPELT_DATE.sub("", " ".join(text.split()))
