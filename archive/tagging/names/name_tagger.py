"""The name tagger: finds the people and organisations of items, each under one name and with a strength.

Known forms come first, then what acronyms, heads and titles tell. Acronyms that one item of an issue explains
count in all of its items. Texts in other languages than English are searched for known forms alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.models import Item, Tag
from archive.tagging.names.coreference import Entity, entities, family_names
from archive.tagging.names.explained_acronyms import acronym_spans, acronyms_of
from archive.tagging.names.known_names import known_spans
from archive.tagging.names.name_spans import NameSpan, without_overlaps
from archive.tagging.names.name_text import NameText, name_text
from archive.tagging.names.organisations import built_organisations
from archive.tagging.names.people import built_people
from archive.tagging.names.shown_organisations import Reading, shown_organisations
from archive.tagging.names.word_lists import name_lists
from archive.tagging.text_words import PhraseTable
from archive.vocabularies import SHIPPED
from archive.vocabularies.names import KnownNames, NameKind

# "(Reuters) (ABC News (Australia))" after the last sentence names who reported it.
_CREDITS = re.compile(r"(?<=[.!?”\"')])(?:,?\s*\((?:[^()]|\([^()]*\)){2,80}\))+$")
MAX_NAMES = 200
"""An item is tagged with so many people at most, and so many organisations: the strongest."""

_BASE, _HEADLINE, _LEAD, _AGAIN, _MAX_AGAIN = 0.2, 0.4, 0.2, 0.1, 0.4


@dataclass(frozen=True, slots=True)
class NameTags:
    """The tags of one item."""

    people: tuple[Tag, ...] = ()
    organisations: tuple[Tag, ...] = ()


def tag_names(items: Sequence[Item], known: KnownNames | None = None) -> list[NameTags]:
    """The people and organisations of each item of one issue, the strongest first.

    `known` are the names that are known by their forms; those that ship where none are given.
    """
    issue = read_issue(items, known or SHIPPED.names)
    shown = shown_organisations(issue.readings, issue.known)
    return [_tagged(reading, issue, shown) for reading in issue.readings]


@dataclass(frozen=True, slots=True, eq=False)
class IssueNames:
    """What was found in the items of one issue by the words of names, with the acronyms explained."""

    known: KnownNames
    acronyms: Mapping[str, str]
    readings: Sequence[Reading]

    def entities(self, reading: Reading, more: Iterable[tuple[int, NameSpan]] = ()) -> list[Entity]:
        """The people and bodies of an item; `more` are names that were found by other means."""
        placed = [*reading.placed, *more]
        found = entities(placed, self.known, self.acronyms)
        _count_family_names(reading.texts, placed, found)
        return [entity for entity in found if not self.known.is_refused(entity.name)]


def read_issue(items: Sequence[Item], known: KnownNames) -> IssueNames:
    """The names in the items of one issue that their own words or a word beside them tell."""
    texts = [_texts(item) for item in items]
    acronyms = acronyms_of(texts, known)
    readings = [_read(item, found, known, acronyms) for item, found in zip(items, texts, strict=True)]
    return IssueNames(known, acronyms, readings)


def _texts(item: Item) -> list[NameText]:
    possessives = name_lists().possessives
    texts = (item.headline, *(paragraph.text for paragraph in item.paragraphs))
    return [name_text(_CREDITS.sub("", text) if text.endswith(")") else text, possessives) for text in texts]


def _read(item: Item, texts: Sequence[NameText], known: KnownNames, acronyms: Mapping[str, str]) -> Reading:
    words = {word for text in texts for word in text.words}
    english = item.language.startswith("en")
    placed: list[tuple[int, NameSpan]] = []
    for place, text in enumerate(texts):
        if text.words:
            placed += ((place, span) for span in _spans(text, words, known, acronyms, english))
    return Reading(item, texts, placed)


def _tagged(reading: Reading, issue: IssueNames, shown: PhraseTable[str]) -> NameTags:
    kept = issue.entities(reading, reading.spans_of(shown) if len(shown) else ())
    lead = 0 if reading.item.headline else 1
    return NameTags(_tags(kept, NameKind.PERSON, lead), _tags(kept, NameKind.ORGANISATION, lead))


def _spans(
    text: NameText, words: set[str], known: KnownNames, acronyms: Mapping[str, str], english: bool
) -> list[NameSpan]:
    spans = [*acronym_spans(text, acronyms), *known_spans(text, words, known)]
    if english:
        spans += _beyond_known(built_organisations(text), spans, text)
    spans = without_overlaps(spans)
    if english:
        taken = {p for span in spans if span.kind is not NameKind.PERSON for p in range(span.first, span.end)}
        spans = _with_people(spans, list(built_people(text, taken)))
    return [span for span in spans if span.kind is not NameKind.NONE]


def _beyond_known(built: Sequence[NameSpan], known: list[NameSpan], text: NameText) -> list[NameSpan]:
    """The built names but those that only prolong a known one: "California U.S. Senate", "Fellow Taliban"."""
    ends = {span.end: span for span in known}
    return [span for span in built if span.end not in ends or _is_another(ends[span.end], span, text)]


def _is_another(known: NameSpan, built: NameSpan, text: NameText) -> bool:
    """Whether a longer name is not the known one: "Jamaica Labour Party", and not "Russian Wagner Group"."""
    lists = name_lists()
    words = text.words[known.first : known.end]
    if words[0] in lists.heads and built.first < known.first:
        return any(
            w not in lists.places and w not in lists.openers for w in text.words[built.first : known.first]
        )
    if built.first >= known.first or words[-1] not in lists.heads or (words[0] in lists.places and words[1:]):
        return built.first >= known.first
    has_own_word = any(
        w not in lists.body_words and w not in lists.heads and w not in lists.things for w in words
    )
    extra = text.words[built.first : known.first]
    return not has_own_word or not all(
        w in lists.places or w in lists.openers or w in lists.body_words for w in extra
    )


def _with_people(spans: list[NameSpan], people: list[NameSpan]) -> list[NameSpan]:
    """Known people keep their names and get the offices that were found."""
    roles = {(span.first, span.end): span.role for span in people if span.role}
    known = [replace(span, role=roles.get((span.first, span.end), "")) for span in spans]
    return without_overlaps([*known, *people])


def _count_family_names(
    texts: Sequence[NameText], placed: Sequence[tuple[int, NameSpan]], found: Sequence[Entity]
) -> None:
    """Add the mentions by family name alone."""
    named = family_names(b for b in found if b.kind is NameKind.PERSON)
    if not named:
        return
    taken = {(number, p) for number, span in placed for p in range(span.first, span.end)}
    for number, text in enumerate(texts):
        for place, word in enumerate(text.words):
            person = named.get(word)
            if person and (number, place) not in taken and text.capital[place]:
                written = text.slice(place, place + 1)
                person.add(NameSpan(place, place + 1, NameKind.PERSON, person.name, written), number)


def _tags(found: Sequence[Entity], kind: NameKind, lead: int) -> tuple[Tag, ...]:
    tags = [_tag(entity, lead) for entity in found if entity.kind is kind]
    return tuple(sorted(tags, key=lambda tag: -tag.strength)[:MAX_NAMES])


def _tag(entity: Entity, lead: int) -> Tag:
    strength = _BASE + min(_MAX_AGAIN, _AGAIN * (len(entity.places) - 1))
    if 0 in entity.places:
        strength += _HEADLINE
    if lead in entity.places:
        strength += _LEAD
    return Tag(
        entity.name, evidence=tuple(entity.forms), strength=round(min(1.0, strength), 2), role=entity.role
    )
