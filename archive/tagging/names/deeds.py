"""Evidence by what a name's bearer says and does: "X said it sold", "X, which owns", "X won 30 seats"."""

from dataclasses import replace

from archive.tagging.names.candidates import Candidate, name_before
from archive.tagging.names.evidence import STRONG, WEAK, Evidence, judged, of_name
from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists

SPEECH, ACT = "said", "acts"
"""Kinds of cue, each of which counts once."""

_SUBJECTS = frozenset({"it", "its"})
_OWN = frozenset({"its", "itself"})
_CLAUSE_ENDS = frozenset({".", ";", "!", "?", ")", '"'})
_MAX_AUXILIARIES = 3
_MAX_BEFORE_SEATS = 7
_MAX_TO_OWN = 12


def before_verb(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X has bought": what bodies and people do, and "X has bought its rival", what only bodies do."""
    verb = place
    while verb > 0 and place - verb < _MAX_AUXILIARIES and text.words[verb - 1] in lists.auxiliaries:
        verb -= 1
    if not verb or not text.capital[verb - 1]:
        return None
    found = _subject(text, verb, lists)
    if not found:
        return None
    is_speech = text.words[place] in lists.speech
    if is_speech and verb == place and _speaks_of_itself(text, place, found, lists):
        return Evidence(found, STRONG, "it")
    if _has_own(text, place):
        return replace(judged(found, STRONG), cue="its")
    if is_speech:
        return replace(judged(found, WEAK if text.at(place + 1) == "it" else 0), cue=SPEECH)
    return Evidence(found, WEAK - found.opening, ACT)


def before_which(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X, which owns": said of things as well as of bodies, and of no person."""
    if text.at(place - 1) != ",":
        return None
    found = name_before(text, place - 1, lists, sure=True)
    if not found or found.owning:
        return None
    verb = place + 1
    while text.at(verb) in lists.auxiliaries:
        verb += 1
    does = text.at(verb) in lists.acts or text.at(verb) in lists.speech or text.at(verb) in lists.deeds
    return Evidence(found, STRONG if does or found.shaped else WEAK)


def before_seats(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X won 130 of the 165 seats"."""
    for verb in range(place - 2, max(0, place - _MAX_BEFORE_SEATS), -1):
        if text.words[verb] in lists.seat_verbs:
            found = _subject(text, verb, lists)
            return Evidence(found, STRONG) if found else None
    return None


def _subject(text: NameText, verb: int, lists: NameLists) -> Candidate | None:
    """The name before a verb, unless it stands after a preposition: "the firm from Quillon said"."""
    found = name_before(text, verb, lists)
    if not found or found.owning:
        return None
    article = found.first - 1
    before = text.at(article - found.articled)
    return None if before in lists.prepositions and not text.opens(article - found.articled) else found


def _has_own(text: NameText, verb: int) -> bool:
    """Whether "its" follows the verb in its clause."""
    for place in range(verb + 1, min(len(text.words), verb + _MAX_TO_OWN)):
        word = text.words[place]
        if word in _OWN:
            return True
        if word in _CLAUSE_ENDS or (word == "," and place > verb + 1):
            return False
    return False


def _speaks_of_itself(text: NameText, verb: int, found: Candidate, lists: NameLists) -> bool:
    """Whether "said it sold" or "said it would" follows."""
    if text.at(verb + 1) not in _SUBJECTS or not text.follows(verb + 1):
        return False
    return text.at(verb + 2) in lists.deeds or _is_of_itself(text, verb + 2, found, lists)


def _is_of_itself(text: NameText, verb: int, found: Candidate, lists: NameLists) -> bool:
    """Whether "it" before the verb is who said so: a name that the text has not had before is no person's.

    A person is not introduced by one bare name.
    """
    word = text.at(verb)
    if found.end - found.first > 1 and not found.shaped:
        return False
    does = word in lists.modals or (word in {"is", "was"} and text.at(verb + 1).endswith("ing"))
    return does and text.words[found.end - 1] not in text.words[: found.first]


def after_according(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "according to X"."""
    if text.at(place + 1) != "to":
        return None
    return of_name(text, place + 2, lists, 0)


def after_told(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "told X": newspapers are, and people."""
    return of_name(text, place + 1, lists, 0)


def before_claim(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "X claims responsibility"."""
    if text.at(place - 1) not in lists.claims:
        return None
    found = name_before(text, place - 1, lists)
    return Evidence(found, STRONG) if found else None


def after_by(text: NameText, place: int, lists: NameLists) -> Evidence | None:
    """ "acquired by X": by people as well."""
    if text.at(place - 1) not in lists.done_by:
        return None
    return of_name(text, place + 1, lists, 0)
