"""Names of organisations by their build: a head such as Ministry or Bank, and the words around it."""

from collections.abc import Iterator

from archive.tagging.names.lists import NameLists, name_lists
from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.vocabularies.names import NameKind

_MOST_WORDS = 9
_LINKS = frozenset({"of", "for", "on"})
_LINKING = frozenset({"and", "in", "on", "at", "to", "for", "is", "was", "has", "had", "said", "says", "of"})
_AND = frozenset({"and", "&"})


def built_organisations(text: NameText) -> Iterator[NameSpan]:
    """Every organisation that a head, or a noun right beside it, tells."""
    if text.titled:
        return
    lists = name_lists()
    heads, nouns_before, nouns_after = lists.heads, lists.body_nouns, lists.nouns_after
    free = 0
    for place, word in enumerate(text.words):
        if word in heads:
            if place >= free and text.capital[place] and (span := _around(text, place, lists)):
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
    if end - first > _MOST_WORDS or not _is_body(text, first, head, end, lists):
        return None
    name = text.slice(first, end)
    return NameSpan(first, end, NameKind.ORGANISATION, name.replace("’", "'"), name)


def _last_head(text: NameText, head: int, lists: NameLists) -> int:
    """The last head that follows without a gap: of "Security Council" the council."""
    place = head
    while place + 1 < len(text.words) and text.is_name_word(place + 1):
        place += 1
        if text.words[place] in lists.heads and text.words[place] not in lists.titles:
            head = place
    return head


def _left(text: NameText, head: int, lists: NameLists) -> int:
    """Where the name begins: words joined by single spaces, and "and" between words of bodies."""
    first = head
    while first > 0:
        before = first - 1
        if text.is_name_word(first) and text.capital[before] and _may_belong(text.words[before], lists):
            first = before
        elif _is_and(text, before) and _is_first_of_pair(text, before, lists):
            first = before - 1
        else:
            break
    return first


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
    if text.words[head] in lists.weak_heads or head in text.owning:
        return end
    for _ in range(2):
        tail = _tail(text, end, text.words[head], lists)
        if tail == end:
            break
        end = tail
    return end


def _tail(text: NameText, end: int, head: str, lists: NameLists) -> int:
    """The end of " of the Interior" behind `end`, or `end` where nothing of the kind stands there."""
    link = text.at(end)
    if not text.follows(end) or not (
        link == "of"
        or (link == "for" and head in lists.heads_for)
        or (link == "on" and head in lists.heads_on)
    ):
        return end
    place = end + 1
    if text.at(place) == "the" and text.follows(place):
        place += 1
    if (stop := _place_end(text, place, lists)) > place:
        return end if _is_adjective(text, stop, lists) and text.words[stop] not in _LINKING else stop
    if text.at(place) in lists.titles or text.at(place) in lists.no_object:
        return end
    if text.at(place) in lists.no_object_alone and not text.goes_on(place):
        return end
    last = place
    while last < len(text.words) and text.follows(last) and _continues(text, last, place, lists):
        last += 1
        if last < len(text.words) - 1 and _is_and(text, last) and _pairs(text, last, lists):
            last += 1
    return last if last > place and not _is_adjective(text, last, lists) else end


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
    for start, stop, _ in lists.place_phrases.scan(text.words[first : first + _MOST_WORDS]):
        if start == 0 and text.follows(first + stop - 1):
            return first + stop
        break
    ends = not text.goes_on(first) or not _names_bodies(text.words[first + 1], lists)
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
    if f"{text.words[head - 1]} {word}" in lists.not_bodies or " ".join((*before, word)) in lists.not_bodies:
        return False
    if end > head + 1 and text.words[head + 1] in _LINKS:
        named = before or word not in {"Department", "Party"}
        return bool(named) or text.words[end - 1] not in lists.wide_places
    if not before or (len(before) == 1 and before[0] in lists.things and before[0] not in lists.body_words):
        return False
    following = text.at(end) if end < len(text.words) and text.is_name_word(end) else ""
    if following in lists.attached or (following and _is_weak(word, lists)):
        return False
    return _qualifies(text, first, head, lists)


def _is_weak(word: str, lists: NameLists) -> bool:
    return word in lists.weak_heads and word not in lists.company_heads


def _qualifies(text: NameText, first: int, head: int, lists: NameLists) -> bool:
    """Whether the words before the head make a name of it."""
    placed = place_words(text, first, head, lists)
    rest = [text.words[p] for p in range(first, head) if p not in placed]
    word = text.words[head]
    bodies = sum(w in lists.body_words or w in lists.heads for w in rest)
    proper = [
        w for w in rest if w not in lists.things and w not in lists.openers and w not in lists.body_words
    ]
    if word in lists.faint_heads:
        return bodies > 1 or bool(bodies and (placed or proper))
    if word in lists.weak_heads:
        return (
            bool(proper)
            or bodies > 1
            or bool(placed and bodies)
            or bool(placed and word in lists.company_heads)
        )
    if not rest:
        is_office = word == "Party" and text.at(head + 1) in lists.titles and text.follows(head + 1)
        return bool(placed) and word in lists.with_place and not is_office
    if word == "Department" and all(w in lists.wide_places for w in rest):
        return False
    return bool(proper or bodies or placed)


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


_MOST_BESIDE = 4
_PLACED = 3


def after_noun(text: NameText, place: int, lists: NameLists) -> NameSpan | None:
    """The name right after a noun: "the trade union federation Rengo"."""
    first = end = place + 1
    while end < len(text.words) and text.follows(end) and text.capital[end] and end - first <= _MOST_BESIDE:
        end += 1
        if end - 1 in text.owning:
            break
    return _beside_noun(text, first, end, text.words[place], lists)


def before_noun(text: NameText, place: int, lists: NameLists) -> NameSpan | None:
    """The name right before a noun: "the Choneros gang"."""
    first = place
    while first > 0 and text.follows(first) and text.capital[first - 1] and place - first < _MOST_BESIDE:
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
    if any(word in lists.titles or word in lists.openers for word in words):
        return None
    if words[-1] in lists.things or words[-1] in lists.body_words:
        return None
    if words[0] in lists.places and len(words) < _PLACED:
        return None
    name = text.slice(first, end)
    return NameSpan(first, end, NameKind.ORGANISATION, name.replace("’", "'"), name)


def _describes(word: str) -> bool:
    """Whether a word ends in small letters after a hyphen: "Beijing-critical"."""
    return "-" in word and word.rpartition("-")[2].islower()
