"""Names of organisations that a noun right beside them tells: "the federation Rengo", "the Choneros gang"."""

from archive.tagging.names.body_edges import place_words, without_openers
from archive.tagging.names.lists import NameLists
from archive.tagging.names.name_spans import Span
from archive.tagging.names.name_text import NameText
from archive.vocabularies.names import NameKind

_MOST_BESIDE = 4
_PLACED = 3


def after_noun(text: NameText, place: int, lists: NameLists) -> Span | None:
    """The name right after a noun: "the trade union federation Rengo"."""
    first = end = place + 1
    while end < len(text.words) and text.follows(end) and text.capital[end] and end - first <= _MOST_BESIDE:
        end += 1
        if end - 1 in text.owning:
            break
    return _beside_noun(text, first, end, text.words[place], lists)


def before_noun(text: NameText, place: int, lists: NameLists) -> Span | None:
    """The name right before a noun: "the Choneros gang"."""
    first = place
    while first > 0 and text.follows(first) and text.capital[first - 1] and place - first < _MOST_BESIDE:
        if first - 1 in text.owning:
            break
        first -= 1
    first = without_openers(text, first, place, lists)
    return _beside_noun(text, first, place, text.words[place], lists)


def _beside_noun(text: NameText, first: int, end: int, noun: str, lists: NameLists) -> Span | None:
    words = text.words[first:end]
    if not words or (text.opens(first) and len(words) == 1) or _describes(words[-1]):
        return None
    if (words[0] in lists.given or words[0] in lists.weak_given) and noun not in lists.sure_nouns:
        return None
    if len(place_words(text, first, end, lists)) == len(words):
        return None
    if any(word in lists.titles or word in lists.openers for word in words):
        return None
    if words[-1] in lists.things or words[-1] in lists.body_words:
        return None
    if words[0] in lists.places and len(words) < _PLACED:
        return None
    name = text.slice(first, end)
    return Span(first, end, NameKind.ORGANISATION, name.replace("’", "'"), name)


def _describes(word: str) -> bool:
    """Whether a word ends in small letters after a hyphen: "Beijing-critical"."""
    return "-" in word and word.rpartition("-")[2].islower()
