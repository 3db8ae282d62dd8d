"""Points of evidence that a name is an organisation's, and how the form of the name changes them."""

from dataclasses import dataclass

from archive.tagging.names.candidates import Candidate, name_from
from archive.tagging.names.name_text import NameText
from archive.tagging.names.word_lists import NameLists

ENOUGH = 2
"""So many points make a name an organisation's."""

STRONG, WEAK = 2, 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A name, the points that one place in a text gives it, and the cue word there."""

    name: Candidate
    points: int
    cue: str = ""


def judged(found: Candidate, points: int) -> Evidence:
    """With points for a form that no person's name has, where the cue is said of people as well.

    One word that opens a sentence may be any word, so that it takes another cue to make a name of it.
    """
    if points < ENOUGH and (found.shaped or found.articled):
        points = STRONG
    elif not points and found.end - found.first > 1:
        points = WEAK
    return Evidence(found, max(0, points - found.opening))


def of_name(text: NameText, first: int, lists: NameLists, points: int) -> Evidence | None:
    """The name after a preposition, unless it only says something of the next word."""
    found = name_from(text, first, lists, sure=points == STRONG)
    if not found:
        return None
    is_described = found.end < len(text.words) and text.words[found.end] not in lists.after_name
    if is_described and text.words[first - 2].lower() not in lists.company_nouns:
        return None
    if text.at(found.end) in {"for", "of"} and text.at(found.end + 1)[:1].isupper():
        return None
    return judged(found, points)


def at_name(text: NameText, first: int, lists: NameLists) -> Evidence | None:
    """The name after "at", where somebody works."""
    found = name_from(text, first, lists, sure=True)
    return Evidence(found, STRONG) if found else None
