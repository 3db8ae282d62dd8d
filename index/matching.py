"""Where the words of a query stand in one text, token by token."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index import analysis, spelling
from index.analysis import Token
from index.tree import And, Fuzzy, Leaf, Node, Or, Phrase, Prefix, Term, Wildcard


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """The characters `[start, end)` that the query's `leaf`-th leaf matches."""

    start: int
    end: int
    leaf: int


def find(tokens: Sequence[Token], node: Node, field: str) -> list[Found]:
    """All matches of the leaves that look in `field` and are not excluded, in the order of the text."""
    if not tokens:
        return []
    found = set[Found]()
    leaves = dict.fromkeys(leaf for leaf in _leaves(node) if leaf.field in ("", field))
    stems = [token.term for token in tokens]
    words = sorted({token.word for token in tokens})
    for number, leaf in enumerate(leaves):
        for first, last in _places(leaf, tokens, stems, words):
            found.add(Found(tokens[first].start, tokens[last].end, number))
    return sorted(found)


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child)
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            yield node


def _places(
    leaf: Leaf, tokens: Sequence[Token], stems: list[str], words: Sequence[str]
) -> Iterable[tuple[int, int]]:
    """The first and last token of each match."""
    match leaf:
        case Term(text):
            return _runs(analysis.terms(text), stems)
        case Phrase(texts, _, slop):
            wanted = [stem for text in texts for stem in analysis.terms(text)]
            return _near(wanted, stems, len(wanted) + slop) if slop > 0 else _runs(wanted, stems)
    fitting = set(_fitting(leaf, words))
    return ((i, i) for i, token in enumerate(tokens) if token.word in fitting)


def _runs(wanted: list[str], stems: list[str]) -> Iterator[tuple[int, int]]:
    """Where the stems stand side by side in this order."""
    size = len(wanted)
    for first, stem in enumerate(stems):
        if wanted and stem == wanted[0] and stems[first : first + size] == wanted:
            yield first, first + size - 1


def _near(wanted: list[str], stems: list[str], width: int) -> Iterator[tuple[int, int]]:
    """The wanted stems, each alone, of every window of `width` tokens that holds them all."""
    needed = Counter(wanted)
    places = [i for i, stem in enumerate(stems) if stem in needed]
    inside: Counter[str] = Counter()
    last = told = 0
    for number, first in enumerate(places):
        while last < len(places) and places[last] < first + width:
            inside[stems[places[last]]] += 1
            last += 1
        if needed <= inside:
            yield from ((place, place) for place in places[max(number, told) : last])
            told = last
        inside[stems[first]] -= 1


def _fitting(leaf: Prefix | Wildcard | Fuzzy, words: Sequence[str]) -> Iterable[str]:
    match leaf:
        case Prefix(text):
            start = analysis.fold(text)
            return (word for word in words if start and word.startswith(start))
        case Fuzzy(text, distance):
            return spelling.near(analysis.fold(text), distance, words)
        case Wildcard(pattern):
            return filter(_regex(pattern).fullmatch, words)


def _regex(pattern: str) -> re.Pattern[str]:
    """Each `*` but the last takes the nearest fit for good, so that no pattern takes long."""
    first, *rest = map(_literal, pattern.split("*"))
    if not rest:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)


def _literal(part: str) -> str:
    return ".".join(re.escape(analysis.fold(run)) for run in part.split("?"))
