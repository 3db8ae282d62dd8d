"""Disambiguation: which region a mention means; where the item does not say, the mention is left out.

Names that can only mean one place are evidence, and so are towns that read as places. Doubtful names (a
common word, a surname, a town of many countries) and names of several places are judged by that evidence, and
left out without it. The rules for single names are in `archive/data/place_rules.toml`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from archive.data_files import read_toml
from archive.tagging.gazetteer import PlaceName
from archive.tagging.place_context import (
    followed_by,
    in_title_case,
    is_part_of_a_name,
    means_the_town,
    reads_as_a_place,
)
from archive.tagging.place_mentions import STATES_AFTER_COMMA, PlaceMention
from archive.tagging.place_rules import place_rules
from archive.tagging.region_roles import RegionRole
from archive.vocabularies.regions import is_subdivision, members

_POINTS_AFTER_COMMA = 10
_PAST = frozenset({"former", "formerly", "ex", "of", "post", "late", "old"})


class Disambiguator:
    """Counts the countries that an item's sure mentions speak for, and judges the doubtful ones by them."""

    def __init__(self, mentions: Sequence[PlaceMention]) -> None:
        known = _without_companies(_without_people(mentions))
        self._mentions = [m for m in known if not m.name.generated or _stands_alone(m)]
        self._vocabulary: frozenset[str] | None = None
        self._known: Counter[str] = Counter()
        for mention in self._mentions:
            if mention.name.certain and len(mention.name.codes) == 1:
                self._known[country_of(mention.name.codes[0])] += 1
        for mention in self._mentions:
            if (
                mention.name.placed
                and _reads(mention, mention.name.default or "")
                and not _is_elsewhere(mention)
            ):
                code = self._chosen(mention)
                self._known[country_of(code)] += bool(code)

    def meanings(self) -> list[tuple[PlaceMention, str]]:
        """Each mention with the region it means, or with each where it means several."""
        return [(mention, code) for mention in self._mentions for code in self._meant(mention)]

    def _meant(self, mention: PlaceMention) -> tuple[str, ...]:
        name = mention.name
        if name.together:
            return () if _is_without_its_hyphen(mention) else name.codes
        if self._is_contradicted(name):
            return ()
        code = self._chosen(mention)
        if not code or not (_is_sure(mention) or self._speaks_for(code)) or _is_elsewhere(mention):
            return ()
        if name.weak and not _reads(mention, code):
            return ()
        if name.capital and self._is_the_seat_of_a_former_state(name):
            return (_seats()[name.name],)
        if name.subdivision and means_the_town(mention.words, mention.first, mention.end):
            return (code, name.subdivision) if name.subdivision != code else (code,)
        return (code,)

    def _is_the_seat_of_a_former_state(self, name: PlaceName) -> bool:
        """Whether the item is on the state that had this capital: it is named, and today's country is not."""
        former = _seats().get(name.name)
        if not former or not self._known[former]:
            return False
        others = [
            m for m in self._mentions if not m.name.capital and set(m.name.codes) & {former, *name.codes}
        ]
        return all(m.name.codes == (former,) and not _is_of_the_past(m) for m in others)

    def _speaks_for(self, code: str) -> bool:
        """Whether something sure in the item is of the region's country, or of a member of the bloc."""
        return bool(self._known[country_of(code)]) or any(self._known[country] for country in members(code))

    def _is_contradicted(self, name: PlaceName) -> bool:
        """Whether other words of the item speak against the name, and nothing else for its regions."""
        contrary = place_rules().contrary.get(name.name)
        if not contrary or not self._count(contrary):
            return False
        return all(self._known[country_of(code)] <= 1 for code in name.codes)

    def _chosen(self, mention: PlaceMention) -> str:
        """Of several places the one that most of the item speaks for; "" where two are level."""
        name = mention.name
        choice = place_rules().choose.get(name.name)
        if choice:
            score = {c: self._count(w) + 2 * self._known[country_of(c)] for c, w in choice.words.items()}
        elif len(name.codes) == 1 and not name.generated:
            return name.codes[0]
        else:
            score = {code: self._known[country_of(code)] for code in name.codes}
        for code in followed_by(mention.words, mention.end) if len(score) > 1 else ():
            for candidate in score:
                if candidate == code or candidate[:2] == code:
                    score[candidate] += _POINTS_AFTER_COMMA
        best = max(score.values())
        leaders = [code for code, points in score.items() if points == best]
        if best and len(leaders) == 1:
            return leaders[0]
        default = choice.default if choice else name.default
        return default or ""

    def _count(self, wanted: frozenset[str]) -> int:
        """How many of the words the item has; its words are collected when first asked for."""
        if self._vocabulary is None:
            texts = {id(m.words): m.words for m in self._mentions}
            self._vocabulary = frozenset(word for words in texts.values() for word in words.words)
        return len(wanted & self._vocabulary)


def _without_people(mentions: Sequence[PlaceMention]) -> Sequence[PlaceMention]:
    """The mentions but for persons, whose bare names in the text ("Jordan scored") go with them.

    These stay where they read as places, or other names speak for their region.
    """
    people = {mention.name.name for mention in mentions if mention.someone}
    if not people:
        return mentions
    others = {country_of(c) for m in mentions if m.name.name not in people for c in m.name.codes}
    return [m for m in mentions if not m.someone and (m.name.name not in people or _is_a_place(m, others))]


def _without_companies(mentions: Sequence[PlaceMention]) -> Sequence[PlaceMention]:
    """The mentions but for those in a company's name, with its "Corp" or the like or without it."""
    named = {_with_neighbour(mention) for mention in mentions if mention.company}
    return [m for m in mentions if not m.company and _with_neighbour(m) not in named] if named else mentions


def _with_neighbour(mention: PlaceMention) -> tuple[str, str]:
    """The name with the capitalised word after it, or else with the two words before it: "Bank of Lima"."""
    words, after = mention.words, mention.words.at(mention.end)
    if after[:1].isupper() and after not in place_rules().companies:
        return mention.name.name, after
    return " ".join(words.words[max(mention.first - 2, 0) : mention.first]), mention.name.name


def _is_a_place(mention: PlaceMention, others: Collection[str]) -> bool:
    """Whether the bare name of what is a person's name too means the place here."""
    if mention.headed or any(country_of(code) in others for code in mention.name.codes):
        return True
    return _reads(mention, mention.name.codes[0]) or mention.first in mention.words.owning


def country_of(code: str) -> str:
    """The country of a subdivision; any other region itself."""
    return code[:2] if is_subdivision(code) else code


@cache
def _seats() -> Mapping[str, str]:
    """The states that are no more by their capitals, where these are other countries' now."""
    return {row["seat"]: code for code, row in read_toml("historical.toml").items() if "seat" in row}


def _is_of_the_past(mention: PlaceMention) -> bool:
    """Whether a state that is no more is named as one: "the former Yugoslavia", "Soviet-era"."""
    words, first, end = mention.words, mention.first, mention.end
    before = words.at(first - 2 if words.at(first - 1) == "the" else first - 1)
    return before.lower() in _PAST or (end < len(words.words) and words.gap(end - 1) == "-")


def _is_sure(mention: PlaceMention) -> bool:
    return mention.name.certain or mention.role is RegionRole.DATELINE


def _is_without_its_hyphen(mention: PlaceMention) -> bool:
    """Whether a name of two regions, "Anglo-American", is written as another name: "Anglo American"."""
    name = mention.name
    return len(name.codes) > 1 and "-" in name.name and mention.words.gap(mention.first) != "-"


def _is_elsewhere(mention: PlaceMention) -> bool:
    """Whether what follows a comma is another country, or another state, than those that have such a town."""
    if not mention.name.generated:
        return False
    after = followed_by(mention.words, mention.end)
    here = {country_of(code) for code in mention.name.codes}
    if not after or any(code in mention.name.codes for code in after):
        return False
    states = [code for code in after if is_subdivision(code) and code[:2] in STATES_AFTER_COMMA]
    return bool(states) or not any(country_of(code) in here for code in after)


def _reads(mention: PlaceMention, code: str) -> bool:
    return mention.role is RegionRole.DATELINE or reads_as_a_place(
        mention.words, mention.first, mention.end, country_of(code)
    )


def _stands_alone(mention: PlaceMention) -> bool:
    """Whether a name from the large tables is no part of a longer one, as far as capitals tell."""
    words, first, end = mention.words, mention.first, mention.end
    if mention.role is RegionRole.DATELINE:
        return True
    if in_title_case(words):
        return reads_as_a_place(words, first, end, country_of(mention.name.default or mention.name.codes[0]))
    return not is_part_of_a_name(words, first, end)
