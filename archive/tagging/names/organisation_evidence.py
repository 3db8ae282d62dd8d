"""Evidence that a name is an organisation's: what stands beside it, as in "shares of X" or "X said it sold".

Each place gives points, which are summed over the texts of an issue, those of one kind of cue once. A cue
that stands beside bodies alone gives enough; the others do so together, or beside a name whose form no person
has.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from archive.tagging.names.candidates import doubtful_names, name_before, name_from
from archive.tagging.names.deeds import (
    after_according,
    after_by,
    after_told,
    before_claim,
    before_seats,
    before_verb,
    before_which,
)
from archive.tagging.names.evidence import STRONG, WEAK, Evidence, at_name, judged, of_name
from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists, name_lists

_MAX_APPOSITION = 8
_MAX_BETWEEN = 2
_WORDS_OF_A_PERSON = 2

Cue = Callable[[NameText, int, NameLists], "Evidence | None"]


def organisation_evidence(text: NameText) -> Iterator[Evidence]:
    """Every place in the text that says something of a name."""
    if text.titled:
        return
    lists, cues = name_lists(), _cues()
    for place, word in enumerate(text.words):
        if word in cues:
            for cue in cues[word]:
                if found := cue(text, place, lists):
                    yield found if found.cue else replace(found, cue=word)
    yield from _owners(text, lists)


def _owners(text: NameText, lists: NameLists) -> Iterator[Evidence]:
    """Bodies of a country, "Austria's Quillon", and those with a thing's name: "in Apple's shops"."""
    for place in text.owning:
        if text.words[place] in lists.countries and (found := name_from(text, place + 1, lists)):
            yield Evidence(found, WEAK, "country")
        if text.words[place] not in doubtful_names() or text.opens(place) or not text.has_apostrophe(place):
            continue
        if found := name_before(text, place + 1, lists):
            yield Evidence(found, WEAK, "owner")


@cache
def _cues() -> Mapping[str, tuple[Cue, ...]]:
    """What to look for beside each cue word."""
    lists = name_lists()
    table: dict[str, list[Cue]] = {}
    for words, cue in (
        (lists.company_nouns, _beside_noun),
        (lists.agent_nouns | lists.working_at, _beside_agent),
        (lists.owned_nouns | lists.sure_owned_nouns, _beside_owned),
        (lists.member_nouns, _beside_member),
        (lists.kinds | lists.maker_kinds, _in_apposition),
        (lists.kinds, _before_apposition),
        (lists.speech | lists.acts, before_verb),
        (frozenset({"which"}), before_which),
        (frozenset({"seats"}), before_seats),
        (frozenset({"according"}), after_according),
        (frozenset({"told"}), after_told),
        (frozenset({"responsibility"}), before_claim),
        (frozenset({"by"}), after_by),
    ):
        verbs = words & (lists.speech | lists.acts)
        for word in words | {word.capitalize() for word in words - verbs}:
            table.setdefault(word, []).append(cue)
    return {word: tuple(cues) for word, cues in table.items()}


def _beside_noun(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X shares", "X's chief executive", "shares of X"."""
    first = place - (text.at(place - 1) == "chief")
    owner = first - 1
    while (
        owner >= 0
        and first - owner <= _MAX_BETWEEN
        and owner not in text.owning
        and text.words[owner].islower()
    ):
        owner -= 1
    is_beside = owner in text.owning or owner == first - 1
    if is_beside and (found := name_before(text, owner + 1, lists, sure=True)):
        is_sure = owner in text.owning or text.words[place] in lists.sure_company_nouns
        return Evidence(found, STRONG) if is_sure else judged(found, STRONG)
    if text.at(place + 1) == "of" or (text.at(place + 1) == "in" and text.words[place] in lists.held_in):
        return of_name(text, place + 2, lists, STRONG)
    return None


def _beside_agent(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "an X spokesman", "a spokesman for X": said of people as well."""
    if found := name_before(text, place, lists):
        return judged(found, 0)
    link = text.at(place + 1)
    if link in {"at", "with"} and text.words[place].lower() in lists.working_at:
        return at_name(text, place + 2, lists) if link == "at" else of_name(text, place + 2, lists, 0)
    return of_name(text, place + 2, lists, 0) if link in {"of", "for"} else None


def _beside_owned(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X's profit", "X's directors"."""
    for owner in range(place - 1, max(-1, place - 2 - _MAX_BETWEEN), -1):
        if text.has_apostrophe(owner):
            found = name_before(text, owner + 1, lists, sure=True)
            sure = text.words[place] in lists.sure_owned_nouns
            return judged(found, STRONG if sure else WEAK) if found else None
        if not text.words[owner].islower():
            return None
    return None


def _beside_member(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "members of X"; with an article it may be a people too."""
    if text.at(place + 1) != "of":
        return None
    found = of_name(text, place + 2, lists, STRONG)
    return None if found and (found.name.owning or (found.name.articled and not found.name.shaped)) else found


def _in_apposition(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X, a Swedish maker of trucks"."""
    if text.at(place + 1) and text.follows(place + 1) and text.at(place + 1) not in lists.after_kind:
        return None
    for comma in range(place - 1, max(0, place - _MAX_APPOSITION), -1):
        word = text.words[comma]
        if word == ",":
            if text.words[comma + 1] not in lists.determiners:
                return None
            found = name_before(text, comma, lists, sure=True)
            return judged(found, STRONG if text.words[place] in lists.kinds else 0) if found else None
        if word in lists.after_kind or not word[0].isalnum():
            return None
    return None


def _before_apposition(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "his party, X, won"."""
    if text.at(place + 1) != ",":
        return None
    found = name_from(text, place + 2, lists)
    if not found or text.at(found.end) not in {",", "."}:
        return None
    words = text.words[found.first : found.end]
    may_be_person = len(words) == _WORDS_OF_A_PERSON and words[0] not in lists.things
    return judged(found, 0 if may_be_person else STRONG)
