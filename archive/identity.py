"""Ids of publications, issues and items, and the matching of items between two versions of an issue."""

import hashlib
import re
import unicodedata
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

SAME_WORDS = 0.5
MERGED_WORDS = 0.8
_MAX_NAME_LENGTH = 12
_MIN_WORDS = 4
_WORD = re.compile(r"\w+")
_LATIN_WORD = re.compile(r"[a-z0-9]+")


def title_key(title: str) -> str:
    """A key that two spellings of one title share: without case, extra spaces and a leading "The"."""
    folded = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    return folded.removeprefix("the ")


def short_name(title: str, taken: Collection[str] = ()) -> str:
    """A free short name for a publication: initials ("Weekly China Insight": `wci`), or its one word."""
    stem = _stem(title)
    names = (stem if n == 1 else f"{stem}{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def issue_id(publication: str, day: date, taken: Collection[str] = ()) -> str:
    """A free id for an issue: `wci-2026-02-06`, then `wci-2026-02-06b`, `wci-2026-02-06c`, and so on."""
    stem = f"{publication}-{day.isoformat()}"
    names = (f"{stem}{_letters(n)}" for n in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def item_id(issue: str, number: int) -> str:
    """The id of the item that was the `number`-th to be named in its issue."""
    return f"{issue}-{number}"


@dataclass(frozen=True)
class Wording:
    """The headline and text of an item, by which it is matched; case and white space do not count."""

    headline: str
    text: str

    @cached_property
    def title(self) -> str:
        """The headline, folded."""
        return _folded(self.headline)

    @cached_property
    def whole(self) -> str:
        """Headline and text, folded."""
        return f"{self.title}\n{_folded(self.text)}"

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of headline and text."""
        return frozenset(_WORD.findall(self.whole))


def match(old: Mapping[str, Wording], new: Sequence[Wording]) -> dict[int, str]:
    """The old ids of new items, by index: matched by text, then by headline, then by shared words.

    Several old items with the same text are paired with the new ones in order.
    """
    paired = _pair_equal(old, new)
    taken = set(paired.values())
    left = {name: wording for name, wording in old.items() if name not in taken}
    titles, holders = _look_up(left)
    candidates = [
        (similarity, -index, name)
        for index, wording in enumerate(new)
        if index not in paired
        for name in _candidates(wording, titles, holders)
        if (similarity := _similarity(wording, left[name]))
    ]
    for _, index, name in sorted(candidates, reverse=True):
        if -index not in paired and name in left:
            paired[-index] = name
            del left[name]
    return paired


def absorbed_by(old: Wording, new: Mapping[str, Wording]) -> str | None:
    """The id of the new item that holds at least `MERGED_WORDS` of the words of `old`, or None."""
    if len(old.words) < _MIN_WORDS:
        return None
    shares = [(len(old.words & wording.words) / len(old.words), name) for name, wording in new.items()]
    share, best = max(shares, default=(0.0, ""))
    return best if share >= MERGED_WORDS else None


def overlap(old: Sequence[Wording], new: Sequence[Wording]) -> float:
    """The share, 0 to 1, of the items of the shorter list that match one of the other list."""
    shorter = min(len(old), len(new))
    return len(match({str(n): w for n, w in enumerate(old)}, new)) / shorter if shorter else 0.0


def _stem(title: str) -> str:
    """The initials of a title, or its one word; the start of a hash where it has no Latin letter."""
    key = title_key(title)
    ascii_key = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().replace("'", "")
    words: list[str] = _LATIN_WORD.findall(ascii_key)
    if not any(word[0].isalpha() for word in words):
        return "p" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:7] if key else "unnamed"
    if len(words) == 1:
        return words[0][:_MAX_NAME_LENGTH]
    return "".join(word if word.isdigit() else word[0] for word in words)[:_MAX_NAME_LENGTH]


def _letters(n: int) -> str:
    """The suffix of the n-th further issue of a day: "", "b" to "z", then "ba", "bb" and so on."""
    letters = ""
    while n:
        n, rest = divmod(n, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _pair_equal(old: Mapping[str, Wording], new: Sequence[Wording]) -> dict[int, str]:
    waiting: dict[str, deque[str]] = {}
    for name, wording in old.items():
        waiting.setdefault(wording.whole, deque()).append(name)
    return {
        index: waiting[wording.whole].popleft()
        for index, wording in enumerate(new)
        if waiting.get(wording.whole)
    }


def _look_up(old: Mapping[str, Wording]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The ids of items by headline, and by word."""
    titles: dict[str, set[str]] = {}
    holders: dict[str, set[str]] = {}
    for name, wording in old.items():
        if wording.title:
            titles.setdefault(wording.title, set()).add(name)
        for word in wording.words:
            holders.setdefault(word, set()).add(name)
    return titles, holders


def _candidates(
    wording: Wording, titles: Mapping[str, set[str]], holders: Mapping[str, set[str]]
) -> set[str]:
    """The ids of all items that can be similar to this one.

    Two items with a Jaccard similarity of a half share at least half of the words of each, so that one of any
    larger subset of the words is shared. The rarest words give the fewest candidates.
    """
    rarest = sorted(wording.words, key=lambda word: len(holders.get(word, ())))
    likely = (holders.get(word, set()) for word in rarest[: len(rarest) // 2 + 1])
    return set().union(titles.get(wording.title, set()), *likely)


def _similarity(one: Wording, two: Wording) -> float:
    """The Jaccard similarity of the words, plus 1 for the same headline; 0 where the items differ."""
    same_title = bool(one.title) and one.title == two.title
    shorter, longer = sorted((len(one.words), len(two.words)))
    if not same_title and shorter < SAME_WORDS * longer:
        return 0.0
    common = len(one.words & two.words)
    jaccard = common / (shorter + longer - common) if common else 0.0
    return jaccard + 1 if same_title else jaccard if jaccard >= SAME_WORDS else 0.0
