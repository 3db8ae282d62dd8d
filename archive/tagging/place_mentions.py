"""Mentions of places: names of regions in an item's texts, unless the words beside them say otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.models import Item
from archive.tagging.gazetteer import PlaceName, gazetteer
from archive.tagging.place_context import is_all_caps, is_someone, is_something_else
from archive.tagging.place_datelines import dateline
from archive.tagging.place_spelling import with_states, without_capitals
from archive.tagging.place_uses import is_in_a_company_name, is_no_subject
from archive.tagging.region_roles import FACTORS, SENTENCE_BEGINS, RegionRole, role_of, roles_in_lists
from archive.tagging.text_words import TextWords, split_words, without_credits
from archive.takeaway_label import holds_takeaway
from archive.vocabularies.regions import is_subdivision

_HEADLINE, _CONTEXT, _TAKEAWAY, _LEAD, _BODY = 3.0, 2.0, 2.0, 1.5, 1.0
_CLAUSE_BEGINS = (*SENTENCE_BEGINS, ",", ";")
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


@dataclass(slots=True, eq=False)
class PlaceMention:
    """A name at the words `[first, end)`, the part that the region has there, and what it is worth.

    `someone` says that it is a person's name there, `company` that it is in a company's name. `headed` is
    said of one above the text, `opens` in the text's first sentence, `starts` at the beginning of a sentence.
    """

    words: TextWords
    first: int
    end: int
    name: PlaceName
    role: RegionRole
    weight: float
    someone: bool = False
    company: bool = False
    headed: bool = False
    opens: bool = False
    starts: bool = False

    @property
    def evidence(self) -> str:
        """The name as written."""
        return self.words.slice(self.first, self.end)


def passages(item: Item) -> Iterator[Passage]:
    """The texts of the item: headline, section, story and paragraphs, the first with its lead marked."""
    yield Passage(_words(item.headline), _HEADLINE)
    yield Passage(_words(item.section), _CONTEXT)
    for story in item.story_path:
        yield Passage(_words(story), _CONTEXT)
    opens = True
    for number, paragraph in enumerate(item.paragraphs):
        words = _words(without_credits(paragraph.text))
        if number and holds_takeaway(paragraph.text, item.takeaway):
            yield Passage(words, _TAKEAWAY)
            continue
        place = dateline(words) if number < 2 else 0
        yield Passage(words, _BODY, _lead(words, place) if opens else 0, place)
        opens = opens and place == len(words.words)


def _words(text: str) -> TextWords:
    return with_states(split_words(text))


def find_mentions(passage: Passage) -> Iterator[PlaceMention]:
    """The names in a passage that may be regions, in order."""
    words = without_capitals(passage.words, passage.dateline)
    found = [(first, end, name) for first, end, name in gazetteer().scan(words.words) if name.codes]
    after = [place for place in found if place[0] >= passage.dateline]
    headed = passage.weight > _BODY
    listed = {} if headed else roles_in_lists(words, after, passage.lead)
    for first, end, name in found:
        if _is_no_place(words, first, end, name) or _named_after(words, end, name, found):
            continue
        if end <= passage.dateline:
            role = RegionRole.DATELINE
        else:
            role = listed.get(first) or role_of(words, first, end)
        yield PlaceMention(
            words,
            first,
            end,
            replace(name, certain=False) if _may_be_a_pronoun(words, first, name) else name,
            role,
            FACTORS[role] * (_LEAD if first < passage.lead else passage.weight),
            someone=is_someone(words, first, end, name),
            company=is_in_a_company_name(words, first, end, name),
            headed=headed,
            opens=passage.dateline <= first < passage.lead,
            starts=first == passage.dateline or _starts(words, first),
        )


def _starts(words: TextWords, first: int) -> bool:
    return words.at(first - 2 if words.at(first - 1) == "The" else first - 1) in SENTENCE_BEGINS


def _is_no_place(words: TextWords, first: int, end: int, name: PlaceName) -> bool:
    return is_something_else(words, first, end, name) or is_no_subject(words, first, end)


def _may_be_a_pronoun(words: TextWords, first: int, name: PlaceName) -> bool:
    """Whether "US" may be "us": among words in capitals, without dots, and not where a clause begins."""
    if name.name != "US" or "." in words.matches[first][0] or words.at(first - 1) in _CLAUSE_BEGINS:
        return False
    before = words.matches[first - 1][0]
    return is_all_caps(words) or (len(before) > 1 and before.isupper())


def _lead(words: TextWords, start: int) -> int:
    """Where the first sentence ends: at a full stop before a capital, not in a number or after "Corp."."""
    stop = start - 1
    while "." in words.words[stop + 1 : -1]:
        stop = words.words.index(".", stop + 1)
        if words.gap(stop) and not words.words[stop + 1][0].islower():
            return stop
    return len(words.words)


def _named_after(
    words: TextWords, end: int, name: PlaceName, found: list[tuple[int, int, PlaceName]]
) -> bool:
    """Whether a state of another country follows a comma: "Lebanon, Pennsylvania" is no word on Lebanon.

    But in "Belgium, Scotland and Spain" no state follows: no town in Britain has the name of a country.
    """
    if words.at(end) != "," or name.generated:
        return False
    after = next((other.codes for first, _, other in found if first == end + 1), ())
    states = {c[:2] for c in after if is_subdivision(c) and c[:2] in STATES_AFTER_COMMA}
    if states == {"GB"} and not (name.capital or is_subdivision(name.codes[0])):
        return False
    return bool(states) and name.codes[0][:2] not in states
