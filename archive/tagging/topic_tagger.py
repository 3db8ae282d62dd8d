"""The topic tagger: adds up the weighted terms of the taxonomy that an item has, whatever their endings.

A term counts once at its weight and a little more for each repeat, double in the headline. A section heading
that is a topic's name counts much. Points of subtopics count for the topic above where no subtopic reaches
the threshold alone. The words that counted are each tag's evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log2

from archive.models import Item, Tag
from archive.tagging.text_words import PhraseTable, TextWords, split_words, without_credits
from archive.vocabularies import SHIPPED
from archive.vocabularies.folding import fold_topic
from archive.vocabularies.topics import Taxonomy

THRESHOLD = 3.0
"""The points that a topic needs in a short item; a longer one needs more."""

MAX_TOPICS = 4
_SHARE_OF_BEST = 0.3
_SHORT_WORDS = 60
_HEADLINE, _BODY, _SECTION = 2.0, 1.0, 4.0

Counts = tuple[tuple[str, float], ...]


@dataclass(slots=True)
class _Score:
    """What speaks for one topic: by term its points, and the words as written."""

    terms: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, None] = field(default_factory=dict)
    strongest: float = 0.0

    def add(self, term: str, points: float, weight: float, written: str) -> None:
        """Count a term: its best place in full, each further occurrence a fifth."""
        before = self.terms.get(term)
        self.terms[term] = points if before is None else max(before, points) + 0.2 * min(before, points)
        self.evidence[written] = None
        self.strongest = max(self.strongest, weight)

    @property
    def points(self) -> float:
        return sum(self.terms.values())


def tag_topics(item: Item, taxonomy: Taxonomy | None = None) -> tuple[Tag, ...]:
    """The item's topics in a taxonomy, at most four; the first has strength 1, others less.

    The taxonomy is the one that ships where none is given.
    """
    chosen = taxonomy or SHIPPED.topics
    scores: dict[str, _Score] = {}
    length = 0
    for text, factor in _texts(item, chosen):
        words = split_words(text)
        length += len(words.words)
        for term, counts, written in _terms(words, chosen):
            for topic, weight in counts:
                scores.setdefault(topic, _Score()).add(term, weight * factor, weight, written)
    needed = THRESHOLD * (1 + log2(max(1.0, length / _SHORT_WORDS)) / 3)
    for heading in dict.fromkeys((item.section, *item.story_path)):
        named = chosen.by_name.get(fold_topic(heading))
        if named:
            points = max(_SECTION, needed)
            scores.setdefault(named, _Score()).add("section " + named, points, points, heading)
    return _tags(_raised(scores, needed, chosen), needed, chosen)


def _texts(item: Item, taxonomy: Taxonomy) -> Iterator[tuple[str, float]]:
    yield item.headline, _HEADLINE
    for text in (item.section, *item.story_path):
        if text and fold_topic(text) not in taxonomy.by_name:
            yield text, _BODY
    for paragraph in item.paragraphs:
        yield without_credits(paragraph.text), _BODY


def _terms(words: TextWords, taxonomy: Taxonomy) -> Iterator[tuple[str, Counts, str]]:
    """Each term with what it counts for: those that match as written, then others in what these leave."""
    exact, by_stem = _tables(taxonomy)
    left = [_STEMS[word] for word in words.words]
    for first, end, counts in exact.scan(words.words):
        left[first:end] = [""] * (end - first)
        if counts:
            yield words.slice(first, end), counts, words.slice(first, end)
    for first, end, counts in by_stem.scan(left):
        if counts:
            yield " ".join(left[first:end]), counts, words.slice(first, end)


class _Stems(dict[str, str]):
    """Word → its base, each word worked out once."""

    def __missing__(self, word: str) -> str:
        base = base_form(word)
        if len(self) < 200_000:
            self[word] = base
        return base


_STEMS = _Stems()


def base_form(word: str) -> str:
    """The word without the ending of a plural or a verb, in lower case.

    Lighter than a stemmer on purpose: to those, "importance" is "import" and "conservative" conservation.
    """
    base = word.lower()
    if len(base) > 4 and base.endswith("ies"):
        base = base[:-3] + "y"
    elif base.endswith(("sses", "shes", "ches", "xes", "zes")):
        base = base[:-2]
    elif len(base) > 3 and base.endswith("s") and not base.endswith(("ss", "us", "is")):
        base = base[:-1]
    if len(base) > 5 and base.endswith("ing"):
        base = _undoubled(base[:-3])
    elif len(base) > 4 and base.endswith("ed") and not base.endswith("eed"):
        base = _undoubled(base[:-2])
    return base[:-1] if len(base) > 3 and base.endswith("e") else base


def _undoubled(base: str) -> str:
    return base[:-1] if base[-1:] == base[-2:-1] and base[-1] not in "lsz" else base


@cache
def _tables(taxonomy: Taxonomy) -> tuple[PhraseTable[Counts], PhraseTable[Counts]]:
    """The terms that match as written, and those that match by their stems."""
    exact: PhraseTable[Counts] = PhraseTable()
    by_stem: PhraseTable[Counts] = PhraseTable()
    rows = [(term, topic.id, weight) for topic in taxonomy.topics for term, weight in topic.terms]
    for term, topic, weight in (*rows, *((term, "", 0.0) for term in taxonomy.ignore)):
        literal = term.startswith("=") or term != term.lower()
        table = exact if literal else by_stem
        words = split_words(term.removeprefix("=")).words
        key = words if literal else [_STEMS[word] for word in words]
        counts = dict(table.get(key) or ())
        if topic:
            counts[topic] = max(weight, counts.get(topic, 0.0))
        table.put(key, tuple(counts.items()))
    return exact, by_stem


def _raised(scores: dict[str, _Score], needed: float, taxonomy: Taxonomy) -> dict[str, _Score]:
    """The topics with enough points: subtopics, or the topic above with the points of all its subtopics."""
    parents = {topic.id: topic.parent for topic in taxonomy.topics}
    strong = {topic for topic, score in scores.items() if parents[topic] and _is_enough(score, needed)}
    merged: dict[str, _Score] = {}
    for topic, score in scores.items():
        above = parents[topic]
        if topic in strong or above is None:
            merged.setdefault(topic, _Score())
        target = merged.setdefault(topic if topic in strong or above is None else above, _Score())
        for term, points in score.terms.items():
            target.terms[term] = max(points, target.terms.get(term, 0.0))
        target.evidence.update(score.evidence)
        target.strongest = max(target.strongest, score.strongest)
    covered = {parents[topic] for topic in strong}
    return {
        topic: score for topic, score in merged.items() if topic not in covered and _is_enough(score, needed)
    }


def _is_enough(score: _Score, needed: float) -> bool:
    return score.points >= needed and score.strongest > 1


def _tags(scores: dict[str, _Score], needed: float, taxonomy: Taxonomy) -> tuple[Tag, ...]:
    best = max((score.points for score in scores.values()), default=needed)
    order = {topic.id: place for place, topic in enumerate(taxonomy.topics)}
    kept = [topic for topic, score in scores.items() if score.points >= _SHARE_OF_BEST * best]
    kept.sort(key=lambda topic: (-scores[topic].points, order[topic]))
    return tuple(
        Tag(topic, evidence=tuple(scores[topic].evidence), strength=round(scores[topic].points / best, 3))
        for topic in kept[:MAX_TOPICS]
    )
