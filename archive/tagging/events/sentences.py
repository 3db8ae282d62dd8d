"""Where the sentence around a place begins and ends."""

import re

_LONGEST = 600
# looked behind only once a full stop is found
_END = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|Lt|vs|No)\.)"
    r"(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)"
    r"[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+"
)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds the characters `[start, end)`."""
    first = 0
    for match in _END.finditer(text):
        if match.start() >= end:
            return first, match.start() + len(match.group().rstrip())
        if match.end() <= start:
            first = match.end()
    return first, len(text)


def shown(text: str, sentence: tuple[int, int], place: int) -> str:
    """The words of a sentence; of one that goes on and on, those around a place."""
    start, end = sentence
    if end - start > _LONGEST:
        start, end = max(start, place - _LONGEST // 2), min(end, place + _LONGEST // 2)
        start = text.find(" ", start, place) + 1 or start if start > sentence[0] else start
        end = max(text.rfind(" ", place, end), place) if end < sentence[1] else end
    cut_before, cut_after = "…" * (start > sentence[0]), "…" * (end < sentence[1])
    return cut_before + text[start:end].strip() + cut_after
