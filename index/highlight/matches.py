"""The matches of a query in one text.

A page needs the matches of some sixty texts, so only the words that can match are analysed: those that begin
with the prefix of a wanted word, and those with characters beyond ASCII, which folding may turn into any
letters.
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

_NON_ASCII = re.compile("[^\\x00-\\x7f‘’“”–—…•]")
_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
"""Characters that folding may turn into others; quotation marks, dashes and bullets are left out."""
_MAX_NON_ASCII = 16
"""A text with this many such characters is analysed whole."""
_MAX_RUN_LENGTH = 400
"""Around a character in a longer run without a space, the text is analysed whole too."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """The characters `[start, end)` are a match of the leaf with the number `leaf`."""

    start: int
    end: int
    leaf: int


def find_matches(text: str, node: Node, field: str) -> list[Match]:
    """The matches of the query's leaves in `text`, the text of `field`, in the order of the text.

    Leaves that look in other fields and excluded ones (those under a Not) have none.
    """
    matchers = _matchers(node, field) if text else ()
    if not matchers:
        return []
    passage = _Passage(text)
    found = {(*span, number) for number, matcher in enumerate(matchers) for span in matcher.spans(passage)}
    return [Match(*match) for match in sorted(found)]


class _Passage:
    """A text that is analysed only where tokens are asked for."""

    def __init__(self, text: str) -> None:
        self._text, self._lower = text, text.lower()
        found = () if text.isascii() else islice(_NON_ASCII.finditer(text), _MAX_NON_ASCII)
        non_ascii = [match.start() for match in found]
        self._whole = len(non_ascii) == _MAX_NON_ASCII or len(self._lower) != len(text)
        self._non_ascii = [] if self._whole else list(filter(None, map(self._token_at, non_ascii)))

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens of the text."""
        return list(analysis.tokens(self._text))

    def may_have_prefix(self, prefix: str) -> bool:
        """Whether any word may begin with `prefix`."""
        return self._whole or bool(self._non_ascii) or prefix in self._lower

    def tokens_with_prefix(self, prefix: str) -> Iterator[Token]:
        """The tokens whose folded word may begin with `prefix`; a token may come twice."""
        if self._whole or not prefix:
            yield from self.tokens
            return
        yield from self._non_ascii
        lower, place = self._lower, self._lower.find(prefix)
        while place >= 0:
            if not place or lower[place - 1] not in _ASCII_LETTERS:
                token = self._token_at(place)
                if token and token.start == place:
                    yield token
            place = lower.find(prefix, place + 1)

    def tokens_from(self, token: Token, count: int) -> list[Token]:
        """At most `count` tokens from this one on; their offsets count from its start."""
        return list(islice(analysis.tokens(self._text[token.start :]), count))

    def _token_at(self, place: int) -> Token | None:
        """The token around the character at `place`, if any; no token has a space in it."""
        start, end = self._text.rfind(" ", 0, place) + 1, self._text.find(" ", place)
        end = end if end >= 0 else len(self._text)
        if end - start > _MAX_RUN_LENGTH:
            return self._token_at_in_whole(place)
        for token in analysis.tokens(self._text[start:end]):
            if start + token.end > place:
                begin = start + token.start
                fits = begin <= place
                return Token(token.term, token.word, begin, start + token.end) if fits else None
        return None

    def _token_at_in_whole(self, place: int) -> Token | None:
        number = bisect_right(self.tokens, place, key=lambda token: token.start) - 1
        return self.tokens[number] if number >= 0 and place < self.tokens[number].end else None


class _Matcher(Protocol):
    def spans(self, passage: _Passage) -> Iterable[Span]:
        """The matches of a leaf in a passage."""


@dataclass(frozen=True, slots=True)
class _PhraseMatcher:
    """Matches stems that stand side by side in this order; `prefix` is that of the first."""

    stems: list[str]
    prefix: str

    def spans(self, passage: _Passage) -> Iterator[Span]:
        first, size = self.stems[0], len(self.stems)
        for token in passage.tokens_with_prefix(self.prefix):
            if token.term != first:
                continue
            if size == 1:
                yield token.start, token.end
                continue
            run = passage.tokens_from(token, size)
            if [t.term for t in run] == self.stems:
                yield token.start, token.start + run[-1].end


@dataclass(frozen=True, slots=True)
class _NearMatcher:
    """Matches each of the stems where all stand within a window of `width` tokens, in any order."""

    stems: list[str]
    width: int

    def spans(self, passage: _Passage) -> Iterator[Span]:
        if not all(passage.may_have_prefix(_stem_prefix(stem)) for stem in self.stems):
            return
        needed = Counter(self.stems)
        tokens = [(i, token) for i, token in enumerate(passage.tokens) if token.term in needed]
        inside: Counter[str] = Counter()
        last = yielded = 0
        for number, (first, token) in enumerate(tokens):
            while last < len(tokens) and tokens[last][0] < first + self.width:
                inside[tokens[last][1].term] += 1
                last += 1
            if needed <= inside:
                yield from ((t.start, t.end) for _, t in tokens[max(number, yielded) : last])
                yielded = last
            inside[token.term] -= 1


@dataclass(frozen=True, slots=True)
class _WordMatcher:
    """Matches folded words that begin with `prefix` and for which `fits` is true."""

    prefix: str
    fits: Callable[[str], object]

    def spans(self, passage: _Passage) -> Iterator[Span]:
        return ((t.start, t.end) for t in passage.tokens_with_prefix(self.prefix) if self.fits(t.word))


@dataclass(frozen=True, slots=True)
class _FuzzyMatcher:
    """Matches folded words within `distance` edits of `word`."""

    word: str
    distance: int

    def spans(self, passage: _Passage) -> Iterator[Span]:
        words = sorted({token.word for token in passage.tokens})
        fitting = set(edit_distance.near_words(self.word, self.distance, words))
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
            return _stem_matcher(analysis.terms(text), 0)
        case Phrase(texts, _, slop):
            return _stem_matcher([stem for text in texts for stem in analysis.terms(text)], slop)
        case Prefix(text):
            start = analysis.fold(text)
            return _WordMatcher(start, lambda word: word.startswith(start)) if start else None
        case Fuzzy(text, distance):
            return _FuzzyMatcher(analysis.fold(text), distance)
        case Wildcard(pattern):
            prefix = analysis.fold(re.split("[*?]", pattern, maxsplit=1)[0])
            return _WordMatcher(prefix, _regex(pattern).fullmatch)


def _stem_matcher(stems: list[str], slop: int) -> _Matcher | None:
    if not stems:
        return None
    return (
        _NearMatcher(stems, len(stems) + slop) if slop > 0 else _PhraseMatcher(stems, _stem_prefix(stems[0]))
    )


def _stem_prefix(stem: str) -> str:
    """A prefix that all ASCII words with this stem share.

    The stemmer removes endings; the only letters that it puts in their place are those handled here.
    """
    if stem.endswith(("ie", "ble")):
        return stem[:-2] or stem[:1]
    return stem[:-1] or stem if stem.endswith(("e", "i", "y", "bl")) else stem


def _regex(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression without backtracking: each `*` but the last is atomic."""
    first, *rest = map(_literal, pattern.split("*"))
    if not rest:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)


def _literal(part: str) -> str:
    return ".".join(re.escape(analysis.fold(run)) for run in part.split("?"))
