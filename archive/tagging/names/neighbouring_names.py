"""Evidence by names nearby: "banks such as X and Y", "X and Google", "the economist Ana Brito of X"."""

from collections.abc import Iterator, Sequence

from archive.tagging.names.candidates import Candidate, name_before, name_from
from archive.tagging.names.evidence import STRONG, WEAK, Evidence
from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists, name_lists
from archive.vocabularies.names import NameKind

_AND = frozenset({"and", "or", "&"})
_JOINTS = _AND | {","}
_LIKE = frozenset({"like", "including", "namely"})
_LONG = 3
_MAX_LISTED = 12


def neighbouring_evidence(text: NameText, spans: Sequence[NameSpan]) -> Iterator[Evidence]:
    """What the kinds and names in a text say of the names beside them; `spans` are those found in it."""
    if text.titled:
        return
    lists = name_lists()
    if "," in text.words or not _AND.isdisjoint(text.words):
        bodies = {span.first for span in spans}
        for span in (span for span in spans if span.kind is NameKind.ORGANISATION):
            yield from _beside_body(text, span, bodies, lists)
    for span in (span for span in spans if span.kind is NameKind.PERSON):
        for cue in (_of_person, _before_role, _owner_of_person):
            if found := cue(text, span, lists):
                yield found
    if not lists.kind_plurals.isdisjoint(text.words):
        for place in (place for place, word in enumerate(text.words) if word in lists.kind_plurals):
            yield from _listed_after(text, place, lists)


def _beside_body(text: NameText, span: NameSpan, bodies: set[int], lists: NameLists) -> Iterator[Evidence]:
    """The names before and after a body that "and" or commas join to it; `bodies` are where such begin."""
    members = [*_members_after(text, span.end, lists, bodies)]
    if not (span.end < len(text.words) and text.is_name_word(span.end)):
        members += _members_before(text, span, lists)
    is_series = len(members) > 1
    for found in members:
        yield _judged_as_listed(found, is_series=is_series)


def _members_after(text: NameText, end: int, lists: NameLists, bodies: set[int]) -> Iterator[Candidate]:
    """The members of a list from its member that ends at `end` on."""
    while text.at(end) in _JOINTS and end - 1 not in text.owning:
        joint = text.at(end)
        first = end + 1 + (joint == "," and text.at(end + 1) in _AND)
        if text.at(first) in lists.places and text.has_apostrophe(first):
            first += 1
        found = name_from(text, first, lists) if first not in bodies else None
        if not found or found.opening or not _is_listed(text, found, text.at(first - 1), lists):
            return
        yield found
        end = found.end


def _members_before(text: NameText, span: NameSpan, lists: NameLists) -> Iterator[Candidate]:
    """The members of a list that stand before a body; "Equality and" may be a part of its own name."""
    first = span.first
    if text.at(first - 1) in _AND and text.words[span.end - 1] in lists.heads:
        return
    while text.at(first - 1) in _JOINTS:
        joint = first - 1
        joint -= text.at(joint) in _AND and text.at(joint - 1) == ","
        found = name_before(text, joint, lists)
        if not found or found.opening or found.owning or joint < 1:
            return
        yield found
        first = found.first


def _is_listed(text: NameText, found: Candidate, joint: str, lists: NameLists) -> bool:
    """Whether the name stands as a member of a list, and does not only describe what follows."""
    following = text.at(found.end)
    if joint not in _AND:
        return following in _JOINTS
    if following == "of":
        return False
    verbs = (lists.after_name, lists.auxiliaries, lists.speech, lists.acts)
    return not following.islower() or any(following in words for words in verbs)


def _judged_as_listed(found: Candidate, *, is_series: bool) -> Evidence:
    is_long = found.end - found.first >= _LONG
    is_sure = (is_series and not found.articled) or found.shaped or is_long
    return Evidence(found, STRONG if is_sure else WEAK, "list")


def _before_role(text: NameText, span: NameSpan, lists: NameLists) -> Evidence | None:
    """The body before a role and a person: "Everton striker Ana Brito"."""
    role = span.first - 1
    if role < 1 or text.words[role] not in lists.staff_roles:
        return None
    role -= f"{text.words[role - 1]} {text.words[role]}" == "chief executive"
    found = name_before(text, role, lists)
    return (
        Evidence(found, STRONG if text.follows(role) else WEAK, "role")
        if found and not found.opening
        else None
    )


def _of_person(text: NameText, span: NameSpan, lists: NameLists) -> Evidence | None:
    """The body that a person is of or at, where what follows does not show it to be a place."""
    if text.at(span.end) not in {"of", "at"} or not text.follows(span.end) or span.end - 1 in text.owning:
        return None
    found = name_from(text, span.end + 1, lists, sure=True)
    if not found or (text.at(found.end) == "," and text.at(found.end + 1)[:1].isupper()):
        return None
    return Evidence(found, STRONG, "of person")


def _owner_of_person(text: NameText, span: NameSpan, lists: NameLists) -> Evidence | None:
    """The body in "Munster's Ana Brito", and in "Quillon, whose Ana Brito"."""
    if span.end - span.first < 2:
        return None
    if text.has_apostrophe(span.first - 1):
        found = name_before(text, span.first, lists)
    elif text.at(span.first - 1) == "whose" and text.at(span.first - 2) == ",":
        found = name_before(text, span.first - 2, lists)
    else:
        return None
    return Evidence(found, STRONG, "owner") if found and not found.opening else None


def _listed_after(text: NameText, kinds: int, lists: NameLists) -> Iterator[Evidence]:
    """The names in "banks such as X, Y and Z", and in "the clubs X and Y"."""
    place = kinds + 1
    if text.at(place) == "," and text.at(place + 1) in _LIKE | {"such"}:
        place += 1
    if text.at(place) == "such" and text.at(place + 1) == "as":
        place += 2
    elif text.at(place) in _LIKE:
        place += 1
    elif place == kinds + 1 and not text.follows(place):
        return
    for _ in range(_MAX_LISTED):
        found = name_from(text, place, lists, sure=True)
        if not found:
            return
        yield Evidence(found, STRONG, "kinds")
        place = found.end
        if text.at(place) not in _JOINTS or place - 1 in text.owning:
            return
        place += 1 + (text.at(place) == "," and text.at(place + 1) in _AND)
