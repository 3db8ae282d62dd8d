"""The queries that are measured with, drawn from the items by how many of them have each word.

A frequent word stands in 5 to 40 of 100 items, a medium one in 0.5 to 5, a rare one in fewer, but at least
in three items. (What stands in more, `the` and its like, nobody asks for alone.)
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
_LEAST = 3
_PAIRS = (("frequent", "frequent"), ("frequent", "medium"), ("medium", "medium"), ("frequent", "rare"))
_MOST_EXPANSIONS = 500
_SAMPLED = 2000
_SPAN = 730
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: one of KINDS; `words` has one, two, or the prefix. The filter holds where given."""

    kind: str
    words: tuple[str, ...]
    topic: str = ""
    first: date | None = None
    last: date | None = None


class Sampler:
    """Counts words while the items go by, then draws queries; the same ones for the same items and seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.documents = 0
        self._frequency: Counter[str] = Counter()
        self._topics: Counter[str] = Counter()
        self._days: list[date] = []
        self._sample: list[list[str]] = []

    def see(self, document: IndexDocument) -> None:
        """Count one item."""
        self.documents += 1
        texts = [text.split() for text in document.texts.values() if text]
        self._frequency.update({word for words in texts for word in words})
        self._topics.update(document.facets.get("topic", ()))
        self._days.append(document.date)
        self._keep(max(texts, key=len, default=[]))

    def queries(self, each: int) -> list[Query]:
        """`each` queries of every kind, the kinds taking turns."""
        bands = self._bands()
        topics = [topic for topic, _ in self._topics.most_common(12)]
        made = zip(
            self._words(bands, each),
            self._pairs(bands, each, "and"),
            self._pairs(bands, each, "or"),
            self._phrases(bands, each),
            self._prefixes(bands, each),
            (self._narrowed(query, topics) for query in self._pairs(bands, each, "filtered")),
            strict=True,
        )
        return [query for turn in made for query in turn]

    def _keep(self, words: list[str]) -> None:
        """Keep a fair sample of the texts (reservoir sampling), for phrases that occur."""
        if len(self._sample) < _SAMPLED:
            self._sample.append(words)
        elif (place := self._random.randrange(self.documents)) < _SAMPLED:
            self._sample[place] = words

    def _bands(self) -> dict[str, list[str]]:
        """The words of each band; of a small corpus, whatever words there are where a band is empty."""
        found = {
            name: [
                word
                for word, count in self._frequency.items()
                if count >= min(_LEAST, self.documents) and low <= count / self.documents < high
            ]
            for name, (low, high) in _BANDS.items()
        }
        return {name: sorted(words or self._frequency) for name, words in found.items()}

    def _words(self, bands: dict[str, list[str]], each: int) -> list[Query]:
        return [Query("word", (self._random.choice(bands[name]),)) for name in _turns(list(bands), each)]

    def _pairs(self, bands: dict[str, list[str]], each: int, kind: str) -> list[Query]:
        return [
            Query(kind, (self._random.choice(bands[one]), self._random.choice(bands[other])))
            for one, other in _turns(_PAIRS, each)
        ]

    def _phrases(self, bands: dict[str, list[str]], each: int) -> list[Query]:
        """Two words that stand side by side somewhere, the first of them of one band after the other."""
        band_of = {word: name for name, words in bands.items() for word in words}
        places: dict[str, list[tuple[str, str]]] = {name: [] for name in bands}
        for words in self._sample:
            for pair in pairwise(words):
                places[band_of.get(pair[0], "rare")].append(pair)
        anywhere = [pair for pairs in places.values() for pair in pairs]
        return [
            Query("phrase", self._random.choice(places[name] or anywhere))
            for name in _turns(list(bands), each)
        ]

    def _prefixes(self, bands: dict[str, list[str]], each: int) -> list[Query]:
        """The first three letters or more of a word, as many as keep expansions below every engine's cap."""
        begun: Counter[str] = Counter()
        for word in self._frequency:
            begun.update(word[:length] for length in range(3, len(word) + 1))
        drawn = (self._random.choice(bands[name]) for name in _turns(list(bands), each))
        return [Query("prefix", (_shortest(word, begun),)) for word in drawn]

    def _narrowed(self, query: Query, topics: Sequence[str]) -> Query:
        """The query within one of the frequent topics and two years."""
        first = self._random.choice(self._days)
        last = first + timedelta(days=_SPAN)
        topic = self._random.choice(topics) if topics else ""
        return replace(query, topic=topic, first=first, last=last)


def _shortest(word: str, begun: Counter[str]) -> str:
    lengths = range(3, len(word) + 1)
    return next((word[:n] for n in lengths if begun[word[:n]] <= _MOST_EXPANSIONS), word)


def _turns(choices: Iterable[T], count: int) -> list[T]:
    listed = list(choices)
    return [listed[i % len(listed)] for i in range(count)]
