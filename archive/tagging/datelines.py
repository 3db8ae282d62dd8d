"""The line with which a news agency opens a story: "BEIJING, Feb. 6 (Xinhua) --", "Kyiv, Ukraine (AP) —"."""

import re

_AGENCIES = (
    r"(?:Thomson )?Reuters(?: Breakingviews)?|AP|A\.P\.|AFP|dpa|DPA|Xinhua|TASS|Tass|RIA Novosti|Interfax|"
    r"ANSA|EFE|PTI|ANI|IANS|Kyodo(?: News)?|Jiji(?: Press)?|Yonhap|KCNA|UPI|CNA|Anadolu|AA|WAM|SPA|MENA|KUNA|"
    r"QNA|IRNA|APA|Bloomberg|CNN|Bernama|Antara|VNA|APP|PNA|ABC|BBC|NPR|AAP|Caixin|Sputnik"
)
_PLACE = r"[^\W\d_][\w.'’ -]{1,40}?"
_DAY = r"[^()\n]{1,30}?"
_NAMED = re.compile(
    rf"{_PLACE}(?:/{_PLACE})?(?:,{_DAY}){{0,2}} \((?:{_AGENCIES})(?:[/,] ?{_AGENCIES})?\) ?"
    r"(?:[-–—:]{1,2}|\.) ?"
)
_SHOUTED = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:/[A-Z][A-Z.'’ -]{2,40})?(?:, [^()\n—–]{2,30}?)? ?(?:—|–|--| - ) ?"
)
_LONGEST = 110


def dateline_end(text: str) -> int:
    """Where the dateline at the beginning of `text` ends, in characters; 0 if there is none."""
    head = text[:_LONGEST]
    if "(" not in head and not head[:3].isupper():
        return 0
    match = _NAMED.match(head) or _SHOUTED.match(head)
    return match.end() if match else 0
