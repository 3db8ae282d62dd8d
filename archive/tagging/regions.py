"""Which regions an item is about: names found in its text, doubtful ones settled by the rest of the item.

Three rounds. Every name is found, the longest first, and dropped where its neighbours make it a person or a
newspaper. Names that can only mean one place are evidence. Names that are doubtful (a common word, a surname,
a town of many countries) or have several bearers are then judged by that evidence, and skipped where it is
silent. A subdivision brings its country along. The rules for single names are in `archive/data/guards.toml`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.models import Item, Tag
from archive.regions import parent
from archive.tagging.gazetteer import Name, gazetteer, guards
from archive.tagging.guards import (
    LINKING,
    is_shouted,
    is_someone_or_something_else,
    means_the_town,
    reads_as_a_place,
)
from archive.tagging.words import Words, split_words, without_credits

_HEADLINE, _CONTEXT, _BODY = 3.0, 2.0, 1.0
_STATES_TOLD_BY_COMMA = ("US", "CA", "AU", "GB")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at the words `[first, end)` of one of the item's texts, worth `weight` there."""

    words: Words
    first: int
    end: int
    name: Name
    weight: float

    @property
    def evidence(self) -> str:
        """The name as written."""
        return self.words.slice(self.first, self.end)


def tag_regions(item: Item) -> tuple[Tag, ...]:
    """The item's regions, the weightiest first; weights are relative to it."""
    texts = [(split_words(text), weight) for text, weight in _texts(item)]
    mentions = [mention for words, weight in texts for mention in _mentions(words, weight)]
    if not mentions:
        return ()
    certain = [m for m in mentions if m.name.certain and len(m.name.codes) == 1]
    known = _countries(certain)
    vocabulary = _Vocabulary(texts)
    placed = [(m, code) for m in mentions for code in _meant(m, known, vocabulary)]
    return _tags(placed)


class _Vocabulary:
    """The item's words, collected when a doubtful name first asks for them."""

    def __init__(self, texts: Iterable[tuple[Words, float]]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    def count(self, wanted: frozenset[str]) -> int:
        if self._words is None:
            self._words = frozenset(word for words, _ in self._texts for word in words.words)
        return len(wanted & self._words)


def _texts(item: Item) -> Iterator[tuple[str, float]]:
    yield item.headline, _HEADLINE
    yield item.section, _CONTEXT
    for story in item.story_path:
        yield story, _CONTEXT
    for paragraph in item.paragraphs:
        yield without_credits(paragraph.text), _BODY


def _mentions(words: Words, weight: float) -> Iterator[Mention]:
    shouted = is_shouted(words)
    spoken = [_calmed(word) for word in words.words] if shouted else words.words
    found = list(gazetteer().scan(spoken))
    for first, end, name in found:
        if shouted and spoken[first:end] == ["US"]:
            continue
        if not name.codes or is_someone_or_something_else(words, first, end, name):
            continue
        if not _named_after(words, end, name, found):
            yield Mention(words, first, end, name, weight)


def _calmed(word: str) -> str:
    """The word as it would stand in a text that is not all in capitals."""
    if gazetteer().get((word,)):
        return word
    return word.lower() if word.lower() in LINKING else word.capitalize()


def _named_after(words: Words, end: int, name: Name, found: list[tuple[int, int, Name]]) -> bool:
    """Whether a state of another country follows a comma: "Lebanon, Pennsylvania" is no word on Lebanon."""
    if words.at(end) != ",":
        return False
    after = next((other.codes for first, _, other in found if first == end + 1), ())
    states = {code[:2] for code in after if "-" in code and code[:2] in _STATES_TOLD_BY_COMMA}
    return bool(states) and name.codes[0][:2] not in states


def _countries(mentions: Iterable[Mention]) -> Counter[str]:
    return Counter(mention.name.codes[0].partition("-")[0] for mention in mentions)


def _meant(mention: Mention, known: Counter[str], vocabulary: _Vocabulary) -> tuple[str, ...]:
    """The code or codes that the mention stands for in this item; none where that stays open."""
    name = mention.name
    if not name.listed and name.certain:
        return name.codes
    contrary = guards().contrary.get(name.name)
    if contrary and vocabulary.count(contrary) and not _said_otherwise(mention, known):
        return ()
    code = _chosen(mention, known, vocabulary)
    if not code:
        return ()
    if not name.certain and not known[code.partition("-")[0]]:
        return ()
    if name.weak and not reads_as_a_place(mention.words, mention.first, mention.end, code.partition("-")[0]):
        return ()
    if name.finer and means_the_town(mention.words, mention.first, mention.end):
        return (code, name.finer)
    return (code,)


def _said_otherwise(mention: Mention, known: Counter[str]) -> bool:
    return any(known[code.partition("-")[0]] > 1 for code in mention.name.codes)


def _chosen(mention: Mention, known: Counter[str], vocabulary: _Vocabulary) -> str | None:
    """Of several bearers the one that most of the item speaks for; none where two are level."""
    name = mention.name
    choice = guards().choose.get(name.name)
    if choice:
        score = {c: vocabulary.count(w) + 2 * known[c.partition("-")[0]] for c, w in choice.words.items()}
        default = choice.default
    else:
        score = {code: known[code.partition("-")[0]] for code in name.codes}
        default = name.codes[0] if name.listed == 1 or len(name.codes) == 1 else None
    best = max(score.values())
    leaders = [code for code, points in score.items() if points == best]
    return leaders[0] if best and len(leaders) == 1 else default


def _tags(placed: Iterable[tuple[Mention, str]]) -> tuple[Tag, ...]:
    points: dict[str, float] = {}
    evidence: dict[str, dict[str, None]] = {}
    for mention, code in placed:
        for value in _with_country(code):
            points[value] = points.get(value, 0.0) + mention.weight
            evidence.setdefault(value, {})[mention.evidence] = None
    most = max(points.values(), default=1.0)
    ranked = sorted(points, key=lambda value: (-points[value], value))
    return tuple(
        Tag(value, evidence=tuple(evidence[value]), weight=round(points[value] / most, 3)) for value in ranked
    )


def _with_country(code: str) -> tuple[str, ...]:
    country = parent(code) if "-" in code else None
    return (code, country) if country else (code,)
