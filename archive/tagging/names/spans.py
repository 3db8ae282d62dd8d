"""Stretches of words that are names, and how those that overlap are settled."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.tagging.names.known import Kind


@dataclass(frozen=True, slots=True)
class Span:
    """The words `[first, end)` of a text, what they name, and by which name; `role` is a person's title."""

    first: int
    end: int
    kind: Kind
    name: str
    written: str
    role: str = ""


def settled(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that a longer one, or of equals an earlier given one, overlaps; in order."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda span: span.first - span.end):
        places = range(span.first, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=lambda span: span.first)
