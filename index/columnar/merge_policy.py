"""Which segments a commit merges with what it writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.columnar.inverter import MAX_SEGMENT_DOCS

MAX_MERGED_TOKENS = 24_000_000
"""Segments are not merged beyond so many tokens; joining them takes some 30 bytes for each."""


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """How many documents of a segment are live, how many it has, and how many tokens."""

    live: int
    documents: int
    tokens: int


def segments_to_merge(sizes: Sequence[SegmentSize], written: int) -> list[int]:
    """The places of the segments to merge with so many new documents.

    A segment stays that is at least twice what is written anyway and half alive, or that would make the new
    one too large. So there are about log2(items) small segments beside the full ones, an item is rewritten
    about as often, and no commit rewrites more than one full segment.
    """
    chosen, tokens = [], 0
    for place in sorted(range(len(sizes)), key=lambda place: sizes[place].live):
        size = sizes[place]
        lasting = size.live >= 2 * written and 2 * size.live >= size.documents
        if lasting or written + size.live > MAX_SEGMENT_DOCS or tokens + size.tokens > MAX_MERGED_TOKENS:
            continue
        chosen.append(place)
        written, tokens = written + size.live, tokens + size.tokens
    return sorted(chosen)
