"""Organisations that the items of an issue show to be some by what stands beside their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.models import Item
from archive.tagging.names.evidence import ENOUGH, Evidence
from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.tagging.names.neighbouring_names import neighbouring_evidence
from archive.tagging.names.organisation_evidence import organisation_evidence
from archive.tagging.names.word_lists import name_lists
from archive.tagging.text_words import PhraseTable
from archive.vocabularies.names import KnownNames, NameKind


@dataclass(frozen=True, eq=False)
class Reading:
    """An item, its texts, and the names that were found in each, with the number of the text."""

    item: Item
    texts: Sequence[NameText]
    placed: Sequence[tuple[int, NameSpan]]

    @cached_property
    def taken(self) -> set[tuple[int, int]]:
        """The numbers of texts and words that stand in names."""
        return {(number, place) for number, span in self.placed for place in range(span.first, span.end)}

    def spans_of(self, names: PhraseTable[str]) -> Iterator[tuple[int, NameSpan]]:
        """Where these names stand alone."""
        for number, text in enumerate(self.texts):
            for first, end, name in names.scan(text.words):
                if stands_alone(text, first, end) and self.is_free(number, first, end):
                    yield number, NameSpan(first, end, NameKind.ORGANISATION, name, text.slice(first, end))

    def evidence(self) -> Iterator[tuple[NameText, Evidence]]:
        """What the item's texts say of names that were not found otherwise; nothing in other languages."""
        if self.item.language.startswith("en"):
            for number, text in enumerate(self.texts):
                spans = [span for place, span in self.placed if place == number]
                for each in (*organisation_evidence(text), *neighbouring_evidence(text, spans)):
                    if self.is_free(number, each.name.first, each.name.end):
                        yield text, each

    def words_of_people(self) -> Iterator[str]:
        """The words of the people's names."""
        for _, span in self.placed:
            if span.kind is NameKind.PERSON:
                yield from span.name.split()

    def is_free(self, number: int, first: int, end: int) -> bool:
        """Whether no name has any of the words `[first, end)` of a text."""
        return all((number, place) not in self.taken for place in range(first, end))


def shown_organisations(readings: Sequence[Reading], known: KnownNames) -> PhraseTable[str]:
    """The names with enough evidence in the items of one issue, under the words that they are written with.

    What is part of a person's name in the issue is left out. Points of one kind of cue count once. A known
    body that may be another word, such as "Shell", needs but one cue, whatever its points.
    """
    points: dict[str, dict[str, int]] = {}
    words: dict[str, list[str]] = {}
    for reading in readings:
        for text, each in reading.evidence():
            name, of_name = each.name, points.setdefault(each.name.name, {})
            of_name[each.cue] = max(of_name.get(each.cue, 0), each.points)
            words[name.name] = text.words[name.first : name.end]
    people = {word for reading in readings for word in reading.words_of_people()}
    table: PhraseTable[str] = PhraseTable()
    for written, cues in points.items():
        is_known = known.resolve(NameKind.ORGANISATION, written) == written
        if not is_known and (sum(cues.values()) < ENOUGH or _ends_longer_names(written, readings)):
            continue
        if people.isdisjoint(words[written]):
            table.put(words[written], written)
    return table


def _ends_longer_names(word: str, readings: Sequence[Reading]) -> bool:
    """Whether one plain word ends a row of capitalised words somewhere, as a family name does."""
    return word[1:].islower() and any(
        word in text.words and word in text.last_words for reading in readings for text in reading.texts
    )


def stands_alone(text: NameText, first: int, end: int) -> bool:
    """Whether the words are not a part of a longer row of capitals, but for a day or the like before them."""
    if end < len(text.words) and text.is_name_word(end):
        return False
    is_alone = not first or not text.is_name_word(first) or not text.capital[first - 1]
    return is_alone or text.opens(first - 1) or text.words[first - 1] in name_lists().no_object
