"""Makes `archive/data/topic_weights.tsv`: weights of words for topics, learnt from news under headings.

    python tools/topic_weights.py [--judge]

It reads the items of current-events and of optech (news of software, which no heading covers) in
`$BRIEFINGS_SHARED/data`, default `../shared/data`. Items from the month `benchmarks.tagging.topics.HELD_OUT`
on are left out. One logistic regression a topic, by scikit-learn, on the common words of an item and
on the points of the taxonomy's terms: run it again after a change of the terms. With `--judge` nothing is
written: months in turn are left out, and the tagger is measured on them.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.linear_model import LogisticRegression

from archive.models import Item, Paragraph
from archive.tagging import topic_tagger
from archive.tagging.text_words import split_words, without_credits
from archive.tagging.topic_terms import base_form, term_scores
from archive.tagging.topic_weights import MAX_RATIO, TopicWeights, share_of_word
from archive.vocabularies import SHIPPED
from benchmarks.tagging import shared_data
from benchmarks.tagging.topics import HELD_OUT, TopicTally, news_items, topic_tally

_TARGET = Path(__file__).parent.parent / "archive" / "data" / "topic_weights.tsv"
_MIN_ITEMS = 5
"""A word counts when so many items have it in small letters: names do not."""

_STRENGTH = 3.0
"""How far the weights may follow the items: the inverse of the regularisation's strength."""

_RATIO_SCALE = 2.5
"""Scales points beside words, so that the regularisation spares them."""

_FOLDS = 4
_OTHER = "other"
_HEADER = """\
# Weights of words for topics in news, in hundredths of log-odds. Made by tools/topic_weights.py; do not edit.
"""


_STOP_WORDS = {base_form(word) for word in ENGLISH_STOP_WORDS - {"bill", "fire", "interest", "system"}}
_STOP_WORDS |= {"com", "march"}
"""Words of grammar and addresses, and a month that is a word, say nothing of a topic."""


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks in an item, the topics that it has, and those of which nobody knows.

    `small` are the words that it writes in small letters.
    """

    month: str
    words: frozenset[str]
    small: frozenset[str]
    ratios: Mapping[str, float]
    has: frozenset[str]
    open: frozenset[str]


def examples(rows: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The items of current-events under a known heading; a heading of two topics is settled by the terms."""
    for row in rows:
        for case in news_items([row]):
            signs = _signs(case.item)
            ratios = signs[-1]
            right = case.right - {"energy"}
            if len(right) > 1:
                points = {topic: ratios.get(topic, 0.0) for topic in right}
                best = max(points.values())
                first = {topic for topic in right if points[topic] == best}
                if "health" in first:
                    first = {"health"}
                has = frozenset(first if len(first) == 1 else ())
            else:
                has = right
            yield Example(row["date"][:7], *signs, has, right - has)


def others(rows: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """Items on none of the topics but perhaps technology."""
    for row in rows:
        item = Item(headline=row.get("title") or "", paragraphs=(Paragraph(row["text"]),))
        yield Example(_OTHER, *_signs(item), frozenset(), frozenset({"technology"}))


def _signs(item: Item) -> tuple[frozenset[str], frozenset[str], dict[str, float]]:
    scores = term_scores(item, SHIPPED.topics)
    upper = scores.upper(SHIPPED.topics)
    ratios = {topic: min(score.points / scores.needed, MAX_RATIO) for topic, score in upper.items()}
    small = filter(str.islower, split_words(without_credits(item.text)).words)
    return frozenset(scores.words), frozenset(base_form(word) for word in small), ratios


def fitted(items: Sequence[Example]) -> TopicWeights:
    """Learn the weights."""
    often = Counter(word for item in items if item.month != _OTHER for word in item.small)
    known = {word for word, count in often.items() if count >= _MIN_ITEMS} - _STOP_WORDS
    vectors = DictVectorizer(dtype=np.float64)
    matrix = vectors.fit_transform([_vector(item, known) for item in items])
    topics = sorted({topic for item in items for topic in item.has} - {"environment"})
    columns, bias = [], []
    for topic in topics:
        sure = np.array([topic not in item.open for item in items])
        wanted = np.array([topic in item.has for item in items])
        model = LogisticRegression(C=_STRENGTH, class_weight="balanced", solver="liblinear", random_state=1)
        model.fit(matrix[sure], wanted[sure])
        columns.append(model.coef_[0])
        bias.append(round(100 * float(model.intercept_[0])))
    rows = dict(zip(vectors.get_feature_names_out(), np.array(columns).T, strict=True))
    by_topic = {
        name.removeprefix("(topic) "): _whole(row * _RATIO_SCALE)
        for name, row in rows.items()
        if name.startswith("(topic) ")
    }
    by_word = {name: _whole(row) for name, row in rows.items() if not name.startswith("(topic) ")}
    return TopicWeights(topics, bias, by_topic, by_word)


def _vector(item: Example, known: set[str]) -> dict[str, float]:
    words = [word for word in item.words if word in known]
    share = share_of_word(len(words))
    points = {f"(topic) {topic}": ratio * _RATIO_SCALE for topic, ratio in item.ratios.items()}
    return {**dict.fromkeys(words, share), **points}


def _whole(row: Any) -> tuple[int, ...]:
    return tuple(int(value) for value in np.rint(100 * row))


def judge(rows: Sequence[Mapping[str, Any]], given: Sequence[Example], rest: Sequence[Example]) -> None:
    """Measure the tagger on months that the weights were not learnt from."""
    months = sorted({row["date"][:7] for row in rows})
    total = TopicTally()
    for fold in range(_FOLDS):
        out = set(months[fold * len(months) // _FOLDS : (fold + 1) * len(months) // _FOLDS])
        weights = fitted([*(item for item in given if item.month not in out), *rest])
        with patch.object(topic_tagger, "shipped_weights", lambda weights=weights: weights):
            total.include(topic_tally(news_items(row for row in rows if row["date"][:7] in out)))
    sys.stdout.write("\n".join((*total.report(), "")))


def main() -> None:
    """Write the weights, or judge them."""
    path = shared_data()
    rows = [
        json.loads(line) for line in (path / "current-events" / "items.jsonl").read_text("utf-8").splitlines()
    ]
    rows = [row for row in rows if row["date"] < HELD_OUT]
    software = [
        json.loads(line) for line in (path / "optech" / "items.jsonl").read_text("utf-8").splitlines()
    ]
    given, rest = list(examples(rows)), list(others(software[::4]))
    if "--judge" in sys.argv:
        judge(rows, given, rest)
        return
    weights = fitted([*given, *rest])
    lines = [_HEADER + "\t".join(("word", *weights.topics)), _line("(bias)", weights.bias)]
    lines += [_line(f"(topic) {topic}", row) for topic, row in sorted(weights.by_topic.items())]
    lines += [_line(word, row) for word, row in sorted(weights.by_word.items())]
    _TARGET.write_text("\n".join(lines) + "\n", "utf-8")


def _line(name: str, row: Sequence[int]) -> str:
    return "\t".join((name, *map(str, row)))


if __name__ == "__main__":
    main()
