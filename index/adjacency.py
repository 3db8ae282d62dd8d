"""Where several stems stand side by side, or near one another, in a field of a segment."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from index.postings import NONE, Ints, Postings, Segment

_RARER = 32
"""In a list so many times as long as another, the documents of the other are looked up one by one."""


def together(segment: Segment, field: str, stems: tuple[str, ...], slop: int) -> Postings:
    """In which documents the stems stand together, and how often.

    Only documents that have all the stems are looked into. Places are numbered through these documents so
    that no two documents' come near each other.
    """
    postings = {stem: segment.postings(field, stem) for stem in dict.fromkeys(stems)}
    if not all(len(found.docs) for found in postings.values()):
        return Postings(NONE, NONE)
    common = _common(postings, segment.size)
    if not len(common):
        return Postings(NONE, NONE)
    longest = int(segment.lengths(field).take(common).max())
    width = min(len(stems) + max(slop, 0), longest)
    stride = longest + max(width, len(stems)) + 1
    places = {stem: _places(segment, field, stem, own, common, stride) for stem, own in postings.items()}
    starts = _windows(places, stems, width) if slop > 0 else _runs(places, stems)
    docs, frequencies = np.unique(starts // stride, return_counts=True)
    return Postings(docs, frequencies)


def _common(postings: Mapping[str, Postings], size: int) -> Ints:
    """The documents in which all stems stand, ascending."""
    by_length = sorted((found.docs for found in postings.values()), key=len)
    return reduce(lambda few, more: _in_both(few, more, size), by_length[1:], by_length[0].astype(np.int64))


def _in_both(few: Ints, more: Ints, size: int) -> Ints:
    if len(few) * _RARER < len(more):
        places = np.minimum(np.searchsorted(more, few.astype(more.dtype)), len(more) - 1)
        found: Ints = few[more.take(places) == few]
        return found
    mask = np.zeros(size, np.bool_)
    mask[more] = True
    kept: Ints = few[mask.take(few)]
    return kept


def _places(segment: Segment, field: str, stem: str, found: Postings, docs: Ints, stride: int) -> Ints:
    """The numbered places of a stem in some of its documents, ascending."""
    at = np.searchsorted(found.docs, docs.astype(found.docs.dtype))
    ends = np.cumsum(found.frequencies, dtype=np.int64)
    positions = segment.positions(field, stem)
    if ends[-1] != len(positions):
        raise ValueError(f"frequencies of {field} have changed")  # and might ask for any memory
    sizes = found.frequencies.take(at).astype(np.int64)
    first = ends.take(at) - sizes
    shifts = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    places: Ints = np.repeat(docs * stride, sizes)
    places += positions.take(shifts + np.arange(len(shifts)))
    return places


def _runs(places: Mapping[str, Ints], stems: tuple[str, ...]) -> Ints:
    """The places at which the stems begin to stand side by side, in order."""
    starts = places[stems[0]]
    for shift, stem in enumerate(stems[1:], 1):
        starts = _both(starts, places[stem] - shift)
    return starts


def _both(some: Ints, others: Ints) -> Ints:
    """The numbers that are in two ascending arrays."""
    if not len(some) or not len(others):
        return some[:0]
    few, more = (some, others) if len(some) <= len(others) else (others, some)
    at = np.searchsorted(more, few)
    at[at == len(more)] = 0
    found: Ints = few[more.take(at) == few]
    return found


def _windows(places: Mapping[str, Ints], stems: tuple[str, ...], width: int) -> Ints:
    """The places of any of the stems from which a window of this width holds them all, repeats included."""
    starts = np.sort(np.concatenate(list(places.values())))
    for stem, own in places.items():
        within = np.searchsorted(own, starts + width) - np.searchsorted(own, starts)
        starts = starts[within >= stems.count(stem)]
    return starts
