"""Which documents may be among the best, told from rough scores of all, in single precision.

The parts of an Or are added up the weightiest first. As soon as no document can reach the best without those
added so far, the others (the most frequent words, that is) are looked up for the few documents still in the
race, as in MaxScore (Turtle and Flood, 1995).
"""

from collections.abc import Iterable, Sequence

import numpy as np

from index.evaluator.docset import Chosen, Ints
from index.evaluator.frequencies import Rough
from index.evaluator.scorers import Joint, Part
from index.evaluator.top_k import reached, threshold

_SMALL = 1024
_LEFT = 64
"""One document in so many, or fewer, are few enough to look the other parts up for them."""

_ROUGHNESS = 1e-4
_OUT = np.float32(-1e30)
"""The rough score of what was not chosen."""


def promising(part: Part, chosen: Chosen, count: int) -> Ints:
    """Documents among which the `count` best are, ascending; all, where that is as quick to tell."""
    if chosen.few or chosen.size < max(_SMALL, 4 * count):
        return chosen.docs
    total = np.where(chosen.mask, np.float32(0), _OUT)
    parts = sorted(_alternatives(part), key=lambda own: -own.bound)
    added, docs = _narrowed(parts, total, count)
    if docs is None:
        return chosen.docs
    if added == len(parts):
        return docs
    sums = total.take(docs)
    for own in parts[added:]:
        scores = own.scores(docs, within=False)
        if scores is not None:
            sums += scores.astype(np.float32)
    return docs[sums >= _below(float(threshold(sums, count)))]


def _narrowed(parts: Sequence[Part], total: Rough, count: int) -> tuple[int, Ints | None]:
    """Add up parts until few documents are left: how many were added, and which are left; None for all."""
    for number, part in enumerate(parts):
        # Only what stands in many documents is worth sparing.
        if number and not part.chosen.few:
            docs = _reaching(total, count, sum(own.bound for own in parts[number:]))
            if docs is not None and len(docs) * _LEFT <= len(total):
                return number, docs
        part.add_to(total, within=len(parts) == 1)
    return len(parts), _reaching(total, count, 0.0)


def _alternatives(part: Part) -> Iterable[Part]:
    return part.children if isinstance(part, Joint) and not part.every else [part]


def _reaching(total: Rough, count: int, more: float) -> Ints | None:
    """The documents that can be among the best if each may score so much more; None for all."""
    bar = _below(float(reached(total, count))) - more
    return (total >= np.float32(bar)).nonzero()[0] if bar > 0 else None


def _below(bar: float) -> float:
    """A rough score that is surely less than what this one stands for."""
    return bar - _ROUGHNESS * max(bar, 1.0)
