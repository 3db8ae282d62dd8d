"""Where several stems stand side by side, or near one another, in a field of a segment."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from index.evaluator.docset import SOUGHT, firsts
from index.evaluator.segments import NONE, Ints, Postings, Segment

_PLACE_BITS = 24
"""A place is a document's number and, in so many bits, a position; no window reaches the next document's."""

_WIDEST = 1 << _PLACE_BITS - 1
"""Positions are lower, and windows no wider."""


def together(segment: Segment, field: str, stems: tuple[str, ...], slop: int) -> Postings:
    """In which documents the stems stand together, and how often.

    Only documents that have all the stems are looked into.
    """
    postings = {stem: segment.postings(field, stem) for stem in dict.fromkeys(stems)}
    if not all(len(found.docs) for found in postings.values()):
        return Postings(NONE, NONE)
    common = _common([found.docs for found in postings.values()], segment.size)
    if not len(common):
        return Postings(NONE, NONE)
    places = {stem: _places(own, segment.positions(field, stem), common) for stem, own in postings.items()}
    starts = _windows(places, stems, slop) if slop > 0 else _runs(places, stems)
    docs = starts >> _PLACE_BITS
    first = firsts(docs).nonzero()[0]
    ends = np.concatenate([first[1:], [len(docs)]]) if len(docs) else first
    return Postings(docs.take(first), ends - first)


def _common(lists: list[Ints], size: int) -> Ints:
    """The documents in which all stems stand, ascending."""
    return reduce(lambda few, more: _in_both(few, more, size), sorted(lists, key=len))


def _in_both(few: Ints, more: Ints, size: int) -> Ints:
    """The documents of the longer list that are in the shorter one."""
    if len(few) * SOUGHT < len(more):
        found: Ints = few[more.take(more.searchsorted(few), mode="clip") == few]
        return found
    mask = np.zeros(size, np.bool_)
    mask[few.astype(np.intp)] = True
    kept: Ints = more[mask.take(more)]
    return kept


def _places(found: Postings, positions: Ints, docs: Ints) -> Ints:
    """The places of a stem in some of its documents, ascending."""
    at = found.docs.searchsorted(docs)
    until_next = np.add.reduceat(found.frequencies, at, dtype=np.int64)
    ends = np.cumsum(until_next)
    ends += found.frequencies[: at[0]].sum(dtype=np.int64)
    if ends[-1] != len(positions):
        raise ValueError("frequencies have changed")  # and might ask for any memory
    sizes = found.frequencies.take(at).astype(np.int64)
    last = np.cumsum(sizes)
    shifts = np.repeat(ends - until_next - last + sizes, sizes) + np.arange(last[-1])
    places: Ints = np.repeat(docs.astype(np.int64) << _PLACE_BITS, sizes)
    places += positions.take(shifts)
    return places


def _runs(places: Mapping[str, Ints], stems: tuple[str, ...]) -> Ints:
    """The places at which the stems begin to stand side by side, in order."""
    starts = places[stems[0]]
    for shift, stem in enumerate(stems[1:], 1):
        starts = _both(starts, places[stem] - shift)
    return starts


def _both(some: Ints, others: Ints) -> Ints:
    """The numbers that are in two ascending arrays."""
    few, more = (some, others) if len(some) <= len(others) else (others, some)
    found: Ints = few[more.take(more.searchsorted(few), mode="clip") == few] if len(few) else few
    return found


def _windows(places: Mapping[str, Ints], stems: tuple[str, ...], slop: int) -> Ints:
    """The places of any of the stems from which a window holds them all, repeats included."""
    width = min(len(stems) + slop, _WIDEST)
    starts = np.sort(np.concatenate(list(places.values())))
    for stem, own in places.items():
        within = own.searchsorted(starts + width) - own.searchsorted(starts)
        starts = starts[within >= stems.count(stem)]
    return starts
