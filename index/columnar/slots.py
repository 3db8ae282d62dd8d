"""A table beside the dictionary of chunks that is looked up for many chunks at once.

A chunk of up to 16 bytes is two 64-bit numbers, and these say at which slot it would stand. The slot belongs
to the first chunk that came there, mostly a frequent one; others are left to the dictionary.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

_SIZE_BITS = 20
_SPACE = 32
_PADDING = b" " * 17
"""Reading 16 bytes from the last chunk on must not go beyond the end."""

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9], np.uint64)

Numbers = NDArray[np.uint32]


class Slots:
    """Numbers of chunks by their bytes; `number` gives those that are not here."""

    def __init__(self, number: Callable[[bytes], int]) -> None:
        self._number = number
        self._first = np.zeros(1 << _SIZE_BITS, np.uint64)
        self._second = np.zeros(1 << _SIZE_BITS, np.uint64)
        self._held = np.zeros(1 << _SIZE_BITS, np.uint32)

    def numbers(self, texts: list[bytes]) -> tuple[Numbers, NDArray[np.int64]]:
        """The numbers of the chunks between spaces, text after text, and how many each text has."""
        data = b" " + b"  ".join(texts) + _PADDING
        edges = np.flatnonzero(np.diff((np.frombuffer(data, np.uint8) != _SPACE).view(np.int8))) + 1
        starts, ends = edges[0::2], edges[1::2]
        found = self._looked_up(data, starts, ends)
        borders = np.cumsum([len(text) + 2 for text in texts])
        return found, np.diff(np.searchsorted(starts, borders), prepend=0)

    def _looked_up(self, data: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Numbers:
        sizes = ends - starts
        eights: NDArray[np.uint64] = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
        first = eights[starts] & _MASKS[np.minimum(sizes, 8)]
        second = eights[starts + 8] & _MASKS[np.clip(sizes - 8, 0, 8)]
        slots = _slots(first, second)
        found = self._held[slots]
        here = (self._first[slots] == first) & (self._second[slots] == second) & (sizes <= 16)
        others = np.flatnonzero(~here)
        numbers = [
            self._number(data[start:end])
            for start, end in zip(starts[others].tolist(), ends[others].tolist(), strict=True)
        ]
        found[others] = numbers
        free = others[(self._first[slots[others]] == 0) & (sizes[others] <= 16)][::-1]
        self._first[slots[free]], self._second[slots[free]] = first[free], second[free]
        self._held[slots[free]] = found[free]
        return found


def _slots(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.int64]:
    mixed = first * _MIXERS[0] ^ second * _MIXERS[1]
    mixed = (mixed ^ mixed >> np.uint64(29)) * _MIXERS[2]
    slots: NDArray[np.int64] = (mixed >> np.uint64(64 - _SIZE_BITS)).astype(np.int64)
    return slots
