"""The language of an issue: as declared, else guessed from its script or its function words."""

import re
from collections import Counter
from collections.abc import Mapping

DEFAULT = "en"
_DECLARED = ("lang", "language", "content-language")
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": "the of and to in is that for with was on by as are from this has have it not",
    "de": "der die das und ist nicht mit den von zu ein eine im auf des dem für sich auch als",
    "fr": "le la les des et est dans une que pour qui sur pas par au du en aux ce plus",
    "es": "el la los las de y que en una por con para del se es no al su como más",
    "it": "il la di che e un una per non con del della sono le dei nel alla anche gli più",
    "pt": "o a os as de e que em um uma para com não do da no na por mais dos",
    "nl": "de het een en van is dat op te in voor met niet zijn aan door ook bij naar om",
}
_SETS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.1),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.3),
    ("zh", re.compile("[\u3400-\u9fff]"), 0.5),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.5),
    ("he", re.compile("[\u0590-\u05ff]"), 0.5),
    ("el", re.compile("[\u0370-\u03ff]"), 0.5),
    ("uk", re.compile("[іїєґІЇЄҐ]"), 0.02),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.5),
)
"""Languages, the letters of their script, and the part of a text's letters that proves it; in this order."""

_LETTER = re.compile(r"[^\W\d_]")
_MIN_FUNCTION_WORDS = 12  # for a guess that differs from the default


def language_of(metadata: Mapping[str, str], text: str) -> str:
    """A language code such as "en": declared in the metadata, else guessed, else English."""
    for key in _DECLARED:
        declared = _CODE.match(metadata.get(key, "").strip().lower())
        if declared:
            return declared.group()
    return guess(text)


def guess(text: str) -> str:
    """The language by script, else the one whose function words are most frequent; else English."""
    if not text.isascii() and (written := _by_script(text[:20_000])):
        return written
    words = Counter(_WORD.findall(text[:20_000].lower()))
    hits = {code: sum(words[word] for word in small) for code, small in _SETS.items()}
    best = max(hits, key=lambda code: (hits[code], code == DEFAULT))
    return best if hits[best] >= _MIN_FUNCTION_WORDS else DEFAULT


def _by_script(text: str) -> str:
    """The first language of whose script a text has enough letters; "" for Latin letters."""
    letters = len(_LETTER.findall(text)) or 1
    return next((code for code, script, part in _SCRIPTS if len(script.findall(text)) >= part * letters), "")
