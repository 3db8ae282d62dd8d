"""The items of the benchmarks: synthetic ones by seed, or real ones from a JSON Lines file.

A synthetic item has a headline of about 8 words, a takeaway of 25 and a body of 120. Words follow Zipf's law
over 80,000 made-up ones, with set phrases among them. Topics and regions are those of the archive, some
frequent and most rare. Twenty items are an issue of one of three publications; the issues spread over ten
years.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from archive.vocabularies import SHIPPED, regions
from benchmarks.made_up_words import made_up_words, stemmed_words
from index.documents import IndexDocument
from index.mapping import date_values

VOCABULARY = 80_000
ITEMS_AN_ISSUE = 20
PUBLICATIONS = ("Harbour Letter", "Northern Review", "Weekly Ledger")

_CHUNK_STORIES = 1000
_FIRST, _DAYS = date(2015, 1, 1), 3650
_PHRASE_COUNT, _PHRASE_RATE = 5000, 0.04
_WORDS_PER_FIELD = {"headline": 8, "takeaway": 25, "body": 120}
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Story:
    """An item as input of stores and engines; topics and regions without their ancestors."""

    id: str
    issue: str
    publication: str
    day: date
    position: int
    headline: str
    takeaway: str
    body: str
    topics: tuple[str, ...]
    regions: tuple[str, ...]

    def document(self) -> IndexDocument:
        """The item as an index document, its facet values with all ancestors."""
        texts = {"headline": self.headline, "takeaway": self.takeaway, "body": self.body}
        facets = {
            "topic": _with_ancestors(self.topics, SHIPPED.topics.ancestors),
            "region": _with_ancestors(self.regions, regions.ancestors),
            "date": date_values(self.day),
            "publication": (self.publication.lower().replace(" ", "-"),) if self.publication else (),
        }
        print_ = hashlib.sha256(self.body.encode()).hexdigest()[:16]
        return IndexDocument(self.id, self.issue, self.day, self.position, texts, facets, print_)


class Corpus(Protocol):
    """A sequence of stories, the same on each iteration."""

    def stories(self) -> Iterator[Story]:
        """All stories; synthetic ones are oldest first."""


@dataclass(frozen=True)
class SyntheticCorpus:
    """`items` stories made up from `seed`."""

    items: int
    seed: int = 1

    def stories(self) -> Iterator[Story]:
        """Make the stories chunk by chunk, so that any number fits into memory."""
        for start in range(0, self.items, _CHUNK_STORIES):
            yield from self._chunk(start, min(_CHUNK_STORIES, self.items - start))

    @cached_property
    def words(self) -> NDArray[np.object_]:
        """The vocabulary, most frequent first."""
        return np.array(made_up_words(VOCABULARY, self.seed), dtype=np.object_)

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        return _zipf(VOCABULARY, 2.7, 1.05)

    @cached_property
    def _set_phrases(self) -> Ints:
        """Pairs of ranks of words that are often adjacent; none is among the 100 most frequent."""
        random = np.random.default_rng([self.seed, 1])
        return 100 + (random.random((_PHRASE_COUNT, 2)) ** 3 * (VOCABULARY - 100)).astype(np.int64)

    def _chunk(self, start: int, count: int) -> Iterator[Story]:
        random = np.random.default_rng([self.seed, 2, start])
        texts = {name: self._texts(random, count, length) for name, length in _WORDS_PER_FIELD.items()}
        themes, places = _pick(random, _topic_ids(), count, 1, 3), _pick(random, _region_codes(), count, 0, 4)
        for i in range(count):
            number, place = divmod(start + i, ITEMS_AN_ISSUE)
            day = _FIRST + timedelta(days=number * _DAYS // (self.items // ITEMS_AN_ISSUE + 1))
            publication = PUBLICATIONS[number * number % 7 % 3]
            yield Story(
                id=f"{number:06}-{place + 1}",
                issue=f"{number:06}",
                publication=publication,
                day=day,
                position=place + 1,
                headline=texts["headline"][i],
                takeaway=texts["takeaway"][i],
                body=texts["body"][i],
                topics=themes[i],
                regions=places[i],
            )

    def _texts(self, random: np.random.Generator, count: int, length: int) -> list[str]:
        lengths = np.maximum(random.normal(length, length / 4, count).astype(np.int64), 3)
        ends = np.cumsum(lengths)
        ranks = np.searchsorted(self._shares, random.random(int(ends[-1])))
        at = np.flatnonzero(random.random(len(ranks) - 1) < _PHRASE_RATE)
        chosen = np.searchsorted(_zipf(_PHRASE_COUNT, 10, 1.0), random.random(len(at)))
        ranks[at], ranks[at + 1] = self._set_phrases[chosen, 0], self._set_phrases[chosen, 1]
        words = self.words[ranks]
        return [
            " ".join(words[end - n : end]) for end, n in zip(ends.tolist(), lengths.tolist(), strict=True)
        ]


@dataclass(frozen=True)
class JsonLinesCorpus:
    """Real items: one JSON object a line, with the keys of `briefings import`.

    The words are stemmed beforehand, so that all engines index the same: see
    `benchmarks.made_up_words.stemmed_words`.
    """

    path: Path
    items: int | None = None

    def stories(self) -> Iterator[Story]:
        """The stories of the first `items` lines."""
        with self.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if self.items is not None and number >= self.items:
                    return
                yield _story_of(number, json.loads(line))


def _story_of(number: int, record: Mapping[str, Any]) -> Story:
    day = record.get("date") or (record.get("metadata") or {}).get("date") or _FIRST.isoformat()
    return Story(
        id=f"{number:07}",
        issue=day[:10],
        publication=record.get("publication") or "",
        day=date.fromisoformat(day[:10]),
        position=number + 1,
        headline=stemmed_words(record.get("headline") or record.get("title") or ""),
        takeaway=stemmed_words(record.get("takeaway") or ""),
        body=stemmed_words(record.get("body") or record.get("text") or ""),
        topics=tuple(filter(None, map(SHIPPED.topics.resolve, record.get("topics") or ()))),
        regions=tuple(filter(None, map(regions.resolve, record.get("regions") or ()))),
    )


def _with_ancestors(values: tuple[str, ...], ancestors: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for value in values for v in (*ancestors(value), value)))


@cache
def _zipf(count: int, shift: float, exponent: float) -> NDArray[np.float64]:
    """Cumulative shares of ranks 0 to `count` - 1; the last is 1."""
    weights = 1 / (np.arange(count) + shift) ** exponent
    shares = np.cumsum(weights / weights.sum())
    shares[-1] = 1.0
    return np.asarray(shares)


def _pick(
    random: np.random.Generator, values: list[str], count: int, least: int, most: int
) -> list[tuple[str, ...]]:
    """Pick `least` to `most` values for each of `count` stories; the first of the list are most frequent."""
    chosen = np.searchsorted(_zipf(len(values), 3, 1.0), random.random((count, most))).tolist()
    sizes = random.integers(least, most + 1, count).tolist()
    return [
        tuple(dict.fromkeys(values[number] for number in row[:size]))
        for row, size in zip(chosen, sizes, strict=True)
    ]


@cache
def _topic_ids() -> list[str]:
    """The ids of topics of both levels, ordered by a hash."""
    return sorted((topic.id for topic in SHIPPED.topics.topics), key=_hash)


@cache
def _region_codes() -> list[str]:
    """The codes of listed countries and subdivisions, ordered by a hash; most subdivisions come last."""
    listed = [r.code for r in regions.regions() if r.listed and not r.code.isdigit()]
    return sorted(listed, key=lambda code: ("-" in code and _hash(code)[0] > "3", _hash(code)))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
