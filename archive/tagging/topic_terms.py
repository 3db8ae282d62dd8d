"""The terms of the taxonomy in an item, whatever their endings, and the points that each gives its topics.

A term counts once at its weight and a little more for each repeat, double in the headline. A section heading
that is a topic's name counts much.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from math import log2

from archive.models import Item
from archive.tagging.text_words import PhraseTable, TextWords, split_words, without_credits
from archive.vocabularies.folding import fold_topic
from archive.vocabularies.topics import Taxonomy

THRESHOLD = 3.0
"""The points that a topic needs in a short item; a longer one needs more."""

_SHORT_WORDS = 60
_HEADLINE, _BODY, _SECTION = 2.0, 1.0, 4.0

Counts = tuple[tuple[str, float], ...]


@dataclass(slots=True)
class TermScore:
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
        """The sum of the terms."""
        return sum(self.terms.values())


@dataclass(frozen=True, slots=True)
class TermScores:
    """By topic what speaks for it; the points needed in so long an item; the topics its headings name.

    `words` are the base forms of the words of headline and text.
    """

    by_topic: Mapping[str, TermScore]
    needed: float
    headings: frozenset[str]
    words: Set[str]

    def is_enough(self, score: TermScore) -> bool:
        """Whether the points are enough for a topic, and not all of weak terms."""
        return score.strongest > 1 and score.points >= self.needed

    def upper(self, taxonomy: Taxonomy) -> dict[str, TermScore]:
        """By topic of the upper level what speaks for it and for those below it, but not as written."""
        merged: dict[str, TermScore] = {}
        for topic, score in self.by_topic.items():
            above = taxonomy.by_id[topic].parent or topic
            held = merged.get(above)
            if held is None:
                merged[above] = TermScore(dict(score.terms), {}, score.strongest)
                continue
            terms = held.terms
            for term, points in score.terms.items():
                if points > terms.get(term, 0.0):
                    terms[term] = points
            if score.strongest > held.strongest:
                held.strongest = score.strongest
        return merged


def term_scores(item: Item, taxonomy: Taxonomy) -> TermScores:
    """Add up the terms of an item, its section and the names of its story included."""
    scores: dict[str, TermScore] = {}
    length = 0
    told: set[str] = set()
    for text, factor, is_own in _texts(item, taxonomy):
        words = split_words(text)
        bases = list(map(BASE_FORMS.__getitem__, words.words))
        length += len(bases)
        if is_own:
            told.update(bases)
        for term, counts, written in _terms(words, bases, taxonomy):
            for topic, weight in counts:
                scores.setdefault(topic, TermScore()).add(term, weight * factor, weight, written)
    needed = THRESHOLD * (1 + log2(max(1.0, length / _SHORT_WORDS)) / 3)
    headings: list[str] = []
    for heading in dict.fromkeys((item.section, *item.story_path)):
        named = taxonomy.by_name.get(fold_topic(heading))
        if named:
            points = max(_SECTION, needed)
            scores.setdefault(named, TermScore()).add("section " + named, points, points, heading)
            headings.append(named)
    return TermScores(scores, needed, frozenset(headings), told)


def _texts(item: Item, taxonomy: Taxonomy) -> Iterator[tuple[str, float, bool]]:
    """Each text, what a term counts in it, and whether it is the item's own: not of its section or story."""
    yield item.headline, _HEADLINE, True
    for text in (item.section, *item.story_path):
        if text and fold_topic(text) not in taxonomy.by_name:
            yield text, _BODY, False
    for paragraph in item.paragraphs:
        yield without_credits(paragraph.text), _BODY, True


def _terms(words: TextWords, bases: list[str], taxonomy: Taxonomy) -> Iterator[tuple[str, Counts, str]]:
    """Each term with what it counts for: those that match as written, then others in what these leave.

    `bases` are the base forms of the words; those of terms that match as written are emptied.
    """
    exact, by_stem = _tables(taxonomy)
    for first, end, counts in exact.scan(words.words):
        bases[first:end] = [""] * (end - first)
        if counts:
            yield words.slice(first, end), counts, words.slice(first, end)
    for first, end, counts in by_stem.scan(bases):
        if counts:
            yield " ".join(bases[first:end]), counts, words.slice(first, end)


class _BaseForms(dict[str, str]):
    """Word → its base, each word worked out once."""

    def __missing__(self, word: str) -> str:
        base = base_form(word)
        if len(self) < 200_000:
            self[word] = base
        return base


BASE_FORMS = _BaseForms()
"""Word → its base."""


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
        key = words if literal else [BASE_FORMS[word] for word in words]
        counts = dict(table.get(key) or ())
        if topic:
            counts[topic] = max(weight, counts.get(topic, 0.0))
        table.put(key, tuple(counts.items()))
    return exact, by_stem
