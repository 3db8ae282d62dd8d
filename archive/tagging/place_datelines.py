"""Datelines: the place, the day and the agency that a report may open with."""

import re

from archive.tagging.gazetteer import gazetteer
from archive.tagging.place_spelling import lowered
from archive.tagging.text_words import TextWords
from archive.vocabularies.regions import is_subdivision

_MAX_WORDS = 30
_MAX_LENGTH = 110
_AGENCIES = (
    r"(?:Thomson )?Reuters(?: Breakingviews)?|AP|A\.P\.|AFP|dpa|DPA|Xinhua|TASS|Tass|RIA Novosti|Interfax|"
    r"ANSA|EFE|PTI|ANI|IANS|Kyodo(?: News)?|Jiji(?: Press)?|Yonhap|KCNA|UPI|CNA|Anadolu|AA|WAM|SPA|MENA|KUNA|"
    r"QNA|IRNA|APA|Bloomberg|CNN|Bernama|Antara|VNA|APP|PNA|ABC|BBC|NPR|AAP|Caixin|Sputnik"
)
_PLACE = r"[^\W\d_][\w.'’ -]{1,40}?"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{2,40}"
_DAY = r"[^()\n]{1,30}?"
_NAMED = re.compile(
    rf"\s*{_PLACE}(?:/{_PLACE})?(?:,{_DAY}){{0,2}} \((?:{_AGENCIES})(?:[/,] ?{_AGENCIES})?\) ?"
    r"(?:[-–—:]{1,2}|\.) ?"
)
_SHOUTED = re.compile(rf"\s*{_CAPITALS}(?:/{_CAPITALS})?(?:, [^()\n—–]{{2,40}}?)? ?(?:—|–|--| -(?: |$)) ?")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = re.compile(rf"\b{_MONTH}[a-z]*\.? \d|\d {_MONTH}", re.IGNORECASE)
_LOCAL = re.compile(
    r"\b(?:said|say|told|conference|meeting|talks|[a-z]{3,}s) here\b|\bhere (?:said|say|told)\b|"
    r"\b(?:[Pp]olice|[Oo]fficials|[Rr]esidents|[Aa]uthorities|[Pp]rosecutors|[Rr]escuers|[Tt]raders|[Dd]ealers|"
    r"[Bb]rokers|[Bb]ankers|governor|mayor) (?:here )?(?:said|say)\b"
)


def speaks_locally(text: str) -> bool:
    """Whether a report's sources are where it was written: "traders here said", "police said"."""
    return bool(_LOCAL.search(text))


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
    if "(" not in head and not head.lstrip()[:3].isupper():
        return 0
    match = _NAMED.match(head) or _SHOUTED.match(head)
    return match.end() if match else 0
