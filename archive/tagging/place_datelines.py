"""Datelines: the place, the day and the agency that a report may open with."""

import re

from archive.tagging.gazetteer import gazetteer
from archive.tagging.place_spelling import lowered
from archive.tagging.text_words import TextWords
from archive.vocabularies.regions import is_subdivision

_MAX_WORDS = 30
_MAX_LENGTH = 110
_AGENCIES = (
    r"(?:Thomson )?Reuters?(?: Breakingviews)?|AP|A\.P\.|AFP|dpa|DPA|Xinhua|TASS|Tass|RIA Novosti|Interfax|"
    r"ANSA|EFE|PTI|ANI|IANS|Kyodo(?: News)?|Jiji(?: Press)?|Yonhap|KCNA|UPI|CNA|Anadolu|AA|WAM|SPA|MENA|KUNA|"
    r"QNA|IRNA|APA|Bloomberg|CNN|Bernama|Antara|VNA|APP|PNA|ABC|BBC|NPR|AAP|Caixin|Sputnik|"
    r"BUSINESS WIRE|Business Wire|GLOBE NEWSWIRE|PR ?Newswire|ACCESSWIRE|Newsfile Corp\.|UN News"
)
_PLACE = r"[^\W\d_][\w.'’ -]{1,40}?"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{2,40}"
_DAY = r"[^()\n]{1,30}?"
_BEFORE = r"\s*(?:\([^()\n]{2,40}\)\s*|[*•\"“]\s*)?"
_DASH = r"(?:—|–|--| [-_](?: |$))"
_NAMED = re.compile(
    rf"{_BEFORE}{_PLACE}(?:/{_PLACE})?(?:,{_DAY}){{0,3}}[ –—-]\((?:{_AGENCIES})(?:[/,] ?{_AGENCIES})?\) ?"
    r"(?:[-–—_:]{1,2}|\.) ?"
)
_SHOUTED = re.compile(rf"{_BEFORE}{_CAPITALS}(?:/{_CAPITALS})?(?:, [^()\n—–]{{2,40}}?)? ?{_DASH} ?")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = re.compile(rf"\b{_MONTH}[a-z]*\.? \d|\d {_MONTH}", re.IGNORECASE)
_HERE = re.compile(
    r"\b(?:said|say|told|conference|meeting|talks|[a-z]{3,}s) here\b|\bhere (?:said|say|told)\b"
)
_SOURCES = re.compile(
    r"(?:^|[^\w\s] |\b[a-z]+ )(?:[Pp]olice|[Oo]fficials|[Rr]esidents|[Aa]uthorities|[Pp]rosecutors|"
    r"[Rr]escuers|[Tt]raders|[Dd]ealers|[Bb]rokers|[Bb]ankers|governor|mayor) (?:said|say)\b"
)
_COMPANY = re.compile(
    r".{0,50}\b(?:Corp|Inc|Ltd|Plc|PLC|Co|AG|SA|NV|AB|SpA)\b|.{0,50}(?:<|&lt;)[A-Z]|"
    r"[^.]{2,80}? said (?:that )?its?\b"
)


def speaks_here(text: str) -> bool:
    """Whether somebody speaks where the report was written: "traders here said"."""
    return bool(_HERE.search(text))


def has_unnamed_sources(text: str) -> bool:
    """Whether it names sources without their country, so that they are of the dateline's: "police said"."""
    return bool(_SOURCES.search(text))


def opens_with_a_company(text: str) -> bool:
    """Whether a company is the subject of the first sentence, after a dateline."""
    return bool(_COMPANY.match(text, dateline_end(text)))


def dateline(words: TextWords) -> int:
    """How many words the dateline has. Without agency or day it names a town: "CHINA - Coal" is a label."""
    stop = dateline_end(words.text)
    count = sum(match.start() < stop for match in words.matches[:_MAX_WORDS]) if stop else 0
    if not count or "(" in words.text[:stop] or _DATE.search(words.text, 0, stop):
        return count
    head = [lowered(word) for word in words.words[:count]]
    towns = (
        name.capital or is_subdivision(name.codes[0]) for _, _, name in gazetteer().scan(head) if name.codes
    )
    return count if any(towns) else 0


def dateline_end(text: str) -> int:
    """Where the dateline at the beginning of `text` ends, in characters; 0 if there is none."""
    head = text[:_MAX_LENGTH]
    if "(" not in head and not head.lstrip(' \n*•"“')[:3].isupper():
        return 0
    match = _NAMED.match(head) or _SHOUTED.match(head)
    return match.end() if match else 0
