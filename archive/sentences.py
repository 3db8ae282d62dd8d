"""Where the first sentence of a text ends, in any language.

A stop ends a sentence if the next one can begin behind it (no word in lower case follows) and it belongs to
nothing else: no bracket or quotation is open, no abbreviation, initial or ordinal number stands before it. In
doubt it ends none: two sentences are read more easily than half of one.
"""

import re
import unicodedata

from archive.data_files import read_toml

_WORDS = {name: frozenset(words.split()) for name, words in read_toml("sentences.toml").items()}
_MARKS = r"(?:\[\d{1,3}\]|[¹²³⁴-⁹])*"  # of footnotes
_CLOSERS = r"[\"”“’'»«›)\]}」』）】]*"
_STOP = re.compile(
    rf"[.!?…؟۔։።]{_CLOSERS}{_MARKS}(?=\s|$)|[।॥။។]{_CLOSERS}{_MARKS}|[。！？｡]{_CLOSERS}|;(?=\s|$)|\n"
)
_OPENING = "\"“„«»‘'([¿¡「『（【$€£¥#@ \t\n\u00a0\u202f\u3000"
_LONGEST_OPENING = 40  # characters, the next word included
_LAST_WORD = re.compile(r"[^\s\"“„«»‘'’”()\[\]–—/,;:!?]+$")
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_INITIALS = re.compile(r"[^\W\d_](?:[.-][^\W\d_]{1,2})*")
_ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")
_BRACKETS = ("()", "[]", "（）", "【】", "「」", "『』")
_QUOTES = re.compile('["“”„«»]')


def end_of_first(text: str) -> int:
    """The place behind the first sentence of `text` and its stop; the text's length if it is one sentence."""
    for match in _STOP.finditer(text):
        if any(map(str.isalpha, text[: match.start()])) and is_end(text, match.start(), match.end()):
            return match.end()
    return len(text.rstrip())


def is_end(text: str, stop: int, end: int) -> bool:
    """Whether the stop at `stop`, with what closes behind it up to `end`, is the end of a sentence."""
    mark = text[stop]
    if mark == "\n" or not any(map(str.isalnum, text[end:])):
        return True
    if mark == ";" and not "\u0370" <= text[stop - 1 : stop] <= "\u03ff":  # a question mark in Greek alone
        return False
    if mark in "。！？｡":
        return (end - stop == 1 or text[end].isspace()) and _is_closed(text, end)
    return (
        _can_begin(text, end)
        and not (mark == "." and _is_abbreviated(text, stop, end))
        and _is_closed(text, end)
    )


def is_abbreviation(text: str) -> bool:
    """Whether the full stop at the end of `text` belongs to its last word."""
    word = _last_word(text[:-1])
    lists = ("never_last", "perhaps_last", "last")
    return bool(_INITIALS.fullmatch(word)) or any(word.lower() in _WORDS[name] for name in lists)


def opens_sentence(text: str) -> bool:
    """Whether `text` begins with a word, in capitals, that opens sentences and is seldom part of a name."""
    text = text[:_LONGEST_OPENING].lstrip(_OPENING)
    found = _NEXT_WORD.match(text)
    if not found or found[0].islower() or (len(found[0]) == 1 and text[1:].startswith(".")):
        return False
    return _word_opens(found[0].lower())


def _word_opens(word: str) -> bool:
    return word in _WORDS["openers"] or word.partition("'")[0].partition("’")[0] in _WORDS["openers"]


def _can_begin(text: str, end: int) -> bool:
    """Whether a sentence can begin at `end`: with anything but lower case, in a text that has capitals."""
    following = text[end : end + _LONGEST_OPENING].lstrip(_OPENING)[:1]
    if following.islower():
        return text[:end].islower()
    return following.isalnum() or unicodedata.category(following or " ") == "So"


def _is_abbreviated(text: str, stop: int, end: int) -> bool:
    word = _last_word(text[:stop])
    lowered = word.lower()
    if lowered in _WORDS["never_last"]:
        return True
    if lowered in _WORDS["before_number"] and text[end:].lstrip()[:1].isdigit():
        return True
    uncertain = lowered in _WORDS["perhaps_last"] or _ORDINAL.fullmatch(word) or _INITIALS.fullmatch(word)
    return bool(uncertain) and not opens_sentence(text[end:])


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text[-30:])
    return found[0] if found else ""


def _is_closed(text: str, end: int) -> bool:
    """Whether no bracket or quotation that closes later is open at `end`."""
    before = text[:end]
    if any(
        before.count(pair[0]) > before.count(pair[1]) and text.count(pair[0]) == text.count(pair[1])
        for pair in _BRACKETS
    ):
        return False
    return len(_QUOTES.findall(before)) % 2 == 0 or len(_QUOTES.findall(text)) % 2 == 1
