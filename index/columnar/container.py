"""The file of a segment: named arrays, each with a checksum, behind a header that has one too.

    8 bytes   magic
    4 bytes   length of the header (little-endian), 4 bytes its CRC-32
    header    JSON: the size of the file, the number of documents, a row for each array:
              name, NumPy dtype, count of entries, offset from the start of the file, CRC-32
    arrays    little-endian, each at a multiple of 64 bytes

A reader believes nothing beyond a header that agrees with its checksum and with the size of the file.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"BRFCOL01"
"""Names the layout; its number is raised when the layout changes."""

Array = NDArray[Any]
_PREAMBLE = struct.Struct("<8sII")
_ALIGNMENT = 64
_INTEGER_KINDS = "ui"


class DamagedError(ValueError):
    """A file is not as it was written."""


@dataclass(frozen=True, slots=True)
class _ArrayEntry:
    name: str
    dtype: str
    count: int
    offset: int
    crc: int

    @property
    def end(self) -> int:
        return self.offset + self.count * np.dtype(self.dtype).itemsize


def write_container(file: BinaryIO, documents: int, arrays: Mapping[str, Array]) -> tuple[int, int]:
    """Write arrays; the size of the file and its CRC-32."""
    plain = {name: _little_endian(array) for name, array in arrays.items()}
    sums = {name: crc_of(array) for name, array in plain.items()}
    head = _header(documents, plain, sums)
    crc = size = 0
    for piece in _pieces(head, plain.values()):
        file.write(piece)
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    return size, crc


class Container:
    """A file of arrays, mapped into memory as long as any of its arrays is in use."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        with path.open("rb") as file:
            start = file.read(_PREAMBLE.size)
            magic, length, crc = _PREAMBLE.unpack(start) if len(start) == _PREAMBLE.size else (b"", 0, 0)
            if magic != MAGIC:
                raise DamagedError(f"{self._name} is not a segment of this version")
            head = file.read(length)
            if len(head) != length or zlib.crc32(head) != crc:
                raise DamagedError(f"the header of {self._name} has changed")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        raw = json.loads(head)
        self.documents: int = raw["documents"]
        self._rows = {row[0]: _ArrayEntry(*row) for row in raw["arrays"]}
        self._check_bounds(raw["size"], _PREAMBLE.size + length)

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def __getitem__(self, name: str) -> Array:
        """An array, read-only; what it holds is read when it is looked at."""
        row = self._rows[name]
        return np.frombuffer(self._map, row.dtype, row.count, row.offset)

    def check(self, trusted: Iterable[str]) -> None:
        """Compare all arrays with their checksums, save those whose last name is one of `trusted`."""
        left_out = frozenset(trusted)
        for name, row in self._rows.items():
            if name.rpartition(".")[2] not in left_out and crc_of(self[name]) != row.crc:
                raise DamagedError(f"{name} in {self._name} has changed")

    def _check_bounds(self, size: int, floor: int) -> None:
        if size != len(self._map):
            raise DamagedError(f"{self._name} has {len(self._map)} bytes and not {size}")
        for row in self._rows.values():
            if np.dtype(row.dtype).kind not in _INTEGER_KINDS or not floor <= row.offset <= row.end <= size:
                raise DamagedError(f"{row.name} is not within {self._name}")


def bytes_of(array: Array) -> memoryview:
    """The bytes of an array, not copied."""
    flat: Any = array.reshape(-1).view(np.uint8)
    return memoryview(flat)


def crc_of(array: Array) -> int:
    """The CRC-32 of the bytes of an array."""
    return zlib.crc32(bytes_of(array))


def _little_endian(array: Array) -> Array:
    return np.ascontiguousarray(array, array.dtype.newbyteorder("<"))


def _header(documents: int, arrays: Mapping[str, Array], sums: Mapping[str, int]) -> bytes:
    """The header, padded so that its own length does not depend on the offsets in it."""
    names = sum(len(name) for name in arrays)
    room = _aligned(_PREAMBLE.size + 200 + names + 60 * len(arrays)) - _PREAMBLE.size
    rows, place = [], room + _PREAMBLE.size
    for name, array in arrays.items():
        rows.append([name, array.dtype.str, array.size, place, sums[name]])
        place = _aligned(place + array.nbytes)
    head = json.dumps({"size": place, "documents": documents, "arrays": rows}).encode().ljust(room)
    return _PREAMBLE.pack(MAGIC, len(head), zlib.crc32(head)) + head


def _pieces(head: bytes, arrays: Iterable[Array]) -> Iterable[bytes | memoryview]:
    yield head
    for array in arrays:
        yield bytes_of(array)
        yield bytes(_aligned(array.nbytes) - array.nbytes)


def _aligned(place: int) -> int:
    return -(-place // _ALIGNMENT) * _ALIGNMENT


Ints = NDArray[np.int64]


def offsets(sizes: Array | Sequence[int]) -> Ints:
    """Where each of several pieces begins when they lie one behind the other, and the end of the last."""
    made = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=made[1:])
    return made


def ranges(starts: Array, sizes: Array) -> Ints:
    """The numbers from each start on, `sizes` of them, one range behind the other."""
    last = np.cumsum(sizes, dtype=np.int64)
    made: Any = np.repeat(starts - last + sizes, sizes)
    made += np.arange(len(made))
    return np.asarray(made, np.int64)


def radix_argsort(numbers: NDArray[np.uint32]) -> Ints:
    """The order in which numbers ascend, equal ones as they were: a radix sort of 16 bits at a time."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if numbers.max(initial=0) >> 16:
        order = order[np.argsort((numbers[order] >> 16).astype(np.uint16), kind="stable")]
    return order
