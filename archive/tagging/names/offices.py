"""The title, office or role that a text gives a person right before or after the name."""

from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists

_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "our"})
_ADDRESS = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx"})
_OF_ROLES = frozenset({"First", "Deputy", "Acting", "Interim"})
_LINKS = frozenset({"of", "for"})
_MAX_PLACE_WORDS = 6
_MAX_BETWEEN = 5


def title_as_role(text: NameText, first: int, title: int, places: dict[int, int], lists: NameLists) -> str:
    """The title `[first, title)` as written, without forms of address and words that only open a sentence."""
    word = text.words[first]
    kept = word in lists.body_words or word in _OF_ROLES or first in places
    if text.opens(first) and word in lists.openers and not kept:
        first += 1
    first = _through_link(text, first, lists)
    first += text.words[first] in {"The", "A", "An"} and first + 1 < title
    written = text.slice(first, title) if first < title else ""
    return "" if written.rstrip(".") in _ADDRESS else written


def office_before(text: NameText, first: int, start: int, places: dict[int, int], lists: NameLists) -> str:
    """The office "of" a place right before the name: "President of Poland Andrzej Duda"."""
    link = first - 1
    while (
        link > 0 and text.words[link] not in _LINKS and start - link < _MAX_PLACE_WORDS and text.follows(link)
    ):
        link -= 1
    if link < 1 or text.words[link] not in _LINKS or not text.follows(link) or not text.follows(start):
        return ""
    if text.words[link - 1] not in lists.titles and text.words[link - 1] not in lists.roles:
        return ""
    begin = link + 1 + (text.words[link + 1] == "the")
    if begin < start and (places.get(begin) == start or _all_places(text, begin, start, lists)):
        begin = text.row_start(link - 1)
        return text.slice(begin + (text.words[begin] in {"The", "A", "An"}), start)
    return ""


def role_before(text: NameText, first: int, lists: NameLists) -> int:
    """Where the role in lower case right before a name begins: "opposition leader Ralph Regenvanu"."""
    if first == 0 or not text.follows(first) or text.words[first - 1] not in lists.roles:
        return first
    start = first - 1
    while start > 0 and text.follows(start) and text.words[start - 1] in lists.before_roles:
        start -= 1
    while text.words[start] in _DETERMINERS:
        start += 1
    return start


def role_after(text: NameText, stop: int, lists: NameLists) -> str:
    """The role in apposition: "Jesper Møller, chairman of …"."""
    if text.at(stop) != ",":
        return ""
    first = place = stop + 1
    while place <= stop + _MAX_BETWEEN and (
        text.at(place) in lists.before_roles or text.at(place) in lists.places
    ):
        place += 1
    if not text.follows(place) or text.words[place].lower() not in lists.roles:
        return ""
    if text.capital[place] and place + 1 < len(text.words) and text.is_name_word(place + 1):
        return ""
    return text.slice(first + (text.words[first] in _DETERMINERS), place + 1)


def _through_link(text: NameText, first: int, lists: NameLists) -> int:
    """Where the office begins that goes on at `first`: "Emir of" before "Kuwait Sheikh"."""
    link = first - 1
    if link < 1 or text.words[link] not in _LINKS or not text.follows(first) or not text.follows(link):
        return first
    return text.row_start(link - 1) if text.words[link - 1] in lists.titles else first


def _all_places(text: NameText, first: int, end: int, lists: NameLists) -> bool:
    """Whether the words are places or the fields of an office: "Minister for Health"."""
    return all(word in lists.places or word in lists.body_words for word in text.words[first:end])
