"""The gold of an issue: what its items open and end with, and which of the items found are right.

Texts are compared as words. An item opens, or ends, as the gold says if the six words at that edge agree;
one of them may be missing or be too many. Gold may accept several headlines, openings and ends.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from archive.models import Item

RIGHT, ENDED, WRONG = 1.0, 0.15, -0.6
"""What an item is worth that is right, what a right end adds, and what an item costs that is none."""

Words = tuple[str, ...]
_EDGE = 6
_APOSTROPHE = re.compile("['’‘`]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+")


def words(text: str | None) -> Words:
    """The words of a text; in Chinese and Japanese each character is one."""
    plain = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text or ""))
    return tuple(_WORD.findall(_DENSE.sub(r" \g<0> ", plain)))


def _open_alike(have: Words, want: Words) -> bool:
    """Whether words open as wanted, but for one at the edge."""
    edge = want[:_EDGE]
    openings = [edge, edge[1:]] if len(edge) > 1 else [edge]
    return any(rest[: len(opening)] == opening for rest, opening in product((have, have[1:]), openings))


def _after(have: Words, opening: Words) -> Words | None:
    """What follows an opening; None if words do not open with it."""
    return have[len(opening) :] if have[: len(opening)] == opening else None


class Reading:
    """An item that was found, as words."""

    def __init__(self, item: Item) -> None:
        self.headline, text, takeaway = words(item.headline), words(item.text), words(item.takeaway)
        self.body = _after(text, self.headline) or text if text != self.headline else ()
        self.openings = (self.headline + self.body, self.headline + text)
        self.ends = (text or self.headline, text + takeaway)
        self.everything = " ".join(self.headline + text)


@dataclass(frozen=True)
class GoldItem:
    """One item of the gold; any opening of its text will do as headline if it `may_have_no_headline`."""

    headlines: tuple[Words, ...]
    starts: tuple[Words, ...]
    ends: tuple[Words, ...]
    byline: Words = ()
    may_have_no_headline: bool = False
    is_optional: bool = False

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "GoldItem":
        """The item of a record of `gold.jsonl`."""
        headlines = [record.get("headline"), *(record.get("headline_too") or ())]
        starts = [record.get("starts"), *(record.get("starts_too") or ())]
        ends = [record.get("ends"), *(record.get("ends_too") or ())]
        return cls(
            headlines=tuple(words(headline) for headline in headlines if headline),
            starts=tuple(words(start) for start in starts if start) or ((),),
            ends=tuple(words(end) for end in ends if end) if record.get("ends") else (),
            byline=words(record.get("byline")),
            may_have_no_headline=None in headlines,
            is_optional=bool(record.get("optional")),
        )

    @cached_property
    def _heads(self) -> tuple[Words, ...]:
        return (*self.headlines, *([()] if self.may_have_no_headline else []))

    def opens(self, reading: Reading) -> bool:
        """Whether an item opens with a headline and then the text, perhaps with the byline between them."""
        pairs = product(reading.openings, self._heads, self.starts)
        return any(self._opens(opening, head, start) for opening, head, start in pairs)

    def _opens(self, opening: Words, head: Words, start: Words) -> bool:
        rest = _after(opening, head)
        if rest is None:
            return _open_alike(opening, head + start)
        below = _after(rest, self.byline)
        return _open_alike(rest, start) or (below is not None and _open_alike(below, start))

    def is_headed(self, reading: Reading) -> bool:
        """Whether an item has the right headline."""
        if reading.headline in self.headlines:
            return True
        if not self.may_have_no_headline:
            return False
        opening = sum(self.headlines, ()) + self.starts[0]
        return not reading.headline or any(_open_alike(have, opening) for have in reading.openings)

    def is_ended(self, reading: Reading) -> bool:
        """Whether an item ends where it should."""
        if not self.ends:
            return len(reading.body) <= len(self.byline) + 1
        return any(_open_alike(have[::-1], end[::-1]) for have, end in product(reading.ends, self.ends))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How issues were split: items found and expected, those that are none, issues and those wholly right."""

    found: int = 0
    expected: int = 0
    extra: int = 0
    issues: int = 0
    whole: int = 0

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(
            self.found + other.found,
            self.expected + other.expected,
            self.extra + other.extra,
            self.issues + other.issues,
            self.whole + other.whole,
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.found / ((self.found + self.extra + self.expected) or 1)


class GoldIssue:
    """The items that an issue has; optional ones count neither when found nor when missed."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        items = [GoldItem.of(item) for item in record["items"]]
        self.items = [item for item in items if not item.is_optional]
        self.optional = [item for item in items if item.is_optional]
        self.forbidden = [" ".join(words(phrase)) for phrase in record.get("no_items", ())]

    def worth(self, item: Item) -> float:
        """What finding an item is worth: more if it also ends right, less than nothing if it is none."""
        reading = Reading(item)
        for gold in self.items:
            if gold.opens(reading) and gold.is_headed(reading):
                return RIGHT + ENDED * gold.is_ended(reading)
        return 0.0 if any(gold.opens(reading) for gold in self.optional) else WRONG

    def verdict(self, items: Iterable[Item]) -> Verdict:
        """How the issue was split; each item of the gold is found once."""
        left, found, ended = [Reading(item) for item in items], 0, 0
        allowed = not any(phrase in reading.everything for phrase in self.forbidden for reading in left)
        for gold in self.items:
            hit = next((one for one in left if gold.opens(one) and gold.is_headed(one)), None)
            if hit is not None:
                left.remove(hit)
                found += 1
                ended += gold.is_ended(hit)
        extra = sum(not any(gold.opens(one) for gold in self.optional) for one in left)
        whole = ended == len(self.items) and not extra and allowed
        return Verdict(found, len(self.items), extra, 1, int(whole))
