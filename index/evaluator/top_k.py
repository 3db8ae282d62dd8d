"""The k-th highest of many numbers.

`np.partition` takes a hundred times as long where most numbers are equal, as scores and counts may be.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_MIN_BLOCKS = 1024


def kth_highest(numbers: NDArray[Any], k: int) -> Any:
    """The `k`-th highest of at least `k` numbers, `k` counted from 1."""
    while True:
        bound = kth_highest_bound(numbers, k)
        above = numbers[numbers > bound]
        if len(above) < k:
            return bound
        numbers = above


def kth_highest_bound(numbers: NDArray[Any], k: int) -> Any:
    """A lower bound of the `k`-th highest number; few more than `k` numbers reach it if they are distinct."""
    blocks = max(_MIN_BLOCKS, 2 * k)
    if len(numbers) < 2 * blocks:
        return np.sort(numbers)[-k]
    # The k-th highest of the blocks' maxima is not higher than the k-th highest number.
    maxima = numbers[: len(numbers) // blocks * blocks].reshape(-1, blocks).max(axis=0)
    return np.sort(maxima)[-k]
