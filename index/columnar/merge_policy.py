"""The merge policy: which segments a commit merges with what it writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.columnar.inverter import MAX_SEGMENT_DOCS

MAX_MERGED_TOKENS = 24_000_000
"""The most tokens of a merged segment; to merge takes some 30 bytes of memory for each."""


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """The numbers of a segment's live documents, of all its documents, and of its tokens."""

    live: int
    documents: int
    tokens: int


def segments_to_merge(sizes: Sequence[SegmentSize], written: int) -> list[int]:
    """The indices of the segments to merge with `written` new documents, ascending.

    A segment is kept if at least half of it is live and it has at least twice as many live documents as are
    written anyway, or if it would make the new segment too large. So there are about log2(items) small
    segments besides the full ones, an item is rewritten about as often, and no commit rewrites more than one
    full segment.
    """
    merged, tokens = [], 0
    for place in sorted(range(len(sizes)), key=lambda place: sizes[place].live):
        size = sizes[place]
        large = size.live >= 2 * written and 2 * size.live >= size.documents
        if large or written + size.live > MAX_SEGMENT_DOCS or tokens + size.tokens > MAX_MERGED_TOKENS:
            continue
        merged.append(place)
        written, tokens = written + size.live, tokens + size.tokens
    return sorted(merged)
