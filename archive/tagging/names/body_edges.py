"""What stands at the edges of a body's name: words that only open a sentence, and the places in it."""

from archive.tagging.names.lists import NameLists
from archive.tagging.names.name_text import NameText

_PREFIXES = ("Pro-", "Anti-", "Non-", "Ex-", "Then-", "pro-", "anti-")
_OF_PLACES = frozenset({"City", "County", "State", "U.S.", "US", "UK", "U.K.", "EU", "UN", "U.N."})


def without_openers(text: NameText, first: int, head: int, lists: NameLists) -> int:
    """Where the name up to `head` begins, past words that are capitalised for another reason."""
    while first < head and (_is_prefix(text.words[first]) or _opens(text, first, lists)):
        first += 1
    return first


def place_words(text: NameText, first: int, head: int, lists: NameLists) -> set[int]:
    """The places, among `[first, head)`, of words that name a place or its people."""
    words = text.words[first:head]
    found = {first + place for place, word in enumerate(words) if word in lists.places or word in _OF_PLACES}
    for start, end, _ in lists.place_phrases.scan(words):
        found.update(range(first + start, first + end))
    return found


def _is_prefix(word: str) -> bool:
    return word in {"The", "A", "An"} or word.startswith(_PREFIXES)


def _opens(text: NameText, place: int, lists: NameLists) -> bool:
    """Whether the word is capitalised only because a sentence begins: "Former Liberal Party …"."""
    word = text.words[place]
    if not text.opens(place) or word in lists.body_words:
        return False
    if word in lists.openers or word.partition("-")[0] in lists.openers:
        return True
    return word.lower() in lists.body_nouns or word.lower() in lists.roles
