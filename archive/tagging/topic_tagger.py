"""The topic tagger: an item's topics by the terms of the taxonomy and the weights of its other words.

Terms alone decide on topics below the upper level and on those that the weights do not know. On the others
the log-odds decide, in which the points of the terms count as well as the words between them. Points of
subtopics count for the topic above where none has enough alone. The words that counted are each tag's
evidence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from archive.models import Item, Tag
from archive.tagging.topic_terms import THRESHOLD, TermScore, TermScores, term_scores
from archive.tagging.topic_weights import as_written, shipped_weights
from archive.vocabularies import SHIPPED
from archive.vocabularies.topics import Taxonomy

MAX_TOPICS = 4
_SHARE_OF_BEST = 0.35

_FIRST = -0.3
"""The strongest topic is given at these log-odds."""

_GIVEN = 0.5
"""Any other is given at these."""

_KEPT = -1.5  # log-odds for each time that the terms are enough; a topic below that is not given
"""A topic whose terms have enough points is given at these."""

_UNIT = 1.2
"""So much more of log-odds is as good as once more the points that a topic needs."""

_FEW_WORDS = 12
_FADING = 3.0
"""Words count less beside terms in items of fewer words; and in long ones, which have terms enough, by this
power of the points needed."""

_MAX_RATIO = 4.0
_MAX_WORDS = 4
"""How many words that are no terms are given as evidence."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for the topics of an item.

    `scores` are of its terms, `upper` the same by topic of the upper level, `odds` what its words make of
    these; `share` is what the words count beside the terms, 0 to 1.
    """

    item: Item
    taxonomy: Taxonomy
    scores: TermScores
    upper: Mapping[str, TermScore]
    odds: Mapping[str, float]
    share: float


def tag_topics(item: Item, taxonomy: Taxonomy | None = None) -> tuple[Tag, ...]:
    """The item's topics in a taxonomy, at most four; the first has strength 1, others less.

    The taxonomy is the one that ships where none is given.
    """
    signs = _signs(item, taxonomy or SHIPPED.topics)
    ratios: dict[str, float] = {}
    for topic, ratio in list(_given(signs)) or _given_by_terms(signs):
        below = _points_below(topic, signs)
        most = max(below.values(), default=1.0)
        ratios.update({own: ratio * points / most for own, points in below.items()} or {topic: ratio})
    best = max(ratios.values(), default=1.0)
    order = _order(signs.taxonomy)
    kept = [topic for topic, ratio in ratios.items() if ratio >= _SHARE_OF_BEST * best]
    kept.sort(key=lambda topic: (-ratios[topic], order[topic]))
    return tuple(
        Tag(topic, evidence=_evidence(topic, signs), strength=round(ratios[topic] / best, 3))
        for topic in kept[:MAX_TOPICS]
    )


def _signs(item: Item, taxonomy: Taxonomy) -> _Signs:
    scores = term_scores(item, taxonomy)
    upper = scores.upper(taxonomy)
    odds = shipped_weights().log_odds(
        scores.words, {topic: score.points / scores.needed for topic, score in upper.items()}
    )
    share = min(1.0, len(scores.words) / _FEW_WORDS) * (THRESHOLD / scores.needed) ** _FADING
    return _Signs(item, taxonomy, scores, upper, odds, share)


def _given(signs: _Signs) -> Iterator[tuple[str, float]]:
    """The topics of the upper level that the item has, each with how many times over."""
    scores, odds, share = signs.scores, signs.odds, signs.share
    named = {signs.taxonomy.parent(topic) or topic for topic in scores.headings}
    strongest = max(odds, key=odds.__getitem__, default="")
    for topic, score in signs.upper.items():
        points = min(score.points / scores.needed, _MAX_RATIO)
        enough = scores.is_enough(score)
        if topic not in odds:
            if enough:
                yield topic, points
        elif topic in named:
            yield topic, max(points, _ratio(odds[topic]))
        elif odds[topic] >= (_KEPT * points / share if enough else _needed_of(score, topic == strongest)):
            ratio = share * _ratio(odds[topic]) + (1 - share) * points
            yield topic, max(ratio, 1.0) if enough else ratio
    for topic, value in odds.items():
        if value >= _GIVEN and topic not in signs.upper and topic in signs.taxonomy.by_id:
            yield topic, share * _ratio(value)


def _given_by_terms(signs: _Signs) -> Iterator[tuple[str, float]]:
    """The topics whose terms are enough: they decide alone where the words leave nothing."""
    for topic, score in signs.upper.items():
        if signs.scores.is_enough(score):
            yield topic, score.points / signs.scores.needed


def _needed_of(score: TermScore, is_strongest: bool) -> float:
    """The log-odds that a topic needs whose terms are not enough."""
    return _FIRST if is_strongest and score.strongest > 1 else _GIVEN


def _ratio(odds: float) -> float:
    """Log-odds as times the points that a topic needs, to stand beside topics that have points alone."""
    return max(0.1, 1 + (odds - _FIRST) / _UNIT)


def _points_below(topic: str, signs: _Signs) -> dict[str, float]:
    """The topics below one that have enough points of their own."""
    by_id = signs.taxonomy.by_id
    return {
        own: score.points
        for own, score in signs.scores.by_topic.items()
        if by_id[own].parent == topic and signs.scores.is_enough(score)
    }


def _evidence(topic: str, signs: _Signs) -> tuple[str, ...]:
    """The terms as written; where they are not enough, the other words that speak most for the topic too."""
    scores, by_id = signs.scores, signs.taxonomy.by_id
    terms: dict[str, None] = {}
    for own, score in scores.by_topic.items():
        if own == topic or by_id[own].parent == topic:
            terms.update(score.evidence)
    if topic in signs.odds and not (topic in signs.upper and scores.is_enough(signs.upper[topic])):
        words = shipped_weights().strongest(scores.words, topic, _MAX_WORDS)
        terms.update(dict.fromkeys(as_written(signs.item, words)))
    return tuple(terms)


@cache
def _order(taxonomy: Taxonomy) -> Mapping[str, int]:
    return {topic.id: place for place, topic in enumerate(taxonomy.topics)}
