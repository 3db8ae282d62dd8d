"""The similarity of two texts, and whether one repeats the other.

It is the Jaccard similarity of their shingles, which are runs of three words: the share of all shingles that
both texts have. Many sentences in the news differ only in the place and the number ("Fiji reports its first
six cases"), so if each text names something that the other does not, neither repeats the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from archive.models import Draft

SHINGLE_WORDS = 3
"""The number of words in a shingle."""

MIN_WORDS = 12
"""A text of fewer words has no shingles, and repeats nothing."""

REPEAT_SIMILARITY = 0.7
"""The least similarity at which one text repeats the other."""

_MAX_RENAMED_SHARE = 0.1
"""The share of names and numbers that may differ on both sides, as when a figure is brought up to date."""

_ADDRESS = re.compile(r"[(<\[]?\bhttps?://[^\s>)\]]+[)>\]]?|\[\d+\]")
_WORD = re.compile(r"\w+")
_NAME_OR_NUMBER = re.compile(r"\b[^\W\d_a-z]\w+|\d[\d.,]*\d|\d")


def words(text: str) -> list[str]:
    """The words that are compared: casefolded, without URLs and footnote numbers."""
    return _WORD.findall(_without_addresses(text).casefold())


@dataclass(frozen=True)
class ShingledText:
    """A text with its shingles, and with its names and numbers."""

    text: str

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """The distinct shingles; none of a text shorter than `MIN_WORDS`."""
        listed = words(self.text)
        if len(listed) < MIN_WORDS:
            return frozenset()
        return frozenset(zip(listed, listed[1:], listed[2:], strict=False))

    @cached_property
    def names_and_numbers(self) -> frozenset[str]:
        """The words that begin with a capital letter, and the numbers."""
        return frozenset(_NAME_OR_NUMBER.findall(_without_addresses(self.text)))


def similarity(one: ShingledText, other: ShingledText) -> float:
    """From 0, nothing in common, to 1; also 0 where either text is shorter than `MIN_WORDS`."""
    if not one.shingles or not other.shingles:
        return 0.0
    common = len(one.shingles & other.shingles)
    return common / (len(one.shingles) + len(other.shingles) - common)


def repeat_similarity(one: ShingledText, other: ShingledText) -> float:
    """The similarity of two texts if one repeats the other, else 0."""
    found = similarity(one, other)
    if found < REPEAT_SIMILARITY or _differ(one.names_and_numbers, other.names_and_numbers):
        return 0.0
    return found


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each text has names or numbers that the other has not, more than a few."""
    differing = min(len(one - other), len(other - one))
    return differing > _MAX_RENAMED_SHARE * min(len(one), len(other))


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text)


def without_duplicates(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that repeat an earlier one of the same day; that one gets a warning."""
    kept: list[tuple[Draft, ShingledText]] = []
    for draft in drafts:
        text = ShingledText(_text_of(draft))
        duplicates = (n for n, (other, known) in enumerate(kept) if _is_duplicate(draft, text, other, known))
        index = next(duplicates, None)
        if index is None:
            kept.append((draft, text))
            continue
        other, known = kept[index]
        warning = f"{draft.part or 'another part'} says the same and was left out"
        kept[index] = replace(other, warnings=(*other.warnings, warning)), known
    return [draft for draft, _ in kept]


def _is_duplicate(draft: Draft, text: ShingledText, other: Draft, known: ShingledText) -> bool:
    days = {draft.date, other.date} - {None}
    return len(days) < 2 and bool(draft.part) and similarity(text, known) >= REPEAT_SIMILARITY


def _text_of(draft: Draft) -> str:
    matter = (paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter))
    return "\n".join([*matter, *(f"{item.headline}\n{item.text}" for item in draft.items)])
