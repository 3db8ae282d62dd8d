"""Mentions of places: names of regions in an item's texts, unless the words beside them say otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.models import Item
from archive.tagging.gazetteer import PlaceName, gazetteer
from archive.tagging.place_context import LINKING, is_all_caps, is_someone, is_something_else
from archive.tagging.region_roles import FACTORS, RegionRole, role_of
from archive.tagging.text_words import TextWords, split_words, without_credits
from archive.vocabularies.regions import is_subdivision

_HEADLINE, _CONTEXT, _TAKEAWAY, _LEAD, _BODY = 3.0, 2.0, 2.0, 1.5, 1.0
_MAX_DATELINE_WORDS = 30
STATES_AFTER_COMMA = ("US", "CA", "AU", "GB")
"""Countries whose towns are named with their state after a comma."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an item, worth `weight` a mention, more in the first `lead` words.

    The first `dateline` words are the dateline of an agency.
    """

    words: TextWords
    weight: float
    lead: int = 0
    dateline: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name at the words `[first, end)`, the part that the region has there, and what it is worth.

    `someone` says that it is the name of a person there, `headed` that it stands above the text.
    """

    words: TextWords
    first: int
    end: int
    name: PlaceName
    role: RegionRole
    weight: float
    someone: bool = False
    headed: bool = False

    @property
    def evidence(self) -> str:
        """The name as written."""
        return self.words.slice(self.first, self.end)


def passages(item: Item) -> Iterator[Passage]:
    """The texts of the item: headline, section, story and paragraphs, the first with its lead marked."""
    yield Passage(split_words(item.headline), _HEADLINE)
    yield Passage(split_words(item.section), _CONTEXT)
    for story in item.story_path:
        yield Passage(split_words(story), _CONTEXT)
    for number, paragraph in enumerate(item.paragraphs):
        words = split_words(without_credits(paragraph.text))
        if number and paragraph.text == item.takeaway:
            yield Passage(words, _TAKEAWAY)
        else:
            dateline = 0 if number > 1 else _dateline(words)
            yield Passage(words, _BODY, 0 if number else _lead(words, dateline), dateline)


def find_mentions(passage: Passage) -> Iterator[PlaceMention]:
    """The names in a passage that may be regions, in order."""
    words = passage.words
    all_caps = is_all_caps(words)
    spoken = _as_spoken(passage, all_caps)
    found = list(gazetteer().scan(spoken))
    for first, end, name in found:
        if not name.codes or (all_caps and spoken[first:end] == ["US"]):
            continue
        if is_something_else(words, first, end, name) or _named_after(words, end, name, found):
            continue
        role = RegionRole.DATELINE if end <= passage.dateline else role_of(words, first, end)
        base = _LEAD if first < passage.lead else passage.weight
        someone = is_someone(words, first, end, name)
        headed = passage.weight > _BODY
        yield PlaceMention(words, first, end, name, role, base * FACTORS[role], someone, headed)


def _dateline(words: TextWords) -> int:
    """How many words the dateline has. Without an agency it names a town: "CHINA - Exports" is a label."""
    stop = dateline_end(words.text)
    count = sum(match.start() < stop for match in words.matches[:_MAX_DATELINE_WORDS]) if stop else 0
    if not count or "(" in words.text[:stop]:
        return count
    head = [_lowered(word) for word in words.words[:count]]
    towns = (
        name.capital or is_subdivision(name.codes[0]) for _, _, name in gazetteer().scan(head) if name.codes
    )
    return count if any(towns) else 0


def _lead(words: TextWords, start: int) -> int:
    """Where the first sentence ends."""
    try:
        return words.words.index(".", start)
    except ValueError:
        return len(words.words)


def _as_spoken(passage: Passage, all_caps: bool) -> Sequence[str]:
    """The words as they would stand in a text that is not all in capitals, nor begins so."""
    words = passage.words.words
    if all_caps:
        return [_lowered(word) for word in words]
    capitals = max(passage.dateline, _capitals_at_start(words))
    if not capitals:
        return words
    return [_lowered(word) if word.isupper() else word for word in words[:capitals]] + words[capitals:]


def _capitals_at_start(words: Sequence[str]) -> int:
    """How many words of a label in capitals a text begins with: "CHINA: Exports rose"."""
    if not words or not words[0].isupper():
        return 0
    count = next((n for n, word in enumerate(words) if word[0].isalpha() and not word.isupper()), 0)
    return count if sum(map(len, words[:count])) >= len("OMAN") else 0


def _lowered(word: str) -> str:
    if gazetteer().get((word,)):
        return word
    return word.lower() if word.lower() in LINKING else word.capitalize()


def _named_after(
    words: TextWords, end: int, name: PlaceName, found: list[tuple[int, int, PlaceName]]
) -> bool:
    """Whether a state of another country follows a comma: "Lebanon, Pennsylvania" is no word on Lebanon."""
    if words.at(end) != "," or name.generated:
        return False
    after = next((other.codes for first, _, other in found if first == end + 1), ())
    states = {c[:2] for c in after if is_subdivision(c) and c[:2] in STATES_AFTER_COMMA}
    return bool(states) and name.codes[0][:2] not in states


_AGENCIES = (
    r"(?:Thomson )?Reuters(?: Breakingviews)?|AP|A\.P\.|AFP|dpa|DPA|Xinhua|TASS|Tass|RIA Novosti|Interfax|"
    r"ANSA|EFE|PTI|ANI|IANS|Kyodo(?: News)?|Jiji(?: Press)?|Yonhap|KCNA|UPI|CNA|Anadolu|AA|WAM|SPA|MENA|KUNA|"
    r"QNA|IRNA|APA|Bloomberg|CNN|Bernama|Antara|VNA|APP|PNA|ABC|BBC|NPR|AAP|Caixin|Sputnik"
)
_PLACE = r"[^\W\d_][\w.'’ -]{1,40}?"
_DAY = r"[^()\n]{1,30}?"
_NAMED = re.compile(
    rf"{_PLACE}(?:/{_PLACE})?(?:,{_DAY}){{0,2}} \((?:{_AGENCIES})(?:[/,] ?{_AGENCIES})?\) ?"
    r"(?:[-–—:]{1,2}|\.) ?"
)
_SHOUTED = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:/[A-Z][A-Z.'’ -]{2,40})?(?:, [^()\n—–]{2,30}?)? ?(?:—|–|--| - ) ?"
)
_MAX_DATELINE_LENGTH = 110


def dateline_end(text: str) -> int:
    """Where the dateline at the beginning of `text` ends, in characters; 0 if there is none."""
    head = text[:_MAX_DATELINE_LENGTH]
    if "(" not in head and not head[:3].isupper():
        return 0
    match = _NAMED.match(head) or _SHOUTED.match(head)
    return match.end() if match else 0
