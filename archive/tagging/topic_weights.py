"""The log-odds of topics given an item's words, in the linear model that ships for the topics of news.

`archive/data/topic_weights.tsv` is made by tools/topic_weights.py. It has words alone that are written in
small letters, too: names of people and places are of their time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

from archive.models import Item
from archive.tagging.text_words import split_words, without_credits
from archive.tagging.topic_terms import BASE_FORMS

MAX_RATIO = 2.0
"""Points of terms count up to so many times what a topic needs."""

_UNIT = 100
"""The file has whole numbers of hundredths."""

MIN_WORDS = 4
"""So many words with weights are needed to judge by."""

_FEW, _MANY = 6, 25
"""Words count more the fewer they are, as long as they are neither so few nor so many."""

_BIAS = "(bias)"
_TOPIC = "(topic) "


@dataclass(frozen=True, slots=True, eq=False)
class TopicWeights:
    """A row of weights, one for each of `topics`, by word and by topic that has terms; all in hundredths."""

    topics: Sequence[str]
    bias: Sequence[int]
    by_topic: Mapping[str, Sequence[int]]
    by_word: Mapping[str, Sequence[int]]

    def log_odds(self, words: Iterable[str], ratios: Mapping[str, float]) -> dict[str, float]:
        """By topic its log-odds; none where too few words have weights to judge by.

        `words` are the item's, `ratios` by topic its terms' points to those needed.
        """
        rows = list(filter(None, map(self.by_word.get, words)))
        if len(rows) < MIN_WORDS:
            return {}
        share = share_of_word(len(rows))
        odds = [
            bias + share * sum(column)
            for bias, column in zip(self.bias, zip(*rows, strict=True), strict=True)
        ]
        for topic, ratio in ratios.items():
            if topic in self.by_topic:
                capped = min(ratio, MAX_RATIO)
                odds = [
                    value + capped * weight for value, weight in zip(odds, self.by_topic[topic], strict=True)
                ]
        return {topic: value / _UNIT for topic, value in zip(self.topics, odds, strict=True)}

    def strongest(self, words: Iterable[str], topic: str, count: int) -> list[str]:
        """Of the words those that speak most for a topic."""
        place = self.topics.index(topic)
        own = {word: self.by_word[word][place] for word in words if word in self.by_word}
        best = sorted(
            (word for word, weight in own.items() if weight > 0), key=lambda word: (-own[word], word)
        )
        return best[:count]


def share_of_word(count: int) -> float:
    """What a word counts among so many that have weights."""
    return sqrt(min(max(count, _FEW), _MANY)) / max(count, _FEW)


def as_written(item: Item, bases: Iterable[str]) -> list[str]:
    """Each of the words as the item first writes it."""
    first = {BASE_FORMS[word]: word for word in reversed(_words(item))}
    return [first[base] for base in bases]


def _words(item: Item) -> list[str]:
    words = list(split_words(item.headline).words)
    for paragraph in item.paragraphs:
        words += split_words(without_credits(paragraph.text)).words
    return words


@cache
def shipped_weights() -> TopicWeights:
    """Read the file that ships."""
    lines = resources.files("archive").joinpath("data", "topic_weights.tsv").read_text("utf-8").splitlines()
    (_, *topics), *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    table = {name: tuple(int(value) for value in values) for name, *values in rows}
    by_topic = {name.removeprefix(_TOPIC): table.pop(name) for name in list(table) if name.startswith(_TOPIC)}
    return TopicWeights(topics, table.pop(_BIAS), by_topic, table)
