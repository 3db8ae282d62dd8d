"""Small sums over arrays that the making of postings is put together from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.container import Array

Numbers = NDArray[np.int64]


def ends(sizes: Array | Sequence[int]) -> Numbers:
    """Where each of several pieces begins when they lie one behind the other, and the end of the last."""
    made = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=made[1:])
    return made


def ranges(starts: Array, sizes: Array) -> Numbers:
    """The numbers from each start on, `sizes` of them, one range behind the other."""
    last = np.cumsum(sizes, dtype=np.int64)
    made: Any = np.repeat(starts - last + sizes, sizes)
    made += np.arange(len(made))
    return np.asarray(made, np.int64)


def ascending(numbers: NDArray[np.uint32]) -> Numbers:
    """The order in which numbers ascend, equal ones as they were: a radix sort of 16 bits at a time."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if numbers.max(initial=0) >> 16:
        order = order[np.argsort((numbers[order] >> 16).astype(np.uint16), kind="stable")]
    return order
