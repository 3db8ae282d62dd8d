"""Names of organisations by their head, such as Ministry or Bank, and the words around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.tagging.names.organisation_nouns import after_noun, before_noun, place_words, without_openers
from archive.tagging.names.person_words import begins_eastern
from archive.tagging.names.word_lists import NameLists, name_lists, towns
from archive.vocabularies.names import NameKind

_MAX_WORDS = 9
_TEXTS_KEPT = 512
_LONG_OBJECT = 4
_LINKS = frozenset({"of", "for", "on"})
_LINKING = frozenset({"and", "in", "on", "at", "to", "for", "is", "was", "has", "had", "said", "says", "of"})
_ARTICLES = frozenset({"the", "The"})
_COMPANY = frozenset({"Co", "Co."})
_AND = frozenset({"and", "&"})


@lru_cache(maxsize=_TEXTS_KEPT)
def built_organisations(text: NameText) -> tuple[NameSpan, ...]:
    """Every organisation whose name has a head, or a noun right beside it; kept for who asks next."""
    return () if text.titled else tuple(_built(text))


def _built(text: NameText) -> Iterator[NameSpan]:
    lists = name_lists()
    heads, fronts, nouns_before, nouns_after = (
        lists.heads,
        lists.front_heads,
        lists.body_nouns,
        lists.nouns_after,
    )
    free = 0
    for place, word in enumerate(text.words):
        if word in heads:
            if place >= free and text.capital[place] and (span := _around(text, place, lists)):
                free = span.end
                yield span
        elif word in fronts:
            if place >= free and (span := _behind(text, place, lists)):
                free = span.end
                yield span
        elif (word in nouns_before and (span := after_noun(text, place, lists))) or (
            word in nouns_after and (span := before_noun(text, place, lists))
        ):
            yield span


def _around(text: NameText, head: int, lists: NameLists) -> NameSpan | None:
    """The name around the last head of its row of capitalised words."""
    head = _last_head(text, head, lists)
    first, end = _left(text, head, lists), _right(text, head, lists)
    first = without_openers(text, first, head, lists)
    if first < head and text.at(first - 1) in lists.particles and text.follows(first):
        first -= 1
    first = _past_owner(text, first, head, lists)
    if end - first > _MAX_WORDS or not _is_body(text, first, head, end, lists):
        return None
    name = text.slice(first, end)
    return NameSpan(first, end, NameKind.ORGANISATION, name.replace("’", "'"), name)


def _behind(text: NameText, front: int, lists: NameLists) -> NameSpan | None:
    """The name that a word such as "Banco" or "AC" begins, with particles between its words."""
    end = front + 1
    while (
        end - front < _MAX_WORDS
        and end < len(text.words)
        and text.follows(end)
        and end - 1 not in text.owning
    ):
        ahead = end
        while text.at(ahead) in lists.particles and text.follows(ahead + 1):
            ahead += 1
        if not text.capital[ahead] or text.words[ahead] in lists.titles or text.words[ahead] in lists.openers:
            break
        end = ahead + 1
    if end == front + 1 or text.words[front + 1] in lists.heads or text.words[front + 1] in lists.things:
        return None
    front -= text.at(front - 1) == "Radio" and text.follows(front)
    name = text.slice(front, end)
    return NameSpan(front, end, NameKind.ORGANISATION, name.replace("’", "'"), name)


def _past_owner(text: NameText, first: int, head: int, lists: NameLists) -> int:
    """Where a company's name with an ending within begins: "Oliver's Stores Inc", not "Japan's Sony Inc"."""
    owner = first - 1
    if text.words[head] not in lists.company_ends or owner not in text.owning or not text.capital[owner]:
        return first
    is_plain = all(word in lists.things or word in lists.heads for word in text.words[first:head])
    return owner if is_plain and text.words[owner] not in lists.places else first


def _last_head(text: NameText, head: int, lists: NameLists) -> int:
    """The last head that follows without a gap: of "Security Council" the council."""
    place = head
    while place + 1 < len(text.words) and text.is_name_word(place + 1) and text.words[place + 1] != "The":
        place += 1
        if text.words[place] in lists.heads and text.words[place] not in lists.titles:
            head = place
    return head


def _left(text: NameText, head: int, lists: NameLists) -> int:
    """Where the name begins: words joined by single spaces, and "and" between words of bodies."""
    first = head
    while first > 0:
        before = first - 1
        if text.words[first] == "The":
            break
        if text.is_name_word(first) and text.capital[before] and _may_belong(text.words[before], lists):
            first = before
        elif _is_and(text, before) and _joins_names(text, before, lists):
            first = before - 1
        elif text.words[head] in lists.heads_for and (start := _start_of_fields(text, before, lists)):
            first = start
        else:
            break
    return first


def _start_of_fields(text: NameText, link: int, lists: NameLists) -> int:
    """Where "the Black Communication and" of a lab begins: fields after an article; 0 where it is none."""
    if not _is_and(text, link):
        return 0
    start = link
    while start > 0 and text.capital[start - 1] and (start == link or text.is_name_word(start)):
        start -= 1
    words = text.words[start:link]
    first = start + (text.words[start] in {"The", "A"})
    others = (lists.heads, lists.titles, lists.given, lists.places)
    is_field = bool(words) and not any(word.isupper() or word in kind for word in words for kind in others)
    return first if is_field and first < link and text.at(first - 1) in _ARTICLES else 0


def _joins_names(text: NameText, link: int, lists: NameLists) -> bool:
    """Whether "and" stands within a name: "Food and Drug Administration", "Samuel Montagu and Co"."""
    return text.words[link + 1] in _COMPANY or _is_first_of_pair(text, link, lists)


def _is_first_of_pair(text: NameText, link: int, lists: NameLists) -> bool:
    """Whether the word before "and" is of this name, and does not end another one."""
    return link > 0 and text.at(link - 2) != "of" and _pairs(text, link, lists)


def _may_belong(word: str, lists: NameLists) -> bool:
    return (
        (word not in lists.titles or word in lists.body_words)
        and not (word[0].isdigit() and len(word) > 2)
        and word[0].isalnum()
    )


def _is_and(text: NameText, place: int) -> bool:
    return text.words[place] in _AND and text.follows(place) and text.follows(place + 1)


def _pairs(text: NameText, place: int, lists: NameLists) -> bool:
    """Whether "and" joins two words of one name: "Food and Drug Administration"."""
    if place - 1 in text.owning:
        return False
    both = text.words[place - 1], text.words[place + 1]
    return both[1] not in lists.starters and all(_is_paired(word, lists) for word in both)


def _is_paired(word: str, lists: NameLists) -> bool:
    if word in lists.members:
        return False
    if word in lists.body_words or word in lists.weak_heads:
        return True
    return word in lists.things and word not in lists.heads


def _right(text: NameText, head: int, lists: NameLists) -> int:
    """Where the name ends: the head, or "of" or "for" with what follows, twice at most."""
    end = head + 1
    if end < len(text.words) and text.is_name_word(end) and text.words[end] in lists.company_ends:
        end += 1
    is_on = text.at(end) == "on" and text.words[head] in lists.heads_on
    if text.words[head] in lists.weak_heads and not (is_on or _is_task_force(text, head)):
        return end
    if head in text.owning or text.words[head] in lists.company_ends:
        return end
    for _ in range(2):
        tail = _tail(text, end, text.words[head], lists)
        if tail == end:
            break
        end = tail
    return _at_place(text, head, end, lists)


def _at_place(text: NameText, head: int, end: int, lists: NameLists) -> int:
    """The end past "at Austin", where a university's campus is named."""
    is_campus = text.words[head] == "University" and end > head + 1 and text.at(end) == "at"
    if not is_campus or end + 1 >= len(text.words) or not text.follows(end + 1):
        return end
    return end + 2 if text.words[end + 1] in lists.wide_places or text.words[end + 1] in towns() else end


def _tail(text: NameText, end: int, head: str, lists: NameLists) -> int:
    """The end of " of the Interior" behind `end`, or `end` where nothing of the kind stands there."""
    if not text.follows(end) or not _is_link(text.at(end), head, lists):
        return end
    place = end + 1
    if text.at(place) == "the" and text.follows(place):
        place += 1
    if (stop := _place_end(text, place, lists)) > place:
        if text.words[end] == "on" and stop < len(text.words) and text.words[stop] not in lists.after_name:
            return end
        return end if _is_adjective(text, stop, lists) and text.words[stop] not in _LINKING else stop
    last = _object_end(text, place, lists)
    if text.words[end] == "for" and text.words[last : last + 2] == ["and", "the"] and text.goes_on(last + 1):
        last += 3
    if head in lists.led_heads and _may_be_leader(text.words[place:last], lists):
        return end
    return last if last > place and not _is_adjective(text, last, lists) else end


def _may_be_leader(words: list[str], lists: NameLists) -> bool:
    """Whether the words after "of" look like a person: two or three, none a field's or a place's."""
    kinds = (lists.body_words, lists.heads, lists.things, lists.wide_places, lists.members)
    return 1 < len(words) < _LONG_OBJECT and not any(
        word in kind or word.endswith("s") for word in words for kind in kinds
    )


def _is_link(link: str, head: str, lists: NameLists) -> bool:
    """Whether a preposition may go on with the name after this head."""
    if link == "for":
        return head in lists.heads_for
    return link == "of" or (link == "on" and head in lists.heads_on)


def _object_end(text: NameText, first: int, lists: NameLists) -> int:
    """Where the words that the preposition before `first` belongs to end; `first` where there are none."""
    word = text.at(first)
    if not word or word in lists.titles or word in lists.no_object:
        return first
    if begins_eastern(text.words[first : first + 3], lists):
        return first
    if word in lists.no_object_alone and not text.goes_on(first):
        return first
    last = first
    while last < len(text.words) and text.follows(last) and _continues(text, last, first, lists):
        last += 1
        if last < len(text.words) - 1 and _is_and(text, last) and _pairs(text, last, lists):
            last += 1
    return last


def _is_adjective(text: NameText, end: int, lists: NameLists) -> bool:
    """Whether the words before `end` only describe what follows: "Council of the Belarusian opposition"."""
    word = text.words[end - 1]
    if word in lists.possessives:
        return True
    return (
        word in lists.places and text.follows(end) and text.words[end].isalpha() and text.at(end - 2) == "the"
    )


def _place_end(text: NameText, first: int, lists: NameLists) -> int:
    """Where the place that begins at `first` ends, which ends the name: "Supreme Court of South Africa"."""
    if not text.follows(first) or not text.capital[first]:
        return first
    for start, stop, _ in lists.place_phrases.scan(text.words[first : first + _MAX_WORDS]):
        if start == 0 and text.follows(first + stop - 1):
            return first + stop
        break
    goes_on = text.goes_on(first) and text.words[first] not in lists.countries
    ends = not text.goes_on(first) or not (goes_on or _names_bodies(text.words[first + 1], lists))
    return first + 1 if ends and text.words[first] in lists.places else first


def _names_bodies(word: str, lists: NameLists) -> bool:
    """Whether a word goes on with a place in the name of a body: "Alliance of Sahel States"."""
    return word in lists.body_words or (word in lists.things and word not in lists.titles)


def _continues(text: NameText, place: int, first: int, lists: NameLists) -> bool:
    if not text.capital[place] or (place > first and place - 1 in text.owning):
        return False
    word = text.words[place]
    if place == first:
        return True
    if text.words[place - 1] in lists.heads and word not in lists.heads and word not in lists.body_words:
        return False
    return word not in lists.titles and word not in lists.weak_titles and word not in lists.given


def _is_body(text: NameText, first: int, head: int, end: int, lists: NameLists) -> bool:
    word = text.words[head]
    before = text.words[first:head]
    if _is_task_force(text, head):
        return head - first > 1 or end > head + 1
    if f"{text.words[head - 1]} {word}" in lists.not_bodies or " ".join((*before, word)) in lists.not_bodies:
        return False
    if end > head + 1 and text.words[head + 1] in _LINKS:
        named = before or word not in {"Department", "Party"}
        return bool(named) or text.words[end - 1] not in lists.wide_places
    is_thing = len(before) == 1 and before[0] in lists.things and before[0] not in lists.body_words
    if not before or (is_thing and word not in lists.company_ends):
        return False
    following = text.at(end) if end < len(text.words) and text.is_name_word(end) else ""
    if following in lists.attached or (following and _is_weak(word, lists)):
        return False
    return _qualifies(text, first, head, lists)


def _is_task_force(text: NameText, head: int) -> bool:
    return text.words[head] == "Force" and text.at(head - 1) == "Task"


def _is_weak(word: str, lists: NameLists) -> bool:
    return word in lists.weak_heads and word not in lists.company_heads


@dataclass(frozen=True, slots=True)
class _Modifiers:
    """The words before a head: whether some name a place, and the `others`.

    `bodies` counts the words of bodies among the others; `proper`: one is neither that nor a common word.
    """

    placed: bool
    others: list[str]
    bodies: int
    proper: bool


def _modifiers(text: NameText, first: int, head: int, lists: NameLists) -> _Modifiers:
    placed = place_words(text, first, head, lists)
    others = [text.words[p] for p in range(first, head) if p not in placed]
    bodies = sum(w in lists.body_words or w in lists.heads for w in others)
    common = (lists.things, lists.openers, lists.body_words)
    proper = any(all(word not in words for words in common) for word in others)
    return _Modifiers(bool(placed), others, bodies, proper)


def _qualifies(text: NameText, first: int, head: int, lists: NameLists) -> bool:
    """Whether the words before the head make a name of it."""
    word, before = text.words[head], _modifiers(text, first, head, lists)
    if word in lists.services and before.bodies and text.at(first - 1) in _ARTICLES:
        return True
    if word in lists.faint_heads:
        return before.bodies > 1 or (before.bodies == 1 and (before.placed or before.proper))
    if word in lists.weak_heads:
        return before.proper or before.bodies > 1 or (before.placed and _goes_with_place(word, before, lists))
    if not before.others:
        is_office = word == "Party" and text.at(head + 1) in lists.titles and text.follows(head + 1)
        has_thing = any(w in lists.things for w in text.words[first:head])
        return before.placed and (word in lists.with_place or has_thing) and not is_office
    if word == "Department" and all(w in lists.wide_places for w in before.others):
        return False
    return before.proper or before.bodies > 0 or before.placed or word in lists.company_ends


def _goes_with_place(head: str, before: _Modifiers, lists: NameLists) -> bool:
    """Whether a place is enough before a weak head: beside a word of bodies, or before a company's."""
    return before.bodies > 0 or head in lists.company_heads
