"""Strings in an array of bytes: a sorted dictionary that is searched without being decoded, and plain lists.

The order of UTF-8 bytes is the order of code points, so that comparing bytes compares strings.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, overload

import numpy as np

from index.columnar.container import Array, bytes_of

_BLOCK_STRINGS = 32
"""The first of so many neighbours is kept decoded."""


def pack_strings(texts: Iterable[str]) -> tuple[Array, Array]:
    """Strings as their UTF-8 bytes, joined, and where each begins (one more entry for the end)."""
    listed = list(texts)
    joined = "".join(listed)
    if joined.isascii():
        blob, sizes = joined.encode("ascii"), list(map(len, listed))
    else:
        coded = list(map(encode_utf8, listed))
        blob, sizes = b"".join(coded), list(map(len, coded))
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return np.frombuffer(blob, np.uint8), smallest(offsets)


def encode_utf8(text: str) -> bytes:
    """UTF-8; half of a surrogate pair, which damaged input may hold, is kept."""
    return text.encode("utf-8", "surrogatepass")


def smallest(numbers: Array) -> Array:
    """The same numbers, none negative, in the narrowest unsigned type."""
    return numbers.astype(narrowest(int(numbers.max(initial=0))))


def narrowest(top: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest unsigned type that holds the numbers from 0 to `top`."""
    return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if top <= np.iinfo(kind).max)


class StringArray(Sequence[str]):
    """Strings by number."""

    def __init__(self, blob: Array, offsets: Array) -> None:
        self.blob = blob
        self.offsets = offsets
        self._bytes = bytes_of(blob)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        return self.bytes_at(place).decode("utf-8", "surrogatepass")

    def bytes_at(self, place: int) -> bytes:
        """The bytes of a string; IndexError where there is none."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return bytes(self._bytes[int(self.offsets[place]) : int(self.offsets[place + 1])])

    def take(self, places: Array) -> list[str]:
        """The strings of these places."""
        starts, ends = self.offsets.take(places).tolist(), self.offsets.take(places + 1).tolist()
        held = self._bytes
        return [str(held[a:b], "utf-8", "surrogatepass") for a, b in zip(starts, ends, strict=True)]

    def slice(self, start: int, stop: int) -> list[str]:
        """Neighbouring strings, decoded at once."""
        ends = self.offsets[start : stop + 1].tolist()
        if len(ends) < 2:
            return []
        text, base = bytes(self._bytes[ends[0] : ends[-1]]), ends[0]
        if text.isascii():
            whole = text.decode("ascii")
            return [whole[a - base : b - base] for a, b in pairwise(ends)]
        pieces = (text[a - base : b - base] for a, b in pairwise(ends))
        return [piece.decode("utf-8", "surrogatepass") for piece in pieces]


class TermsDict(StringArray):
    """Strings in ascending order, each once."""

    def lower_bound(self, coded: bytes) -> int:
        """The place of the first string that is not less than this one."""
        block = bisect_left(self._marks, coded)
        low, high = max((block - 1) * _BLOCK_STRINGS + 1, 0), min(block * _BLOCK_STRINGS, len(self))
        blob, ends = self._bytes, self._ends
        while low < high:
            middle = (low + high) // 2
            if bytes(blob[ends[middle] : ends[middle + 1]]) < coded:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def _ends(self) -> memoryview:
        numbers: Any = self.offsets
        return memoryview(numbers)

    @cached_property
    def _marks(self) -> list[bytes]:
        """The first string of each block."""
        starts, ends = self.offsets[:-1:_BLOCK_STRINGS].tolist(), self.offsets[1::_BLOCK_STRINGS].tolist()
        return [bytes(self._bytes[start:end]) for start, end in zip(starts, ends, strict=True)]

    def ordinal(self, text: str) -> int | None:
        """The place of a string; None where it is not there."""
        return self.ordinal_of(encode_utf8(text))

    def ordinal_of(self, coded: bytes) -> int | None:
        """The place of a string given as bytes: looked for in the bytes of the one block that may have it."""
        first = (bisect_right(self._marks, coded) - 1) * _BLOCK_STRINGS
        if first < 0 or not coded:
            return 0 if first == 0 and not self._marks[0] else None
        ends = self._ends[first : first + _BLOCK_STRINGS + 1].tolist()
        block = bytes(self._bytes[ends[0] : ends[-1]])
        start = block.find(coded)
        while start >= 0:
            place = bisect_right(ends, ends[0] + start) - 1
            if ends[place : place + 2] == [ends[0] + start, ends[0] + start + len(coded)]:
                return first + place
            start = block.find(coded, start + 1)
        return None
