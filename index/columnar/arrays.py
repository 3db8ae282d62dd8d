"""Small operations on arrays of integers that writing, merging and reading a segment share."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
"""An array of integers of any type."""

Ints = NDArray[np.int64]


def smallest(numbers: Array) -> Array:
    """The same numbers, none negative, in the narrowest unsigned type."""
    return numbers.astype(narrowest(int(numbers.max(initial=0))))


def narrowest(top: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest unsigned type that holds the numbers from 0 to `top`."""
    return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if top <= np.iinfo(kind).max)


def offsets(sizes: Array | Sequence[int]) -> Ints:
    """Where each of several concatenated pieces begins; one more entry for the end of the last."""
    made = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=made[1:])
    return made


def ranges(starts: Array, sizes: Array) -> Ints:
    """Concatenated ranges: for each i the numbers from `starts[i]` up to `starts[i] + sizes[i]`."""
    last = np.cumsum(sizes, dtype=np.int64)
    made: Any = np.repeat(starts - last + sizes, sizes)
    made += np.arange(len(made))
    return np.asarray(made, np.int64)


def radix_argsort(numbers: NDArray[np.uint32]) -> Ints:
    """The stable order that sorts numbers: a radix sort of 16 bits at a time."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if numbers.max(initial=0) >> 16:
        order = order[np.argsort((numbers[order] >> 16).astype(np.uint16), kind="stable")]
    return order


def bytes_of(array: Array) -> memoryview:
    """The bytes of an array, not copied."""
    flat: Any = array.reshape(-1).view(np.uint8)
    return memoryview(flat)
