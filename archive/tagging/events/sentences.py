"""Where the sentence around a place begins and ends."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

_LONGEST = 600
# looked behind only once a full stop is found
_END = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|Lt|vs|No)\.)"
    r"(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)"
    r"[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+"
)


class Sentences:
    """Where the sentences of a text begin and end, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence, or the sentences, that hold the characters `[start, end)`."""
        number = bisect_right(self._starts, start) - 1
        closing = bisect_left(self._ends, end)
        return self._starts[number], self._ends[closing] if closing < len(self._ends) else len(self._text)

    @cached_property
    def _breaks(self) -> list[re.Match[str]]:
        return list(_END.finditer(self._text))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in self._breaks)]

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() + len(found.group().rstrip()) for found in self._breaks]


def shown(text: str, sentence: tuple[int, int], place: int) -> str:
    """The words of a sentence; of one that goes on and on, those around a place."""
    start, end = sentence
    if end - start > _LONGEST:
        start, end = max(start, place - _LONGEST // 2), min(end, place + _LONGEST // 2)
        start = text.find(" ", start, place) + 1 or start if start > sentence[0] else start
        end = max(text.rfind(" ", place, end), place) if end < sentence[1] else end
    cut_before, cut_after = "…" * (start > sentence[0]), "…" * (end < sentence[1])
    return cut_before + text[start:end].strip() + cut_after
