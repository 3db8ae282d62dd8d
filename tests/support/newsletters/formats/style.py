"""The style of a publication in one format: chosen by chance, but for what is given."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

Given = Mapping[str, object]


class Style:
    """Choices by name; a given one replaces what chance would choose, and changes no other."""

    def __init__(self, seed: str, given: Given | None = None) -> None:
        self._random = Random(seed)
        self._given = given or {}

    def choose(self, name: str, among: Sequence[T]) -> T:
        """One of several ways; each is as likely as it is listed often."""
        chosen = self._random.choice(among)
        wanted = self._given.get(name, chosen)
        return next(way for way in among if way == wanted)

    def chance(self, name: str, probability: float) -> bool:
        """Whether something is done at all."""
        is_done = self._random.random() < probability
        return bool(self._given.get(name, is_done))
