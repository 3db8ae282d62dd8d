"""The highest of many numbers.

NumPy's own selection takes a hundred times as long where most numbers are equal, as scores and counts may be.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCKS = 1024

Numbers = NDArray[Any]


def threshold(numbers: Numbers, count: int) -> Any:
    """The `count`-th highest of numbers, of which there are at least so many."""
    while True:
        bar = reached(numbers, count)
        above = numbers[numbers > bar]
        if len(above) < count:
            return bar
        numbers = above


def reached(numbers: Numbers, count: int) -> Any:
    """A number that at least `count` of the numbers reach, and not many more if they differ."""
    blocks = max(_BLOCKS, 2 * count)
    if len(numbers) < 2 * blocks:
        return np.sort(numbers)[-count]
    # The last of the `count` best blocks is no better than the last of the `count` best numbers.
    tops = numbers[: len(numbers) // blocks * blocks].reshape(-1, blocks).max(axis=0)
    return np.sort(tops)[-count]
