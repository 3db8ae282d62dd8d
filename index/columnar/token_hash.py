"""A table beside the dictionary of chunks that is looked up for many chunks at once.

A chunk of up to 24 bytes is three 64-bit numbers, and these say at which slot it would stand. The slot
belongs to the first chunk that came there, mostly a frequent one; others are left to the dictionary.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.columnar.container import Ints

_TABLE_BITS = 14, 17, 20
"""The table has 2 to the power of these rows: a few documents must not pay for a large one."""

_SPACE = 32
_MAX_CHUNK_BYTES = 24
_PADDING = b" " * (_MAX_CHUNK_BYTES + 1)
"""Reading so many bytes from the last chunk on must not go beyond the end."""

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_PART_MASKS = [_MASKS.take(range(-part, _MAX_CHUNK_BYTES + 1 - part), mode="clip") for part in (0, 8, 16)]
"""By the size of a chunk, which bits of its first, second and third eight bytes are its own."""

_MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xBF58476D1CE4E5B9], np.uint64
)

Codes = NDArray[np.uint32]
Parts = NDArray[np.uint64]


class TokenHashTable:
    """Codes of chunks by their bytes; `code` gives those that are not here.

    A slot is a row of a chunk's three numbers and its code, 32 bytes that are read at once.
    """

    def __init__(self, code: Callable[[bytes], int]) -> None:
        self._code = code
        self._bits = iter(_TABLE_BITS)
        self._renew()

    def codes(self, texts: Sequence[bytes], even: bytes) -> tuple[Codes, Ints]:
        """The codes of the chunks between spaces, text after text, and how many each text has.

        `even` is what each byte is taken for.
        """
        data = b" ".join([b"", *texts, _PADDING]).translate(even)
        spaces = np.flatnonzero(np.frombuffer(data, np.uint8) == _SPACE)
        starts = spaces[:-1] + 1
        sizes = spaces[1:] - starts
        there = sizes > 0
        starts, sizes = starts[there], sizes[there]
        borders = np.cumsum([len(text) + 1 for text in texts]) + 1
        return self._looked_up(data, starts, sizes), np.diff(np.searchsorted(starts, borders), prepend=0)

    def _looked_up(self, data: bytes, starts: Ints, sizes: Ints) -> Codes:
        parts = _split_chunks(data, starts, sizes)
        slots = self._places(*parts)
        rows = self._rows.take(slots, axis=0)
        found = rows[:, 3].astype(np.uint32)
        here = sizes <= _MAX_CHUNK_BYTES
        for number, part in enumerate(parts):
            here &= rows[:, number] == part
        others = np.flatnonzero(~here)
        pieces = zip(starts[others].tolist(), sizes[others].tolist(), strict=True)
        found[others] = [self._code(data[start : start + size]) for start, size in pieces]
        free = others[(rows[others, 0] == 0) & (sizes[others] <= _MAX_CHUNK_BYTES)][::-1]
        self._rows[slots[free]] = np.stack([values[free] for values in (*parts, found)], axis=1)
        self._left -= len(free)
        if self._left < 0:
            self._renew()
        return found

    def _renew(self) -> None:
        """Go on with a larger table if there is one, which fills up again from the dictionary."""
        bits = next(self._bits, None)
        if bits is not None:
            self._rows = np.zeros((1 << bits, 4), np.uint64)
            self._shift, self._left = np.uint64(64 - bits), 1 << bits >> 1

    def _places(self, *parts: Parts) -> Ints:
        mixed = parts[0] * _MIXERS[0] ^ parts[1] * _MIXERS[1] ^ parts[2] * _MIXERS[2]
        mixed = (mixed ^ mixed >> np.uint64(29)) * _MIXERS[3]
        places: Ints = (mixed >> self._shift).astype(np.int64)
        return places


def _split_chunks(data: bytes, starts: Ints, sizes: Ints) -> tuple[Parts, Parts, Parts]:
    """The first, second and third eight bytes of chunks, zeros behind their ends."""
    eights: Parts = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    third = np.zeros(len(starts), np.uint64)
    long = np.flatnonzero(sizes > 16)
    third[long] = eights[starts[long] + 16] & _PART_MASKS[2].take(sizes[long], mode="clip")
    first = eights[starts] & _PART_MASKS[0].take(sizes, mode="clip")
    return first, eights[starts + 8] & _PART_MASKS[1].take(sizes, mode="clip"), third
