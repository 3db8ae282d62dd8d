"""The queries of the benchmarks, sampled from the items by the document frequency of words.

A frequent word is in 5 to 40 % of the items, a medium one in 0.5 to 5 %, a rare one in fewer, but in at least
three items. Words in more than 40 % are left out: nobody searches for `the` alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar

from index.documents import IndexDocument

KINDS = ("word", "and", "or", "phrase", "prefix", "filtered")
_BANDS = {"frequent": (0.05, 0.40), "medium": (0.005, 0.05), "rare": (0.0, 0.005)}
_MIN_DOCUMENT_FREQUENCY = 3
_PAIRS = (("frequent", "frequent"), ("frequent", "medium"), ("medium", "medium"), ("frequent", "rare"))
_MAX_EXPANSIONS = 500
_SAMPLE_SIZE = 2000
_FILTER_DAYS = 730
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Query:
    """A query of one of KINDS; `words` are one or two words or the prefix.

    Only queries of the kind "filtered" have a topic and the days `first` and `last`.
    """

    kind: str
    words: tuple[str, ...]
    topic: str = ""
    first: date | None = None
    last: date | None = None


class QuerySampler:
    """Counts the words of items, then samples queries: the same for the same items and seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.documents = 0
        self._frequency: Counter[str] = Counter()
        self._topics: Counter[str] = Counter()
        self._days: list[date] = []
        self._sample: list[list[str]] = []

    def add(self, document: IndexDocument) -> None:
        """Count one item."""
        self.documents += 1
        texts = [text.split() for text in document.texts.values() if text]
        self._frequency.update({word for words in texts for word in words})
        self._topics.update(document.facets.get("topic", ()))
        self._days.append(document.date)
        self._sample_text(max(texts, key=len, default=[]))

    def queries(self, per_kind: int) -> list[Query]:
        """Sample `per_kind` queries of each kind, the kinds in turn."""
        bands = self._bands()
        topics = [topic for topic, _ in self._topics.most_common(12)]
        made = zip(
            self._words(bands, per_kind),
            self._pairs(bands, per_kind, "and"),
            self._pairs(bands, per_kind, "or"),
            self._phrases(bands, per_kind),
            self._prefixes(bands, per_kind),
            (self._filtered(query, topics) for query in self._pairs(bands, per_kind, "filtered")),
            strict=True,
        )
        return [query for turn in made for query in turn]

    def _sample_text(self, words: list[str]) -> None:
        """Keep a fair sample of the texts (reservoir sampling), for phrases that occur."""
        if len(self._sample) < _SAMPLE_SIZE:
            self._sample.append(words)
        elif (place := self._random.randrange(self.documents)) < _SAMPLE_SIZE:
            self._sample[place] = words

    def _bands(self) -> dict[str, list[str]]:
        """The words of each band of document frequency; an empty band gets all words."""
        found = {
            name: [
                word
                for word, count in self._frequency.items()
                if count >= min(_MIN_DOCUMENT_FREQUENCY, self.documents)
                and low <= count / self.documents < high
            ]
            for name, (low, high) in _BANDS.items()
        }
        return {name: sorted(words or self._frequency) for name, words in found.items()}

    def _words(self, bands: dict[str, list[str]], per_kind: int) -> list[Query]:
        return [
            Query("word", (self._random.choice(bands[name]),)) for name in _round_robin(list(bands), per_kind)
        ]

    def _pairs(self, bands: dict[str, list[str]], per_kind: int, kind: str) -> list[Query]:
        return [
            Query(kind, (self._random.choice(bands[one]), self._random.choice(bands[other])))
            for one, other in _round_robin(_PAIRS, per_kind)
        ]

    def _phrases(self, bands: dict[str, list[str]], per_kind: int) -> list[Query]:
        """Two adjacent words of a text, the first of them from each band in turn."""
        band_of = {word: name for name, words in bands.items() for word in words}
        places: dict[str, list[tuple[str, str]]] = {name: [] for name in bands}
        for words in self._sample:
            for pair in pairwise(words):
                places[band_of.get(pair[0], "rare")].append(pair)
        anywhere = [pair for pairs in places.values() for pair in pairs]
        return [
            Query("phrase", self._random.choice(places[name] or anywhere))
            for name in _round_robin(list(bands), per_kind)
        ]

    def _prefixes(self, bands: dict[str, list[str]], per_kind: int) -> list[Query]:
        """The first three or more letters of a word, so many that no engine caps the expansion."""
        prefix_counts: Counter[str] = Counter()
        for word in self._frequency:
            prefix_counts.update(word[:length] for length in range(3, len(word) + 1))
        drawn = (self._random.choice(bands[name]) for name in _round_robin(list(bands), per_kind))
        return [Query("prefix", (_shortest(word, prefix_counts),)) for word in drawn]

    def _filtered(self, query: Query, topics: Sequence[str]) -> Query:
        """The query with a filter: a frequent topic and a span of _FILTER_DAYS."""
        first = self._random.choice(self._days)
        last = first + timedelta(days=_FILTER_DAYS)
        topic = self._random.choice(topics) if topics else ""
        return replace(query, topic=topic, first=first, last=last)


def _shortest(word: str, prefix_counts: Counter[str]) -> str:
    lengths = range(3, len(word) + 1)
    return next((word[:n] for n in lengths if prefix_counts[word[:n]] <= _MAX_EXPANSIONS), word)


def _round_robin(choices: Iterable[T], count: int) -> list[T]:
    listed = list(choices)
    return [listed[i % len(listed)] for i in range(count)]
