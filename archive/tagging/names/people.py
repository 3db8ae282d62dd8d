"""Names of people, recognised by a title or role, a given name, an apposition, or the form of the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.tagging.names.offices import office_before, role_after, role_before, title_as_role
from archive.tagging.names.person_words import (
    INITIALS,
    begins_eastern,
    is_built_as_name,
    is_eastern,
    is_given,
    may_be_in_name,
)
from archive.tagging.names.word_lists import NameLists, name_lists
from archive.vocabularies.names import NameKind

_MAX_WORDS = 6
_AGE = re.compile(r"1[0-9]|[2-9][0-9]")
_MIN_LENGTH = 3
_WHERE = frozenset({"in", "at", "near", "around", "outside", "inside", "through", "across", "the"})
_ARTICLES = frozenset({"the", "The"})
_OFFICES = frozenset({"Chief Justice", "Attorney General"})


@dataclass(frozen=True, slots=True, eq=False)
class TextScene:
    """A text; its titles and places of several words: `titles` maps end to start, `places` start to end."""

    text: NameText
    lists: NameLists
    titles: dict[int, int]
    places: dict[int, int]
    taken: set[int]

    def office_start(self, first: int) -> int:
        """Where the office that goes on at `first` begins, with a body before it: "Fed Chair"."""
        while first - 1 in self.taken and self.text.follows(first) and first - 1 not in self.text.owning:
            first -= 1
        return first


def built_people(text: NameText, taken: set[int]) -> Iterator[NameSpan]:
    """Every person that the words name, outside of the places `taken` by other names."""
    if text.titled:
        return
    lists = name_lists()
    titles = {end: first for first, end, _ in lists.title_phrases.scan(text.words)}
    places = {first: end for first, end, _ in lists.place_phrases.scan(text.words)}
    scene = TextScene(text, lists, titles, places, taken)
    taken = taken | _places_with_small_words(scene)
    place, count = 0, len(text.words)
    while place < count:
        if not text.capital[place] or place in taken:
            place += 1
            continue
        end = _run_end(text, place, taken, lists)
        if span := _in_run(scene, place, end):
            yield span
        place = end


def names_a_thing(text: NameText, stop: int, lists: NameLists) -> bool:
    """Whether what follows makes something else of the name: "Hamid Karzai International Airport"."""
    if stop >= len(text.words) or not text.is_name_word(stop):
        return False
    word = text.words[stop]
    return word in lists.things and word not in lists.titles


def _places_with_small_words(scene: TextScene) -> set[int]:
    """Where "Saint Vincent and the Grenadines" and the like stand, which a row of capitals would break."""
    found: set[int] = set()
    for first, end in scene.places.items():
        if not all(scene.text.capital[first:end]):
            found.update(range(first, end))
    return found


def _run_end(text: NameText, first: int, taken: set[int], lists: NameLists) -> int:
    """The end of the row of capitalised words from `first`, particles between them included."""
    end = first + 1
    while end < len(text.words) and end - 1 not in text.owning and text.follows(end) and end not in taken:
        if text.capital[end]:
            end += 1
            continue
        ahead = end
        while ahead - end < 3 and text.at(ahead) in lists.particles and text.follows(ahead):
            ahead += 1
        if ahead == end or not text.follows(ahead) or not text.capital[ahead] or ahead in taken:
            break
        end = ahead + 1
    return end


def _in_run(scene: TextScene, first: int, end: int) -> NameSpan | None:
    title, begins = _title(scene, first, end)
    if first < title < end and (span := _titled_name(scene, begins, title, end)):
        return span
    start = _start(scene, max(first, title), end)
    if end - start < 2:
        return None
    role = "" if title > first else office_before(scene.text, first, start, scene.places, scene.lists)
    return _untitled(scene, start, end, role)


def _title(scene: TextScene, first: int, end: int) -> tuple[int, int]:
    """Where the last title of the row ends, 0 where it has none, and where its first word stands."""
    text, lists = scene.text, scene.lists
    for place in range(end, first, -1):
        if place in scene.titles:
            return place, min(first, text.row_start(scene.titles[place]))
        word = text.words[place - 1]
        if (word in lists.titles or word in lists.weak_titles) and not _is_within_name(scene, first, place):
            return place, first
        if text.opens(place - 1) and word.lower() in lists.roles and word not in lists.given:
            return place, first
    return 0, first


def _is_within_name(scene: TextScene, first: int, place: int) -> bool:
    """Whether the title that ends at `place` is a part of a name: "President Hassan Sheikh Mohamud"."""
    words, lists = scene.text.words, scene.lists
    before = place - 3
    return before >= first and words[place - 2] in lists.given and words[before] in lists.titles


def _titled_name(scene: TextScene, first: int, title: int, end: int) -> NameSpan | None:
    """The name after a title: "Chinese Foreign Minister Wang Yi"."""
    if scene.text.words[title] in scene.lists.suffixes:
        return None
    stop = _name_end(scene, title, end, after_title=True)
    if stop == title or (stop - title == 1 and not _stands_alone(scene, title)):
        return None
    role = title_as_role(scene.text, first, title, scene.places, scene.lists)
    begin = scene.office_start(first) if role else first
    return _span(scene, title, stop, role if begin == first else scene.text.slice(begin, title))


def _stands_alone(scene: TextScene, place: int) -> bool:
    """Whether one word after a title is a name: "President Trump", and not "General Assembly"."""
    text, lists = scene.text, scene.lists
    word, title = text.words[place], text.words[place - 1]
    if word in lists.things or word in lists.openers or word in lists.places or word.isupper():
        return False
    if word in lists.heads or word in lists.titles or len(word) < _MIN_LENGTH:
        return False
    if title in lists.weak_titles and f"{text.at(place - 2)} {title}" not in _OFFICES:
        return word in lists.given and text.at(place + 1) not in lists.heads
    return True


def _start(scene: TextScene, first: int, end: int) -> int:
    """Where a name may begin in the row: past words that open sentences, places and things."""
    text, lists = scene.text, scene.lists
    while first < end:
        word = text.words[first]
        if first in scene.places:
            first = scene.places[first]
        elif (word in lists.openers and text.opens(first)) or _is_no_name(scene, first, end):
            first += 1
        else:
            break
    return first


def _is_no_name(scene: TextScene, place: int, end: int) -> bool:
    word, lists = scene.text.words[place], scene.lists
    if word in lists.given or word in lists.weak_given:
        return False
    if word in lists.places or word in lists.things or word in lists.heads or word == "The":
        return not begins_eastern(scene.text.words[place : min(end, place + 3)], lists)
    return False


def _untitled(scene: TextScene, first: int, end: int, office: str) -> NameSpan | None:
    """A name without a capitalised title before it: two words at least."""
    text, lists = scene.text, scene.lists
    stop = _name_end(scene, first, end)
    first = _past_stranger(text, first, stop, lists)
    is_thing = (text.at(stop) == "," and text.at(stop + 1) == "which") or text.at(first - 1) in _ARTICLES
    if (
        stop - first < 2
        or is_thing
        or names_a_thing(text, stop, lists)
        or _ends_as_thing(text, first, stop, lists)
    ):
        return None
    role = office or _role_before(scene, first) or role_after(text, stop, lists)
    if role or _is_recognised(scene, first, stop):
        return _span(scene, first, stop, role)
    return None


def _role_before(scene: TextScene, first: int) -> str:
    start = role_before(scene.text, first, scene.lists)
    return scene.text.slice(scene.office_start(start), first) if start < first else ""


def _past_stranger(text: NameText, first: int, stop: int, lists: NameLists) -> int:
    """The start of the name, past a word that only stands before it: "Podemos Pablo Iglesias"."""
    if stop - first < 3 or not is_given(text.words[first + 1], lists):
        return first
    is_name = text.words[first] in lists.weak_given or is_built_as_name(text.words[first:stop], lists)
    return first if is_name else first + 1


def _ends_as_thing(text: NameText, first: int, stop: int, lists: NameLists) -> bool:
    """Whether a thing that is also a family name ends the row: "… Remembrance Day", "in Grant Park"."""
    if text.words[stop - 1] not in lists.things:
        return False
    return not is_given(text.words[first], lists) or text.at(first - 1) in _WHERE


def _is_recognised(scene: TextScene, first: int, stop: int) -> bool:
    text, lists = scene.text, scene.lists
    words = text.words[first:stop]
    if is_built_as_name(words, lists):
        return True
    return _is_described(text, stop)


def _is_described(text: NameText, stop: int) -> bool:
    """Whether what follows is said of people only: an age, or "who"."""
    if text.at(stop) != ",":
        return False
    if text.at(stop + 1) == "who":
        return True
    return bool(_AGE.fullmatch(text.at(stop + 1))) and text.at(stop + 2) in {",", "."}


def _name_end(scene: TextScene, first: int, end: int, *, after_title: bool = False) -> int:
    """Where the name that begins at `first` ends: at a word that is in no name, or after a suffix."""
    text, lists = scene.text, scene.lists
    place = first
    while place < end and place - first < _MAX_WORDS:
        if text.words[place] in lists.suffixes and place > first:
            place += 1
            break
        if not _goes_on(scene, place, first, end):
            named_as_place = place == first + 1 == end - 1 and scene.text.words[place] in lists.places
            place += after_title and named_as_place and scene.text.words[first] in lists.given
            break
        place += 1
    while place > first and text.words[place - 1] in lists.particles:
        place -= 1
    return place


def _goes_on(scene: TextScene, place: int, first: int, end: int) -> bool:
    text, lists = scene.text, scene.lists
    word = text.words[place]
    if not text.capital[place]:
        return place > first and word in lists.particles
    if place == first and text.opens(place) and word in lists.openers and word not in lists.given:
        return False
    if may_be_in_name(word, first=place == first, lists=lists):
        return True
    if place == first:
        return begins_eastern(text.words[first : min(end, first + 3)], lists)
    return is_eastern(text.words[first : place + 1], lists)


def _span(scene: TextScene, first: int, stop: int, role: str) -> NameSpan | None:
    words, lists = scene.text.words[first:stop], scene.lists
    is_cut = words[-1] not in lists.suffixes and bool(INITIALS.fullmatch(words[-1]))
    if is_cut or " ".join(words) in lists.not_bodies or scene.places.get(first) == stop:
        return None
    written = scene.text.slice(first, stop)
    return NameSpan(first, stop, NameKind.PERSON, written.replace("’", "'"), written, role)
