"""The words of a made-up publication: natural sentences from the lists of one domain, without end."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from tests.support.newsletters.parts import Line, Span

_SLOT = re.compile(r"\{(\w+)\}")
_LINK = re.compile(r"\[\[(.*?)\]\]")
_MAX_TRIES = 50


@cache
def _grammar() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(Path(__file__).with_name("grammar.toml").read_text("utf-8"))


def domains() -> list[str]:
    """The subjects that a publication can have."""
    return [name for name in _grammar() if name != "common"]


class Writer:
    """Writes for one publication: its domain, how often it links words, and how it sets its headlines."""

    def __init__(self, random: Random, domain: str, *, links: float, title_case: bool) -> None:
        self._random = random
        self._ways = {**_grammar()["common"], **_grammar()[domain]}
        self._links = links
        self._title_case = title_case
        self._used = set[str]()
        self.facts = dict[str, str]()

    def write(self, symbol: str) -> str:
        """One way to write a symbol, its slots filled; marks of links are left out."""
        return _LINK.sub(r"\1", self._fill(symbol))

    def line(self, symbol: str, *, linked: bool = False) -> Line:
        """The same as a line, in which marked words are links; all of them if it is to be linked."""
        return self._with_links(self._fill(symbol), linked=linked)

    def headline(self, longest: int = 16) -> str:
        """A headline of 3 to `longest` words that no other item of the publication has."""
        found = ""
        for _ in range(_MAX_TRIES):
            found = self.write("headline")
            if found not in self._used and 3 <= len(found.split()) <= longest:
                break
        self._used.add(found)
        return _in_title_case(found) if self._title_case else found

    def paragraph(self, sentences: int) -> Line:
        """So many sentences, some with links in them."""
        return self._with_links(" ".join(self._new("sentence") for _ in range(sentences)))

    def prose(self, sentences: int) -> Line:
        """A paragraph of a digest: the first sentence links to what it tells of."""
        first = self._with_links(self._new("prose"), linked=True)
        more = self.paragraph(sentences - 1) if sentences > 1 else ()
        return (*first, Span(" "), *more) if more else first

    def url(self) -> str:
        """The address of a page of its own."""
        return f"https://example.org/{self._random.choice('abcdefgh')}/{self._random.randrange(10**6)}"

    def choose(self, symbol: str, count: int) -> list[str]:
        """Different ways to write a symbol."""
        return [self._filled(way) for way in self._random.sample(list(self._ways[symbol]), count)]

    def _new(self, symbol: str) -> str:
        found = ""
        for _ in range(_MAX_TRIES):
            found = self._fill(symbol)
            if found not in self._used:
                break
        self._used.add(found)
        return found

    def _fill(self, symbol: str) -> str:
        return self._filled(self._random.choice(list(self._ways[symbol])))

    def _filled(self, way: str) -> str:
        said = set[str]()
        found = _SLOT.sub(lambda slot: self._slot(slot[1], said), way)
        return found[:1].upper() + found[1:] if way[:1] in "{[" and way.lstrip("[{")[:1].isupper() else found

    def _slot(self, name: str, said: set[str]) -> str:
        """The words for a slot, other ones than in the slots before it where there are any."""
        key = name.rstrip("_").lower()
        words = self.facts[key] if key in self.facts else self._fill(key)
        for _ in range(_MAX_TRIES):
            if words not in said or key in self.facts:
                break
            words = self._fill(key)
        said.add(words)
        return words[:1].upper() + words[1:] if name[0].isupper() else words

    def _with_links(self, marked: str, *, linked: bool = False) -> Line:
        spans, place = list[Span](), 0
        for match in _LINK.finditer(marked):
            is_link = linked or self._random.random() < self._links
            spans += [Span(marked[place : match.start()]), Span(match[1], self.url() if is_link else "")]
            place = match.end()
        return tuple(span for span in (*spans, Span(marked[place:])) if span.text)


def _in_title_case(headline: str) -> str:
    small = {"a", "an", "and", "as", "at", "for", "from", "in", "of", "on", "the", "to", "with", "than"}
    words = headline.split(" ")
    return " ".join(
        word if at and word in small else word[:1].upper() + word[1:] for at, word in enumerate(words)
    )
