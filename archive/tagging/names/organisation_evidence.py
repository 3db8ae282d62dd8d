"""Evidence that a name is an organisation's: what stands beside it, as in "shares of X" or "X said it sold".

Each place gives points, which are summed over the texts of an issue. A cue that stands beside bodies alone
gives enough; the others do so together, or beside a name whose form no person has.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from archive.tagging.names.candidates import Candidate, name_before, name_from
from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists, name_lists

ENOUGH = 2
"""So many points make a name an organisation's."""

_STRONG, _WEAK = 2, 1
_SUBJECTS = frozenset({"it", "its"})
_MAX_APPOSITION = 8
_MAX_BETWEEN = 2
_WORDS_OF_A_PERSON = 2

Cue = Callable[[NameText, int, NameLists], "Evidence | None"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A name, the points that one place in a text gives it, and the cue word there."""

    name: Candidate
    points: int
    cue: str = ""


def organisation_evidence(text: NameText) -> Iterator[Evidence]:
    """Every place in the text that says something of a name."""
    if text.titled:
        return
    lists, cues = name_lists(), _cues()
    for place, word in enumerate(text.words):
        if word in cues:
            for cue in cues[word]:
                if found := cue(text, place, lists):
                    yield replace(found, cue=word)


@cache
def _cues() -> Mapping[str, tuple[Cue, ...]]:
    """What to look for beside each cue word."""
    lists = name_lists()
    table: dict[str, list[Cue]] = {}
    for words, cue in (
        (lists.company_nouns, _beside_noun),
        (lists.agent_nouns, _beside_agent),
        (lists.member_nouns, _beside_member),
        (lists.kinds | lists.maker_kinds, _in_apposition),
        (lists.kinds, _before_apposition),
        (lists.speech, _before_speech),
        (frozenset({"according"}), _after_according),
        (frozenset({"told"}), _after_told),
        (frozenset({"responsibility"}), _before_claim),
        (frozenset({"by"}), _after_by),
    ):
        for word in words | {word.capitalize() for word in words}:
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
        return Evidence(found, _STRONG) if is_sure else _judged(found, _STRONG)
    if text.at(place + 1) == "of" or (text.at(place + 1) == "in" and text.words[place] in lists.held_in):
        return _of_name(text, place + 2, lists, _STRONG)
    return None


def _beside_agent(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "an X spokesman", "a spokesman for X": said of people as well."""
    if found := name_before(text, place, lists):
        return _judged(found, 0)
    link = text.at(place + 1)
    if link in {"of", "for"} or (link in {"at", "with"} and text.words[place] in lists.working_at):
        return _of_name(text, place + 2, lists, 0)
    return None


def _beside_member(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "members of X"; with an article it may be a people too."""
    if text.at(place + 1) != "of":
        return None
    found = _of_name(text, place + 2, lists, _STRONG)
    return None if found and (found.name.owning or (found.name.articled and not found.name.shaped)) else found


def _of_name(text: NameText, first: int, lists: NameLists, points: int) -> Evidence | None:
    """The name after a preposition, unless it only says something of the next word."""
    found = name_from(text, first, lists, sure=points == _STRONG)
    if not found:
        return None
    is_described = found.end < len(text.words) and text.words[found.end] not in lists.after_name
    if is_described and text.words[first - 2].lower() not in lists.company_nouns:
        return None
    if text.at(found.end) in {"for", "and", "of"} and text.at(found.end + 1)[:1].isupper():
        return None
    return _judged(found, points)


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
            return _judged(found, _STRONG if text.words[place] in lists.kinds else 0) if found else None
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
    may_be_person = found.end - found.first == _WORDS_OF_A_PERSON
    return _judged(found, 0 if may_be_person else _STRONG)


def _before_speech(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X said it would", "the X announced"."""
    found = name_before(text, place, lists)
    if not found or found.owning or not text.follows(place + 1):
        return None
    if text.at(place + 1) in _SUBJECTS:
        if text.at(place + 2) in lists.deeds or _is_of_itself(text, place + 2, found, lists):
            return Evidence(found, _STRONG)
        return _judged(found, _WEAK)
    return _judged(found, 0)


def _is_of_itself(text: NameText, verb: int, found: Candidate, lists: NameLists) -> bool:
    """Whether "it" before the verb is who said so: a name that the text has not had before is no person's.

    A person is not introduced by one bare name.
    """
    word = text.at(verb)
    does = word in lists.modals or (word in {"is", "was"} and text.at(verb + 1).endswith("ing"))
    return does and text.words[found.end - 1] not in text.words[: found.first]


def _after_according(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    if text.at(place + 1) != "to":
        return None
    return _of_name(text, place + 2, lists, 0)


def _after_told(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    return _of_name(text, place + 1, lists, 0)


def _before_claim(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X claims responsibility"."""
    if text.at(place - 1) not in lists.claims:
        return None
    found = name_before(text, place - 1, lists)
    return Evidence(found, _STRONG) if found else None


def _after_by(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "acquired by X": by people as well."""
    if text.at(place - 1) not in lists.done_by:
        return None
    return _of_name(text, place + 1, lists, 0)


def _judged(found: Candidate, points: int) -> Evidence:
    """With points for a form that no person's name has, where the cue is said of people as well.

    One word that opens a sentence may be any word, so that it takes another cue to make a name of it.
    """
    if points < ENOUGH and (found.shaped or found.articled):
        points = _STRONG
    elif not points and found.end - found.first > 1:
        points = _WEAK
    return Evidence(found, max(0, points - found.opening))
