"""Organisations known by a noun right beside the name: "the federation Rengo", "the Choneros gang"."""

from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists
from archive.vocabularies.names import NameKind

_PREFIXES = ("Pro-", "Anti-", "Non-", "Ex-", "Then-", "pro-", "anti-")
_PLACE_WORDS = frozenset({"City", "County", "State", "U.S.", "US", "UK", "U.K.", "EU", "UN", "U.N."})
_MAX_WORDS_BESIDE = 4
_MIN_WORDS_AFTER_PLACE = 3


def after_noun(text: NameText, place: int, lists: NameLists) -> NameSpan | None:
    """The name right after a noun: "the trade union federation Rengo"."""
    first = end = place + 1
    while (
        end < len(text.words) and text.follows(end) and text.capital[end] and end - first <= _MAX_WORDS_BESIDE
    ):
        end += 1
        if end - 1 in text.owning:
            break
    return _beside_noun(text, first, end, text.words[place], lists)


def before_noun(text: NameText, place: int, lists: NameLists) -> NameSpan | None:
    """The name right before a noun: "the Choneros gang"."""
    first = place
    while first > 0 and text.follows(first) and text.capital[first - 1] and place - first < _MAX_WORDS_BESIDE:
        if first - 1 in text.owning:
            break
        first -= 1
    first = without_openers(text, first, place, lists)
    return _beside_noun(text, first, place, text.words[place], lists)


def _beside_noun(text: NameText, first: int, end: int, noun: str, lists: NameLists) -> NameSpan | None:
    words = text.words[first:end]
    if not words or (text.opens(first) and len(words) == 1) or _describes(words[-1]):
        return None
    if (words[0] in lists.given or words[0] in lists.weak_given) and noun not in lists.sure_nouns:
        return None
    if len(place_words(text, first, end, lists)) == len(words):
        return None
    is_opener = words[0] in lists.openers and (len(words) == 1 or text.opens(first))
    if is_opener or words[-1] in lists.openers or any(word in lists.titles for word in words):
        return None
    is_sure = (noun in lists.sure_nouns or noun == "party") and len(words) > 1
    if not is_sure and (words[-1] in lists.things or words[-1] in lists.body_words):
        return None
    if words[0] in lists.places and len(words) < _MIN_WORDS_AFTER_PLACE:
        return None
    name = text.slice(first, end)
    return NameSpan(first, end, NameKind.ORGANISATION, name.replace("’", "'"), name)


def _describes(word: str) -> bool:
    """Whether a word ends in small letters after a hyphen: "Beijing-critical"."""
    return "-" in word and word.rpartition("-")[2].islower()


def without_openers(text: NameText, first: int, head: int, lists: NameLists) -> int:
    """Where the name up to `head` begins, past words that are capitalised for another reason."""
    while first < head and (_is_prefix(text, first) or _opens(text, first, lists)):
        first += 1
    return first


def place_words(text: NameText, first: int, head: int, lists: NameLists) -> set[int]:
    """The places, among `[first, head)`, of words that name a place or its people."""
    words = text.words[first:head]
    found = {
        first + place for place, word in enumerate(words) if word in lists.places or word in _PLACE_WORDS
    }
    for start, end, _ in lists.place_phrases.scan(words):
        found.update(range(first + start, first + end))
    return found


def _is_prefix(text: NameText, place: int) -> bool:
    """Whether the word is an article, or begins in "pro-" or, where a sentence begins, "Pro-"."""
    word = text.words[place]
    return word in {"The", "A", "An"} or (
        word.startswith(_PREFIXES) and (text.opens(place) or word[0].islower())
    )


def _opens(text: NameText, place: int, lists: NameLists) -> bool:
    """Whether the word is capitalised only because a sentence begins: "Former Liberal Party …"."""
    word = text.words[place]
    if not text.opens(place) or word in lists.body_words:
        return False
    if word in lists.openers or word.partition("-")[0] in lists.openers:
        return True
    return word.lower() in lists.body_nouns or word.lower() in lists.roles
