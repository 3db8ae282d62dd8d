"""Lines that stand beside a headline and are none: its authors, its day, how long it takes, its picture."""

import re

from archive.dates import date_mentions
from archive.splitting.furniture import is_byline

_MAX_LENGTH = 120  # characters
_SEPARATORS = re.compile(r"\s*[|·•–—,]\s*")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:\s(?:(?:de|van|von|der|al|and|und|et|y|&)\s)?[A-ZÀ-Þ][\w.'’-]*){1,4}"
_NAMES = re.compile(_NAME)
_AUTHOR = re.compile(
    rf"\({_NAME}\)|[—–-]\s?{_NAME}"
    rf"|(?i:(?:written |posted |edited )?by|authors?:|text:|autor(?:in)?:|auteur:)\s{_NAME}"
)
_READING_TIME = re.compile(
    r"""\(?(reading\ time:?\s*|lesezeit:?\s*|⏱\W*)?\d{1,3}[\s-]?min(ute[ns]?|uti|utos|\.|s)?
    (\s(read|lesezeit|de\ lecture|leestijd))?\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_PICTURE = re.compile(
    r"""\[?(photo|photograph|image|picture|foto|bild|credit|illustration)s?(\s(by|credit))?\s?:\s.*
    |.*[.,(–—|]\s?(photo|foto|image|bild|credit)s?(\sby|\scredit|\s?:)\s.{2,60}""",
    re.IGNORECASE | re.VERBOSE,
)


def stands_beside_headline(text: str) -> bool:
    """Whether a line only names authors, a day, a reading time or the maker of a picture."""
    text = text.strip(" *_")
    if not text or len(text) > _MAX_LENGTH:
        return False
    if _is_fact(text) or _PICTURE.fullmatch(text):
        return True
    parts = [part for part in _SEPARATORS.split(text) if part]
    facts = sum(map(_is_fact, parts))
    return facts > 0 and all(_is_fact(part) or _NAMES.fullmatch(part) for part in parts)


def _is_fact(text: str) -> bool:
    return bool(is_byline(text) or _AUTHOR.fullmatch(text) or _READING_TIME.fullmatch(text) or _is_date(text))


def _is_date(text: str) -> bool:
    if not any(map(str.isdigit, text)):
        return False
    return any(
        mention.start == 0 and mention.end >= len(text.rstrip(" .:")) for mention in date_mentions(text)
    )
