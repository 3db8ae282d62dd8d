"""How alike two texts are, and whether one repeats the other.

Likeness is Jaccard's: the share of their runs of three words that both have. News is full of sentences that
differ in nothing but the place and the number ("Fiji reports its first six cases"); so where both name
something that the other does not, neither repeats the other, however alike they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archive.models import Draft

SHINGLE_WORDS = 3
"""So many neighbouring words are compared together."""

MIN_WORDS = 12
"""A shorter text says too little to be known again."""

REPEAT_SIMILARITY = 0.7
"""From this likeness on, one text repeats the other."""

_MAX_RENAMED_SHARE = 0.1
"""Such a part of the names and numbers may differ on both sides: a figure brought up to date in a text."""

_ADDRESS = re.compile(r"[(<\[]?\bhttps?://[^\s>)\]]+[)>\]]?|\[\d+\]")
_WORD = re.compile(r"\w+")
_NAME_OR_NUMBER = re.compile(r"\b[^\W\d_a-z]\w+|\d[\d.,]*\d|\d")


def words(text: str) -> list[str]:
    """The words that likeness goes by: no case, no addresses, no numbers of footnotes."""
    return _WORD.findall(_without_addresses(text).casefold())


@dataclass(frozen=True)
class ShingledText:
    """A text to be compared with others."""

    text: str

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The different runs of words; none of a text that is too short to be known again."""
        listed = words(self.text)
        if len(listed) < MIN_WORDS:
            return frozenset()
        return frozenset(zip(listed, listed[1:], listed[2:], strict=False))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The names and numbers: what begins with a capital, and digits."""
        return frozenset(_NAME_OR_NUMBER.findall(_without_addresses(self.text)))


def similarity(one: ShingledText, other: ShingledText) -> float:
    """From 0, nothing in common, to 1; 0 too where either is too short."""
    if not one.runs or not other.runs:
        return 0.0
    common = len(one.runs & other.runs)
    return common / (len(one.runs) + len(other.runs) - common)


def repeat_similarity(one: ShingledText, other: ShingledText) -> float:
    """The likeness of two texts of which one repeats the other, else 0."""
    found = similarity(one, other)
    return (
        found
        if found >= REPEAT_SIMILARITY and not _name_different_things(one.telling, other.telling)
        else 0.0
    )


def _name_different_things(one: frozenset[str], other: frozenset[str]) -> bool:
    differing = min(len(one - other), len(other - one))
    return differing > _MAX_RENAMED_SHARE * min(len(one), len(other))


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text)


def without_duplicates(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that say the same as one before of the same day; that one tells of them."""
    kept: list[tuple[Draft, ShingledText]] = []
    for draft in drafts:
        text = ShingledText(_text_of(draft))
        place = next(
            (n for n, (other, known) in enumerate(kept) if _is_duplicate(draft, text, other, known)), None
        )
        if place is None:
            kept.append((draft, text))
            continue
        other, known = kept[place]
        told = f"{draft.part or 'another part'} says the same and was left out"
        kept[place] = replace(other, warnings=(*other.warnings, told)), known
    return [draft for draft, _ in kept]


def _is_duplicate(draft: Draft, text: ShingledText, other: Draft, known: ShingledText) -> bool:
    days = {draft.date, other.date} - {None}
    return len(days) < 2 and bool(draft.part) and similarity(text, known) >= REPEAT_SIMILARITY


def _text_of(draft: Draft) -> str:
    matter = (paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter))
    return "\n".join([*matter, *(f"{item.headline}\n{item.text}" for item in draft.items)])
