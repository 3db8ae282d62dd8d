"""Spans of words that are names; of those that overlap the longest is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.vocabularies.names import NameKind


@dataclass(frozen=True, slots=True)
class NameSpan:
    """The words `[first, end)` of a text, what they name, and by which name.

    `role` is a person's title; a `part` shares its word with another name: "Pfizer–BioNTech".
    """

    first: int
    end: int
    kind: NameKind
    name: str
    written: str
    role: str = ""
    part: bool = False


def without_overlaps(spans: Iterable[NameSpan]) -> list[NameSpan]:
    """The spans in order, without those that overlap a longer one, or an earlier given one as long."""
    kept: list[NameSpan] = []
    taken: dict[int, NameSpan] = {}
    for span in sorted(spans, key=lambda span: span.first - span.end):
        others = [taken[place] for place in range(span.first, span.end) if place in taken]
        if not others or (span.part and all(other.part for other in others)):
            taken.update(dict.fromkeys(range(span.first, span.end), span))
            kept.append(span)
    return sorted(kept, key=lambda span: span.first)
