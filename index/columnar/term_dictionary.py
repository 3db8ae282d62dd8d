"""Strings in arrays of bytes: terms dictionaries, searched without being decoded, and plain string arrays.

The order of UTF-8 bytes is the order of code points, so that bytes can be compared instead of strings.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, overload

import numpy as np

from index.columnar.arrays import Array, bytes_of, offsets, smallest

_BLOCK_TERMS = 32
"""A dictionary is searched in blocks of so many terms; the first term of each is kept as an object."""


def pack_strings(texts: Iterable[str]) -> tuple[Array, Array]:
    """Strings as their concatenated UTF-8 bytes, and the offset of each; one more offset for the end."""
    listed = list(texts)
    joined = "".join(listed)
    if joined.isascii():
        blob, sizes = joined.encode("ascii"), list(map(len, listed))
    else:
        coded = list(map(encode_utf8, listed))
        blob, sizes = b"".join(coded), list(map(len, coded))
    return np.frombuffer(blob, np.uint8), smallest(offsets(sizes))


def encode_utf8(text: str) -> bytes:
    """UTF-8 that keeps half a surrogate pair, which damaged input may contain."""
    return text.encode("utf-8", "surrogatepass")


class StringArray(Sequence[str]):
    """Strings by number: their UTF-8 bytes, and the offset of each with one more for the end of the last."""

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
        """The bytes of a string; IndexError if there is none with this number."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return bytes(self._bytes[int(self.offsets[place]) : int(self.offsets[place + 1])])

    def take(self, places: Array) -> list[str]:
        """The strings with these numbers."""
        starts, ends = self.offsets.take(places).tolist(), self.offsets.take(places + 1).tolist()
        held = self._bytes
        return [str(held[a:b], "utf-8", "surrogatepass") for a, b in zip(starts, ends, strict=True)]

    def slice(self, start: int, stop: int) -> list[str]:
        """The strings from `start` up to `stop`; ASCII ones are decoded all at once."""
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
    """A terms dictionary: strings in ascending order, each once; a term's number is its ordinal.

    Implements `index.evaluator.segments.TermsDict` and `index.evaluator.facet_column.ValuesDict`.
    """

    def lower_bound(self, coded: bytes) -> int:
        """The ordinal of the first term that is not less than these UTF-8 bytes."""
        block = bisect_left(self._block_heads, coded)
        low, high = max((block - 1) * _BLOCK_TERMS + 1, 0), min(block * _BLOCK_TERMS, len(self))
        blob, ends = self._bytes, self._offsets_view
        while low < high:
            middle = (low + high) // 2
            if bytes(blob[ends[middle] : ends[middle + 1]]) < coded:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def _offsets_view(self) -> memoryview:
        """The offsets as a memoryview, whose items are read faster than those of an array."""
        numbers: Any = self.offsets
        return memoryview(numbers)

    @cached_property
    def _block_heads(self) -> list[bytes]:
        """The first term of each block."""
        starts, ends = self.offsets[:-1:_BLOCK_TERMS].tolist(), self.offsets[1::_BLOCK_TERMS].tolist()
        return [bytes(self._bytes[start:end]) for start, end in zip(starts, ends, strict=True)]

    def ordinal(self, text: str) -> int | None:
        """The ordinal of a term; None if it is not in the dictionary."""
        return self.ordinal_of_bytes(encode_utf8(text))

    def ordinal_of_bytes(self, coded: bytes) -> int | None:
        """The ordinal of a term given as UTF-8 bytes, which are searched for in the bytes of its block."""
        first = (bisect_right(self._block_heads, coded) - 1) * _BLOCK_TERMS
        if first < 0 or not coded:
            return 0 if first == 0 and not self._block_heads[0] else None
        ends = self._offsets_view[first : first + _BLOCK_TERMS + 1].tolist()
        block = bytes(self._bytes[ends[0] : ends[-1]])
        start = block.find(coded)
        while start >= 0:
            place = bisect_right(ends, ends[0] + start) - 1
            if ends[place : place + 2] == [ends[0] + start, ends[0] + start + len(coded)]:
                return first + place
            start = block.find(coded, start + 1)
        return None
