"""The postings of phrases: where stems stand side by side, or near one another, in a field of a segment."""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from index.evaluator.docset import BINARY_SEARCH_RATIO, NO_DOCS, Ints, run_starts
from index.evaluator.segments import Postings, Segment

_POSITION_BITS = 24
"""A document number and a position in it are one number, the position in so many of its low bits."""

_MAX_WINDOW = 1 << _POSITION_BITS - 1
"""Positions are lower and windows no wider than this, so that no window reaches into the next document."""


def phrase_postings(segment: Segment, field: str, stems: tuple[str, ...], slop: int) -> Postings:
    """The documents that contain the phrase, and how often.

    With `slop` 0 the stems stand side by side in order, otherwise in any order within a window of `slop`
    tokens more than there are stems. Positions are read only in documents that contain all stems.
    """
    postings = {stem: segment.postings(field, stem) for stem in dict.fromkeys(stems)}
    if not all(len(each.docs) for each in postings.values()):
        return Postings(NO_DOCS, NO_DOCS)
    common = _common_docs([each.docs for each in postings.values()], segment.size)
    if not len(common):
        return Postings(NO_DOCS, NO_DOCS)
    places = {
        stem: _absolute_positions(each, segment.positions(field, stem), common)
        for stem, each in postings.items()
    }
    starts = _window_starts(places, stems, slop) if slop > 0 else _adjacent_starts(places, stems)
    docs = starts >> _POSITION_BITS
    first = run_starts(docs).nonzero()[0]
    ends = np.concatenate([first[1:], [len(docs)]]) if len(docs) else first
    return Postings(docs.take(first), ends - first)


def _common_docs(lists: list[Ints], size: int) -> Ints:
    """The documents that are in all lists, ascending."""
    return reduce(lambda shorter, longer: _intersect_docs(shorter, longer, size), sorted(lists, key=len))


def _intersect_docs(shorter: Ints, longer: Ints, size: int) -> Ints:
    """The documents that are in both lists, ascending."""
    if len(shorter) * BINARY_SEARCH_RATIO < len(longer):
        return _intersect_sorted(shorter, longer)
    mask = np.zeros(size, np.bool_)
    mask[shorter.astype(np.intp)] = True
    common: Ints = longer[mask.take(longer)]
    return common


def _absolute_positions(postings: Postings, positions: Ints, docs: Ints) -> Ints:
    """The occurrences of a stem in some of its documents, each as document << _POSITION_BITS | position.

    ValueError if the frequencies do not add up to the number of positions: the file is damaged, and wrong
    frequencies could ask for any amount of memory.
    """
    at = postings.docs.searchsorted(docs)
    until_next = np.add.reduceat(postings.frequencies, at, dtype=np.int64)
    ends = np.cumsum(until_next)
    ends += postings.frequencies[: at[0]].sum(dtype=np.int64)
    if ends[-1] != len(positions):
        raise ValueError("frequencies have changed")
    sizes = postings.frequencies.take(at).astype(np.int64)
    last = np.cumsum(sizes)
    shifts = np.repeat(ends - until_next - last + sizes, sizes) + np.arange(last[-1])
    places: Ints = np.repeat(docs.astype(np.int64) << _POSITION_BITS, sizes)
    places += positions.take(shifts)
    return places


def _adjacent_starts(places: Mapping[str, Ints], stems: tuple[str, ...]) -> Ints:
    """The places at which the stems begin to stand side by side in order, ascending."""
    starts = places[stems[0]]
    for shift, stem in enumerate(stems[1:], 1):
        starts = _intersect(starts, places[stem] - shift)
    return starts


def _intersect(one: Ints, other: Ints) -> Ints:
    """The numbers that are in both ascending arrays."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return _intersect_sorted(shorter, longer) if len(shorter) else shorter


def _intersect_sorted(shorter: Ints, longer: Ints) -> Ints:
    """The same, the shorter array looked up in the longer one, which is not empty."""
    common: Ints = shorter[longer.take(longer.searchsorted(shorter), mode="clip") == shorter]
    return common


def _window_starts(places: Mapping[str, Ints], stems: tuple[str, ...], slop: int) -> Ints:
    """The occurrences at which a window begins that contains all stems, a repeated stem as often as given."""
    width = min(len(stems) + slop, _MAX_WINDOW)
    starts = np.sort(np.concatenate(list(places.values())))
    for stem, stem_places in places.items():
        within = stem_places.searchsorted(starts + width) - stem_places.searchsorted(starts)
        starts = starts[within >= stems.count(stem)]
    return starts
