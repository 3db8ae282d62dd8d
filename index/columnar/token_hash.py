"""A hash table of chunks of text (mostly words), looked up for many chunks at once by array operations.

A chunk of up to 24 bytes is three 64-bit numbers, from which its slot is computed. A slot belongs to the
first chunk that came to it, mostly a frequent one; chunks that collide with it are left to a dict.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrays import Ints

_TABLE_BITS = 14, 17, 20
"""The table has 2 to the power of the first of these slots; when it is half full, of the next. So a few
documents need not pay for a large table."""

_SPACE = 32
_MAX_CHUNK_BYTES = 24
_PADDING = b" " * (_MAX_CHUNK_BYTES + 1)
"""Keeps the reading of so many bytes from the start of the last chunk within the data."""

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_PART_MASKS = [_MASKS.take(range(-part, _MAX_CHUNK_BYTES + 1 - part), mode="clip") for part in (0, 8, 16)]
"""By the size of a chunk, which bits of its first, second and third eight bytes belong to it."""

_MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xBF58476D1CE4E5B9], np.uint64
)

Codes = NDArray[np.uint32]
Parts = NDArray[np.uint64]


class TokenHashTable:
    """Codes of chunks by their bytes; `code` gives the code of a chunk that is not in the table.

    A slot is a row of four 64-bit numbers, the three of a chunk and its code, which are read at once.
    """

    def __init__(self, code: Callable[[bytes], int]) -> None:
        self._code = code
        self._bits = iter(_TABLE_BITS)
        self._grow()

    def codes(self, texts: Sequence[bytes], normalized_bytes: bytes) -> tuple[Codes, Ints]:
        """The codes of the chunks between spaces, text after text, and the number of chunks of each text.

        `normalized_bytes` says what each of the 256 bytes is replaced by first.
        """
        data = b" ".join([b"", *texts, _PADDING]).translate(normalized_bytes)
        spaces = np.flatnonzero(np.frombuffer(data, np.uint8) == _SPACE)
        starts = spaces[:-1] + 1
        sizes = spaces[1:] - starts
        nonempty = sizes > 0
        starts, sizes = starts[nonempty], sizes[nonempty]
        borders = np.cumsum([len(text) + 1 for text in texts]) + 1
        return self._look_up(data, starts, sizes), np.diff(np.searchsorted(starts, borders), prepend=0)

    def _look_up(self, data: bytes, starts: Ints, sizes: Ints) -> Codes:
        parts = _parts(data, starts, sizes)
        slots = self._slots(*parts)
        rows = self._rows.take(slots, axis=0)
        codes: Codes = rows[:, 3].astype(np.uint32)
        hit = sizes <= _MAX_CHUNK_BYTES
        for number, part in enumerate(parts):
            hit &= rows[:, number] == part
        misses = np.flatnonzero(~hit)
        pieces = zip(starts[misses].tolist(), sizes[misses].tolist(), strict=True)
        codes[misses] = [self._code(data[start : start + size]) for start, size in pieces]
        # Reversed, so that of several chunks for one free slot the first is written last.
        free = misses[(rows[misses, 0] == 0) & (sizes[misses] <= _MAX_CHUNK_BYTES)][::-1]
        self._rows[slots[free]] = np.stack([values[free] for values in (*parts, codes)], axis=1)
        self._free_slots -= len(free)
        if self._free_slots < 0:
            self._grow()
        return codes

    def _grow(self) -> None:
        """Replace the table with an empty larger one, if there is a larger size; it fills up again."""
        bits = next(self._bits, None)
        if bits is not None:
            self._rows = np.zeros((1 << bits, 4), np.uint64)
            self._shift, self._free_slots = np.uint64(64 - bits), 1 << bits >> 1

    def _slots(self, *parts: Parts) -> Ints:
        mixed = parts[0] * _MIXERS[0] ^ parts[1] * _MIXERS[1] ^ parts[2] * _MIXERS[2]
        mixed = (mixed ^ mixed >> np.uint64(29)) * _MIXERS[3]
        slots: Ints = (mixed >> self._shift).astype(np.int64)
        return slots


def _parts(data: bytes, starts: Ints, sizes: Ints) -> tuple[Parts, Parts, Parts]:
    """The first, second and third eight bytes of chunks as numbers, zeros after their ends."""
    eights: Parts = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    third = np.zeros(len(starts), np.uint64)
    long = np.flatnonzero(sizes > 16)
    third[long] = eights[starts[long] + 16] & _PART_MASKS[2].take(sizes[long], mode="clip")
    first = eights[starts] & _PART_MASKS[0].take(sizes, mode="clip")
    return first, eights[starts + 8] & _PART_MASKS[1].take(sizes, mode="clip"), third
