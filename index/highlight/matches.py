"""Where the words of a query stand in one text.

A page asks this of sixty texts, so only what can match is analysed: words that begin as a wanted one must,
and words with letters beyond ASCII, which folding may turn into anything.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Protocol

from index import analysis
from index.analysis import Token
from index.evaluator import edit_distance
from index.query.nodes import And, Fuzzy, Leaf, Node, Or, Phrase, Prefix, Term, Wildcard

_ODD = re.compile("[^\\x00-\\x7f‘’“”–—…•]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_MANY = 16  # odd characters, from which a text is analysed whole,
_FAR = 400  # and characters without a space

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """The characters `[start, end)` that the query's `leaf`-th leaf matches."""

    start: int
    end: int
    leaf: int


def find_matches(text: str, node: Node, field: str) -> list[Match]:
    """All matches of the leaves that look in `field` and are not excluded, in the order of the text."""
    matchers = _matchers(node, field) if text else ()
    if not matchers:
        return []
    passage = _Passage(text)
    found = {(*span, number) for number, matcher in enumerate(matchers) for span in matcher.spans(passage)}
    return [Match(*match) for match in sorted(found)]


class _Passage:
    """A text, analysed as far as it is asked for."""

    def __init__(self, text: str) -> None:
        self._text, self._lower = text, text.lower()
        odd = [] if text.isascii() else [m.start() for m in islice(_ODD.finditer(text), _MANY)]
        self._whole = len(odd) == _MANY or len(self._lower) != len(text)
        self._odd = [] if self._whole else list(filter(None, map(self._around, odd)))

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens."""
        return list(analysis.tokens(self._text))

    def may_have(self, lead: str) -> bool:
        """Whether any word could begin with `lead`."""
        return self._whole or bool(self._odd) or lead in self._lower

    def starting(self, lead: str) -> Iterator[Token]:
        """The tokens whose word may begin with `lead` (folded), some twice."""
        if self._whole or not lead:
            yield from self.tokens
            return
        yield from self._odd
        lower, place = self._lower, self._lower.find(lead)
        while place >= 0:
            if not place or lower[place - 1] not in _LETTERS:
                token = self._around(place)
                if token and token.start == place:
                    yield token
            place = lower.find(lead, place + 1)

    def following(self, token: Token, count: int) -> list[Token]:
        """So many tokens (as far as there are) from this one on, counted from its start."""
        return list(islice(analysis.tokens(self._text[token.start :]), count))

    def _around(self, place: int) -> Token | None:
        """The token that a character belongs to; a space is never within one."""
        start, end = self._text.rfind(" ", 0, place) + 1, self._text.find(" ", place)
        end = end if end >= 0 else len(self._text)
        if end - start > _FAR:
            return self._among_all(place)
        for token in analysis.tokens(self._text[start:end]):
            if start + token.end > place:
                begun = start + token.start
                fits = begun <= place
                return Token(token.term, token.word, begun, start + token.end) if fits else None
        return None

    def _among_all(self, place: int) -> Token | None:
        number = bisect_right(self.tokens, place, key=lambda token: token.start) - 1
        return self.tokens[number] if number >= 0 and place < self.tokens[number].end else None


class _Matcher(Protocol):
    def spans(self, passage: _Passage) -> Iterable[Span]:
        """The matches of a leaf."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Stems side by side in this order."""

    stems: list[str]
    lead: str

    def spans(self, passage: _Passage) -> Iterator[Span]:
        first, size = self.stems[0], len(self.stems)
        for token in passage.starting(self.lead):
            if token.term != first:
                continue
            if size == 1:
                yield token.start, token.end
                continue
            run = passage.following(token, size)
            if [t.term for t in run] == self.stems:
                yield token.start, token.start + run[-1].end


@dataclass(frozen=True, slots=True)
class _Near:
    """Stems in any order within a window of tokens; each is a match of its own."""

    stems: list[str]
    width: int

    def spans(self, passage: _Passage) -> Iterator[Span]:
        if not all(passage.may_have(_lead(stem)) for stem in self.stems):
            return
        needed = Counter(self.stems)
        tokens = [(i, token) for i, token in enumerate(passage.tokens) if token.term in needed]
        inside: Counter[str] = Counter()
        last = told = 0
        for number, (first, token) in enumerate(tokens):
            while last < len(tokens) and tokens[last][0] < first + self.width:
                inside[tokens[last][1].term] += 1
                last += 1
            if needed <= inside:
                yield from ((t.start, t.end) for _, t in tokens[max(number, told) : last])
                told = last
            inside[token.term] -= 1


@dataclass(frozen=True, slots=True)
class _Words:
    """Folded words that fit and begin with `lead`."""

    lead: str
    fits: Callable[[str], object]

    def spans(self, passage: _Passage) -> Iterator[Span]:
        return ((t.start, t.end) for t in passage.starting(self.lead) if self.fits(t.word))


@dataclass(frozen=True, slots=True)
class _Alike:
    """Folded words within some edits."""

    word: str
    distance: int

    def spans(self, passage: _Passage) -> Iterator[Span]:
        words = sorted({token.word for token in passage.tokens})
        fitting = set(edit_distance.near(self.word, self.distance, words))
        return ((t.start, t.end) for t in passage.tokens if t.word in fitting)


@lru_cache(maxsize=256)
def _matchers(node: Node, field: str) -> tuple[_Matcher, ...]:
    leaves = dict.fromkeys(leaf for leaf in _leaves(node) if leaf.field in ("", field))
    return tuple(matcher for matcher in map(_matcher, leaves) if matcher)


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child)
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            yield node


def _matcher(leaf: Leaf) -> _Matcher | None:
    match leaf:
        case Term(text):
            return _together(analysis.terms(text), 0)
        case Phrase(texts, _, slop):
            return _together([stem for text in texts for stem in analysis.terms(text)], slop)
        case Prefix(text):
            start = analysis.fold(text)
            return _Words(start, lambda word: word.startswith(start)) if start else None
        case Fuzzy(text, distance):
            return _Alike(analysis.fold(text), distance)
        case Wildcard(pattern):
            return _Words(analysis.fold(re.split("[*?]", pattern, maxsplit=1)[0]), _regex(pattern).fullmatch)


def _together(stems: list[str], slop: int) -> _Matcher | None:
    if not stems:
        return None
    return _Near(stems, len(stems) + slop) if slop > 0 else _Run(stems, _lead(stems[0]))


def _lead(stem: str) -> str:
    """What a word of ASCII letters with this stem begins with.

    The stemmer takes endings off; what it puts in their place is one of these.
    """
    if stem.endswith(("ie", "ble")):
        return stem[:-2] or stem[:1]
    return stem[:-1] or stem if stem.endswith(("e", "i", "y", "bl")) else stem


def _regex(pattern: str) -> re.Pattern[str]:
    """Each `*` but the last takes the nearest fit for good, so that no pattern takes long."""
    first, *rest = map(_literal, pattern.split("*"))
    if not rest:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)


def _literal(part: str) -> str:
    return ".".join(re.escape(analysis.fold(run)) for run in part.split("?"))
