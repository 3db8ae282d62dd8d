"""The headline of a text that has none: its first sentence, or as much of that as fits."""

import re

MAX_LENGTH = 110
"""Characters of a derived headline."""

_MIN_CLAUSE_LENGTH = 45  # characters; a shorter clause says too little to stand for its sentence
_SOURCE = re.compile(r"\s*\((?:[^()]|\([^()]*\)){2,60}\)[.\s]*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Jr|Sr|No|Nr|vs|etc|approx|ca|Inc|Ltd|Co|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|al|e\.g|i\.e|a\.m|p\.m)\.)$"
)


def derive_headline(text: str, limit: int = MAX_LENGTH) -> str:
    """The first sentence of `text`; one longer than `limit` ends at the last comma or word that fits.

    The headline stays a beginning of the text, letter for letter, so that whoever shows both can tell that
    it is one.
    """
    sentence = _first_sentence(_SOURCE.sub("", text) or text)
    if len(sentence) <= limit:
        return without_full_stop(sentence)
    fitting = sentence[: limit + 1].rpartition(" ")[0] or sentence[:limit]
    clause = max(fitting.rfind(separator) for separator in (", ", "; ", " – ", " — "))
    return (fitting[:clause] if clause >= _MIN_CLAUSE_LENGTH else fitting).rstrip(" ,;:–—-")


def without_full_stop(text: str) -> str:
    """The text without the full stop at its end, unless that belongs to an abbreviation or an ellipsis."""
    if not text.endswith(".") or text.endswith("..") or _ABBREVIATION.search(text):
        return text
    return text[:-1]


def _first_sentence(text: str) -> str:
    for match in _SENTENCE_END.finditer(text):
        before = text[: match.start()].rstrip("\"”’')")
        if not _ABBREVIATION.search(before) and any(map(str.isalpha, before)):
            return text[: match.start()].rstrip()
    return text.strip()
