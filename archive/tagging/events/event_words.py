"""The word lists of `archive/data/event_words.toml`, by which sentences with time expressions are judged."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from archive.data_files import read_toml


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lists of the file, under their names there."""

    ahead: frozenset[str]
    ahead_of_many: frozenset[str]
    ahead_pairs: frozenset[tuple[str, ...]]
    bent_on: frozenset[str]
    asking: frozenset[str]
    back: frozenset[str]
    telling: frozenset[str]
    no_past: frozenset[str]
    named_after: frozenset[str]
    known_days: tuple[date, ...]
    body: frozenset[str]
    small_body: frozenset[str]
    unplanned: frozenset[str]
    planned: frozenset[str]
    before_event: frozenset[str]
    no_noun: frozenset[str]
    named_day: frozenset[str]
    named_month: frozenset[str]
    paper: frozenset[str]
    habit: frozenset[str]
    counted: frozenset[str]
    amounts: frozenset[str]


@cache
def event_words() -> EventWords:
    """The words, read once."""
    lists = dict(read_toml("event_words.toml"))
    pairs = frozenset(tuple(pair.split()) for pair in lists.pop("ahead_pairs"))
    days = tuple(map(date.fromisoformat, lists.pop("known_days")))
    words = {name: frozenset(text.split()) for name, text in lists.items()}
    return EventWords(ahead_pairs=pairs, known_days=days, **words)
