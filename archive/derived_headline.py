"""The headline of a text that has none: its first sentence, or as much of that as fits and an ellipsis.

A headline is told from what it was made of by comparing the two: no record says which headlines were made.
"""

import re
import unicodedata

from archive import sentences

MAX_LENGTH = 120
"""Characters of a derived headline, its ellipsis included."""

ELLIPSIS = "…"

_READ = 3 * MAX_LENGTH  # characters of a text that are read for its first sentence
_CLAUSE = re.compile(r"[,;:،؛]\s|\s[–—-]\s|[，、；：]|\s\(")
_SOURCE = re.compile(r"\s*\((?=[^\W\d_])(?:[^()]|\([^()]*\)){2,60}\)[.\s]*$")
_SOURCE_ALONE = re.compile(rf"[.。।]?{_SOURCE.pattern}")
_STOPS = ".!?…。！？।"
_CLOSERS = "\"”“’'»)]」』）"
_CLOSING = re.compile(rf"[{re.escape(_CLOSERS)}]*(?:\[\d{{1,3}}\])*")
_AFTER_STOP = re.compile(rf"[.。।]?{_CLOSING.pattern}\s*")
_FOOTNOTES = re.compile(r"(?<=[.!?。।])(?:\[\d{1,3}\]|[¹²³⁴-⁹])+$")
_SEPARATOR = re.compile(r"\s*(?:[:：;；–—|·•→\n]|-\s)\s*|\s+(?=https?://)")
_BRACKET = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)")
_MIN_TITLE_WORDS = 5  # before a word in capitals; fewer may be the title of the person who follows
_NAMES = r"(?:\s+(?:\S{0,24}[^\W_a-zß-ÿ]\S{0,24}|[a-z]{1,4}))+?"  # words with capitals or figures; short ones
_CREDIT = re.compile(rf"\s+(?:by|via)(?:{_NAMES}|(?:\s+[^\s.,;:!?]+){{1,4}})(?:[.,;:!?(]|\s*$)")
_BYLINE = re.compile(rf",\s+\d|,(?=.{{2,70}}$){_NAMES}$")


def derive_headline(text: str) -> str:
    """The first sentence of `text`, whole up to MAX_LENGTH characters, else cut at a clause or a word."""
    text = text.strip()
    sentence = text[: sentences.end_of_first(text[:_READ])]
    if len(sentence) == len(text):
        sentence = _SOURCE.sub("", sentence) or sentence
    headline = without_full_stop(sentence)
    return headline if len(headline) <= MAX_LENGTH else _cut(headline) + ELLIPSIS


def without_full_stop(text: str) -> str:
    """The text without the full stop at its end, unless that belongs to an abbreviation or an ellipsis."""
    text = _FOOTNOTES.sub("", text)
    if text.endswith(("。", "।")):
        return text[:-1]
    if not text.endswith(".") or text.endswith("..") or sentences.is_abbreviation(text):
        return text
    return text[:-1]


def continuation(headline: str, text: str) -> int:
    """The place in `text` where that begins which `headline` does not say; 0 if it is no beginning of it."""
    said = headline.removesuffix(ELLIPSIS)
    if not said or not text.startswith(said):
        return 0
    if said != headline:
        return len(text) - len(text[len(said) :].lstrip(" ,;:–—-，、；："))
    if not could_be_headline(text, len(said)):
        return 0
    place = _behind(_AFTER_STOP, text, len(said))
    return _behind(_SEPARATOR, text, place)


def could_be_headline(text: str, end: int) -> bool:
    """Whether the first `end` characters of `text` could be its headline: no sentence goes on behind them."""
    following = text[end:]
    if not following.strip() or _CREDIT.match(following) or _BYLINE.match(following):
        return True
    if _SOURCE_ALONE.fullmatch(following):
        return True
    if _SEPARATOR.match(following):
        return True
    if bracket := _BRACKET.match(following):
        return (
            could_be_headline(text, end + bracket.end()) or following[bracket.end() :].lstrip()[:1].isupper()
        )
    return _is_sentence(text, end) or (following[0].isspace() and _begins_anew(text[:end], following))


def _begins_anew(title: str, following: str) -> bool:
    """Whether a sentence begins after a title without a stop, not the name of whom it is the title."""
    if sentences.opens_sentence(following):
        return True
    return following.lstrip()[:1].isupper() and len(title.split()) >= _MIN_TITLE_WORDS


def _is_sentence(text: str, end: int) -> bool:
    """Whether a sentence ends at `end`, or with the stop that stands there."""
    stop = end if text[end] in _STOPS else len(text[:end].rstrip(_CLOSERS)) - 1
    return text[stop] in _STOPS and sentences.is_end(text, stop, max(_behind(_CLOSING, text, stop + 1), end))


def _behind(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where what `pattern` matches at `place` ends; `place` if it matches nothing there."""
    found = pattern.match(text, place)
    return found.end() if found else place


def _cut(sentence: str) -> str:
    """The longest beginning that fits and ends with a clause, if that is long enough, or with a word."""
    fitting = sentence[:MAX_LENGTH]
    clauses = [match.start() for match in _CLAUSE.finditer(fitting) if match.start() >= MAX_LENGTH // 2]
    if clauses:
        return fitting[: clauses[-1]].rstrip()
    whole_words = fitting.rpartition(" ")[0]
    if len(whole_words) < MAX_LENGTH // 2:
        whole_words = fitting[:-1]
        while unicodedata.category(sentence[len(whole_words)]).startswith("M"):
            whole_words = whole_words[:-1]
    return whole_words.rstrip(" ,;:–—-")
