"""Training of the topic model on items that editors have corrected: one linear classifier a topic.

Logistic regression on TF-IDF of words and pairs of words; scikit-learn, an extra, does the arithmetic. What
is learnt is judged on items not learnt from, fold by fold, beside what the taxonomy's terms say of them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from archive.errors import BriefingsError
from archive.models import Item
from archive.tagging.features import features
from archive.tagging.topic_model import TopicModel
from archive.tagging.topic_tagger import tag_topics
from archive.vocabularies import SHIPPED
from archive.vocabularies.topics import Taxonomy

FOLDS = 5
MIN_EXAMPLES = 10
"""A topic is learnt from so many items at least that have it, and so many that do not."""

_STRENGTH = 30.0
"""How far the weights may follow the items: the inverse of the regularisation's strength."""


class LearningError(BriefingsError):
    """Nothing can be learnt; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class TopicQuality:
    """How often a topic was rightly given (precision) and not missed (recall), 0 to 1; `items` have it.

    The model was judged on items that it had not learnt from; `terms_*` is what the taxonomy reached on them.
    """

    topic: str
    items: int
    precision: float
    recall: float
    terms_precision: float
    terms_recall: float


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """A model of all items, how well it does on unseen ones, and the topics that too few items have."""

    model: TopicModel
    judged: tuple[TopicQuality, ...]
    items: int
    too_few: tuple[str, ...]


def learn(items: Sequence[Item], taxonomy: Taxonomy | None = None) -> TrainingResult:
    """Learn from items whose topics are right; LearningError where scikit-learn or items are missing.

    The model is compared with what the taxonomy's terms say: that which ships where none is given.
    """
    _check_for_library()
    labels = [frozenset(tag.value for tag in item.topics) for item in items]
    counts = {topic: sum(topic in own for own in labels) for topic in sorted(set().union(*labels))}
    topics = [topic for topic, count in counts.items() if MIN_EXAMPLES <= count <= len(items) - MIN_EXAMPLES]
    if not topics:
        raise LearningError(
            f"there are {len(items)} items whose topics an editor has set, and no topic has {MIN_EXAMPLES} "
            f"of them and {MIN_EXAMPLES} without it; correct more with `briefings edit` or on the site"
        )
    wanted = np.array([[topic in own for topic in topics] for own in labels])
    counted = [features(item) for item in items]
    guessed = _guessed(items, counted, wanted, topics)
    by_terms = np.array([_has(item, topics, taxonomy or SHIPPED.topics) for item in items])
    judged = tuple(
        TopicQuality(
            topic,
            counts[topic],
            *_precision_recall(guessed[:, n], wanted[:, n]),
            *_precision_recall(by_terms[:, n], wanted[:, n]),
        )
        for n, topic in enumerate(topics)
    )
    too_few = tuple(topic for topic in counts if topic not in topics)
    return TrainingResult(_fitted(counted, wanted, topics), judged, len(items), too_few)


def _guessed(items: Sequence[Item], counted: Sequence[Any], wanted: Any, topics: Sequence[str]) -> Any:
    """Which topics each item gets from a model that has not seen it, of shape (items, topics)."""
    guessed = np.zeros_like(wanted)
    for train, test in _folds(len(items)):
        model = _fitted([counted[n] for n in train], wanted[train], topics)
        for n in test:
            given = {tag.value for tag in model.tags(items[n])}
            guessed[n] = [topic in given for topic in topics]
    return guessed


def _check_for_library() -> None:
    try:
        import sklearn  # noqa: F401 - takes a second to load
    except ModuleNotFoundError as error:
        raise LearningError(
            "learning needs scikit-learn: install it with pip install 'briefing-archive[learn]'"
        ) from error


def _folds(count: int) -> Iterator[tuple[list[int], list[int]]]:
    """Every item is in one of the folds; the same ones for the same items."""
    order = np.random.default_rng(1).permutation(count)
    for fold in range(FOLDS):
        test = order[fold::FOLDS].tolist()
        held = set(test)
        yield [n for n in range(count) if n not in held], test


def _fitted(counted: Sequence[Any], wanted: Any, topics: Sequence[str]) -> TopicModel:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import LogisticRegression

    often = _in_several(counted)
    vectors = DictVectorizer(dtype=np.float32)
    weighted = TfidfTransformer(sublinear_tf=True)
    matrix = weighted.fit_transform(
        vectors.fit_transform([{f: n for f, n in own.items() if f in often} for own in counted])
    )
    weights, bias = [], []
    for place in range(len(topics)):
        if len(set(wanted[:, place].tolist())) < 2:  # all or none of a fold
            weights.append(np.zeros(matrix.shape[1]))
            bias.append(50.0 if wanted[0, place] else -50.0)
            continue
        fitted = LogisticRegression(C=_STRENGTH, class_weight="balanced", solver="liblinear", random_state=1)
        fitted.fit(matrix, wanted[:, place])
        weights.append(fitted.coef_[0])
        bias.append(float(fitted.intercept_[0]))
    names = vectors.get_feature_names_out().tolist()
    rarity = weighted.idf_.astype(np.float32)
    return TopicModel(topics, names, rarity, np.array(weights, np.float32), np.array(bias, np.float32))


def _in_several(counted: Sequence[Any]) -> Collection[str]:
    """The features of two items or more: what stands in one alone teaches nothing of others."""
    seen: set[str] = set()
    several: set[str] = set()
    for own in counted:
        several |= seen & own.keys()
        seen |= own.keys()
    return several


def _has(item: Item, topics: Sequence[str], taxonomy: Taxonomy) -> list[bool]:
    """Which topics the taxonomy's terms give an item; one below a topic gives that too."""
    tags = tag_topics(item, taxonomy)
    found = {value for tag in tags for value in (tag.value, *taxonomy.ancestors(tag.value))}
    return [topic in found for topic in topics]


def _precision_recall(guessed: Any, wanted: Any) -> tuple[float, float]:
    right = int((guessed & wanted).sum())
    return round(right / max(int(guessed.sum()), 1), 3), round(right / max(int(wanted.sum()), 1), 3)
