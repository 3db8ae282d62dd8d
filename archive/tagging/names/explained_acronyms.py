"""Acronyms that a text explains: "National People's Congress (NPC)" and "NPC (National People's Congress)".

The capitals of the acronym must be the initials of the words, small words counted or not, in their order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.tagging.names.organisations import built_organisations
from archive.tagging.names.word_lists import name_lists
from archive.vocabularies.acronyms import has_initials, is_acronym
from archive.vocabularies.names import KnownNames, NameKind

_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class ExplainedAcronym:
    """An acronym, and the words `[first, end)` that it stands for; `place` is where the acronym stands."""

    acronym: str
    first: int
    end: int
    place: int


def acronyms_of(texts: Sequence[Sequence[NameText]], known: KnownNames) -> dict[str, str]:
    """The acronyms of bodies that the texts explain; one that is explained in two ways means neither."""
    found: dict[str, set[str]] = {}
    for text in (text for of_item in texts for text in of_item if "(" in text.words):
        bodies = {(span.first, span.end): span.name for span in built_organisations(text)}
        for pair in explained_acronyms(text):
            name = text.slice(pair.first, pair.end).removeprefix("the ").replace("’", "'")
            resolved = known.resolve(NameKind.ORGANISATION, name)
            if resolved or _is_body(pair.first, pair.end, bodies):
                found.setdefault(pair.acronym, set()).add(resolved or name)
        for (_, end), name in bodies.items():
            inside = _bracketed(text, end, known)
            if inside and inside not in found and len(name.split()) >= len(inside) - 1:
                found[inside] = {known.resolve(NameKind.ORGANISATION, name) or name}
    return {acronym: names.pop() for acronym, names in found.items() if len(names) == 1}


def _bracketed(text: NameText, place: int, known: KnownNames) -> str:
    """The known acronym in brackets at `place`, right after a body, whatever its letters are the initials of.

    Letters may come from another language: "People's Democratic Party (HDP)".
    """
    inside = text.at(place + 1)
    is_one = text.at(place) == "(" and text.at(place + 2) == ")" and is_acronym(inside)
    return inside if is_one and known.resolve(NameKind.ORGANISATION, inside) else ""


def acronym_spans(text: NameText, acronyms: Mapping[str, str]) -> Iterator[NameSpan]:
    """The names that the acronyms in a text stand for, and the long forms that it explains."""
    if not acronyms:
        return
    for place, word in enumerate(text.words):
        if word in acronyms:
            yield NameSpan(place, place + 1, NameKind.ORGANISATION, acronyms[word], word)
    for pair in explained_acronyms(text):
        if pair.acronym in acronyms:
            written = text.slice(pair.first, pair.end)
            yield NameSpan(pair.first, pair.end, NameKind.ORGANISATION, acronyms[pair.acronym], written)


def explained_acronyms(text: NameText) -> Iterator[ExplainedAcronym]:
    """Every acronym that the text explains, either way round."""
    words = text.words
    for place, word in enumerate(words):
        if word != "(" or place + 2 >= len(words):
            continue
        inside = words[place + 1]
        if words[place + 2] == ")" and is_acronym(inside):
            first = _first_before(text, place, inside)
            if first is not None:
                yield ExplainedAcronym(inside, first, place, place + 1)
        elif place and is_acronym(words[place - 1]) and ")" in words[place : place + _MAX_WORDS + 2]:
            end = words.index(")", place)
            if has_initials(words[place + 1 : end], words[place - 1]):
                yield ExplainedAcronym(words[place - 1], place + 1, end, place - 1)


def _first_before(text: NameText, place: int, acronym: str) -> int | None:
    """Where the nearest words that end before `place` and fit the acronym begin."""
    words, small = text.words, name_lists().small
    for first in range(place - 1, max(-1, place - 1 - _MAX_WORDS), -1):
        word = words[first]
        if not (text.capital[first] or word in small):
            return None
        if text.capital[first] and has_initials(words[first:place], acronym):
            return first
    return None


def _is_body(first: int, end: int, bodies: Mapping[tuple[int, int], str]) -> bool:
    """Whether a body was found that makes up most of the long form."""
    return any(
        first <= start <= first + 2 and stop <= end and 2 * (stop - start) >= end - first
        for start, stop in bodies
    )
