"""Rows of capitalised words that may be an organisation's name, right before or after a place in a text."""

import re
from dataclasses import dataclass
from functools import cache

from archive.tagging.names.name_text import NameText
from archive.tagging.names.organisation_nouns import place_words, without_openers
from archive.tagging.names.word_lists import NameLists, towns
from archive.vocabularies import SHIPPED
from archive.vocabularies.acronyms import is_acronym, is_word
from archive.vocabularies.names import NameKind

_MAX_WORDS = 5
_MIN_LETTERS = 3
_NUMBERED = re.compile(r"[A-Z]+-?\d+")
"""Proposals, standards and models: "KEP-3960", "BIP141"."""

_HUMPS = re.compile(r"[a-z][A-Z]")
_JOINING = frozenset({"&"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words `[first, end)` of a text, which may be a name.

    `shaped`: it has a form that people's names have not, such as capitals inside, or ends as bodies do.
    `articled`: "the" stands before it. `opening`: it is one word, plain in form, that begins a sentence.
    `owning`: it ends in "'s".
    """

    first: int
    end: int
    name: str
    shaped: bool
    articled: bool
    opening: bool
    owning: bool


def name_before(text: NameText, end: int, lists: NameLists, *, sure: bool = False) -> Candidate | None:
    """The name that ends right before the word at `end`; `sure`: it may begin with a given name."""
    if not end or not text.capital[end - 1]:
        return None
    first = end
    while first > 0 and end - first < _MAX_WORDS and _joins(text, first, end):
        first -= 1
    first = without_openers(text, first, end, lists)
    while first < end and text.words[first] in lists.no_object:
        first += 1
    return _checked(text, first, end, lists, sure)


def name_from(text: NameText, first: int, lists: NameLists, *, sure: bool = False) -> Candidate | None:
    """The name that begins with the word at `first`, past an article."""
    if text.at(first) in {"the", "The"}:
        first += 1
    if first >= len(text.words) or not text.capital[first]:
        return None
    end = first
    while end < len(text.words) and end - first < _MAX_WORDS and (text.capital[end] or _is_joint(text, end)):
        if end > first and (
            end - 1 in text.owning or not text.follows(end) or text.words[end] in lists.given
        ):
            break
        end += 1
    return _checked(text, first, end, lists, sure)


def _joins(text: NameText, first: int, end: int) -> bool:
    before = first - 1
    if not text.capital[before] and not _is_joint(text, before):
        return False
    return first == end or (text.follows(first) and before not in text.owning)


def _is_joint(text: NameText, place: int) -> bool:
    return text.words[place] in _JOINING and text.goes_on(place)


def _checked(text: NameText, first: int, end: int, lists: NameLists, sure: bool) -> Candidate | None:
    words = text.words[first:end]
    if not words or not _may_be_body(text, first, end, lists, sure):
        return None
    shaped = any(map(_has_shape, words)) or (len(words) > 1 and words[-1] in lists.heads)
    shaped = shaped or _is_national(words, lists)
    is_doubtful = " ".join(words) in doubtful_names()
    alone = len(words) == 1 and text.opens(first) and not shaped and not is_doubtful
    if alone and (words[0].endswith("s") or words[0].lower() in lists.common):
        return None
    name = text.slice(first, end)
    return Candidate(
        first,
        end,
        name.replace("’", "'"),
        shaped=shaped,
        articled=first > 0 and text.words[first - 1] in {"the", "The"},
        opening=alone,
        owning=end - 1 in text.owning,
    )


def _may_be_body(text: NameText, first: int, end: int, lists: NameLists, sure: bool) -> bool:
    words = text.words[first:end]
    if text.is_in_code(first, end):
        return False
    if " ".join(words) in doubtful_names() or _is_national(words, lists):
        return True
    if any("/" in word or _NUMBERED.fullmatch(word) for word in words):
        return False
    if len(words) > 1 and _ends_otherwise(words[-1], lists):
        return False
    if len(words[0]) < _MIN_LETTERS or not words[0][0].isalpha() or not words[-1][0].isalpha():
        return False
    if any(word in lists.titles or word in lists.weak_titles for word in words):
        return False
    if words[0] in lists.openers and (len(words) == 1 or text.opens(first)):
        return False
    if not sure and (words[0] in lists.given or words[0] in lists.weak_given):
        return False
    if len(place_words(text, first, end, lists)) == len(words) or _is_of_place(text, first, end, lists):
        return False
    plain = (lists.things, lists.body_words, lists.wide_places, lists.heads)
    return not all(any(word in kind for kind in plain) for word in words) and words[-1] not in lists.no_bodies


def _ends_otherwise(word: str, lists: NameLists) -> bool:
    """Whether the last word makes a place, an event or a law of it: "Laconia Motorcycle Week"."""
    is_other = word in lists.attached or word in lists.grounds
    return is_other and word not in lists.heads and word not in lists.body_words


def _is_national(words: list[str], lists: NameLists) -> bool:
    """Whether a field and a country make a name, as in "Athletics Kenya" and "Age UK"."""
    return (
        len(words) == 2
        and words[1] in lists.countries
        and words[0] not in lists.openers
        and (words[0] in lists.body_words or words[0] in lists.fields)
        and lists.place_phrases.get(words) is None
    )


def _is_of_place(text: NameText, first: int, end: int, lists: NameLists) -> bool:
    """Whether the words are a place's name or the end or the beginning of one: "New Brunswick"."""
    if " ".join(text.words[first:end]) in towns():
        return True
    near = text.words[max(0, first - _MAX_WORDS) : end + _MAX_WORDS]
    here = min(first, _MAX_WORDS)
    return any(
        start <= here < stop and not (start == here and stop < here + end - first)
        for start, stop, _ in lists.place_phrases.scan(near)
    ) or (first > 0 and f"{text.words[first - 1]} {text.words[first]}" in towns())


def _has_shape(word: str) -> bool:
    """Whether a word is an acronym, has one capital inside, or ends as banks do; code has several."""
    if any(letter.isdigit() for letter in word) or (word.endswith("s") and word[:-1].isupper()):
        return False
    if word.isupper():
        return len(word) >= _MIN_LETTERS and is_acronym(word) and not is_word(word.lower())
    inner = sum(letter.isupper() for letter in word[1:])
    if len(_HUMPS.findall(word)) > 1:
        return False
    return (
        inner > 0 and not word.startswith(("Mc", "Mac", "O'", "De", "Di", "La", "Le")) and "-" not in word
    ) or (word.endswith("bank") and len(word) > 6)


@cache
def doubtful_names() -> frozenset[str]:
    """The names of known bodies that are as often another word: "Shell"."""
    return frozenset(
        form.form
        for form in SHIPPED.names.forms
        if form.when and form.form == form.name and form.kind is NameKind.ORGANISATION
    )
