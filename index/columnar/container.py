"""The file of a segment: named arrays, each with a checksum, behind a header that has one too.

    8 bytes   magic
    4 bytes   length of the header (little-endian), 4 bytes its CRC-32
    header    JSON: the size of the file, the number of documents, an entry for each array:
              name, NumPy dtype, number of items, offset from the start of the file, CRC-32
    arrays    little-endian, each at a multiple of 64 bytes

A reader trusts a header only if it agrees with its checksum and with the size of the file.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from index.columnar.arrays import Array, bytes_of

MAGIC = b"BRFCOL01"
"""Names the layout; its number is raised when the layout changes."""

_PREAMBLE = struct.Struct("<8sII")
_ALIGNMENT = 64
"""Bytes; arrays begin at multiples of it, where a cache line begins too."""

_INTEGER_KINDS = "ui"


class DamagedError(ValueError):
    """A file is not as it was written."""


@dataclass(frozen=True, slots=True)
class _ArrayEntry:
    """An array's entry in the header; `offset` and `end` count bytes from the start of the file."""

    name: str
    dtype: str
    count: int
    offset: int
    crc: int

    @property
    def end(self) -> int:
        return self.offset + self.count * np.dtype(self.dtype).itemsize


def write_container(file: BinaryIO, documents: int, arrays: Mapping[str, Array]) -> tuple[int, int]:
    """Write a file of arrays; return its size in bytes and its CRC-32."""
    plain = {name: _little_endian(array) for name, array in arrays.items()}
    checksums = {name: crc_of(array) for name, array in plain.items()}
    header = _header(documents, plain, checksums)
    crc = size = 0
    for piece in _pieces(header, plain.values()):
        file.write(piece)
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    return size, crc


class Container:
    """A file of arrays, mapped into memory as long as any of its arrays is in use.

    DamagedError if the file is no container, is cut short, or has a header that was changed.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        with path.open("rb") as file:
            start = file.read(_PREAMBLE.size)
            magic, length, crc = _PREAMBLE.unpack(start) if len(start) == _PREAMBLE.size else (b"", 0, 0)
            if magic != MAGIC:
                raise DamagedError(f"{self._name} is not a segment of this version")
            header = file.read(length)
            if len(header) != length or zlib.crc32(header) != crc:
                raise DamagedError(f"the header of {self._name} has changed")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        raw = json.loads(header)
        self.documents: int = raw["documents"]
        self._entries = {row[0]: _ArrayEntry(*row) for row in raw["arrays"]}
        self._check_bounds(raw["size"], _PREAMBLE.size + length)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> Array:
        """A read-only array; its pages are read from the disk when they are used."""
        entry = self._entries[name]
        return np.frombuffer(self._map, entry.dtype, entry.count, entry.offset)

    def check(self, unchecked: Iterable[str]) -> None:
        """Compare arrays with their checksums; DamagedError where one differs.

        `unchecked` lists the last parts of the names of arrays to leave out ("docs" for "body.docs").
        """
        left_out = frozenset(unchecked)
        for name, entry in self._entries.items():
            if name.rpartition(".")[2] not in left_out and crc_of(self[name]) != entry.crc:
                raise DamagedError(f"{name} in {self._name} has changed")

    def _check_bounds(self, size: int, floor: int) -> None:
        if size != len(self._map):
            raise DamagedError(f"{self._name} has {len(self._map)} bytes and not {size}")
        for entry in self._entries.values():
            is_integer = np.dtype(entry.dtype).kind in _INTEGER_KINDS
            if not is_integer or not floor <= entry.offset <= entry.end <= size:
                raise DamagedError(f"{entry.name} is not within {self._name}")


def crc_of(array: Array) -> int:
    """The CRC-32 of the bytes of an array."""
    return zlib.crc32(bytes_of(array))


def _little_endian(array: Array) -> Array:
    return np.ascontiguousarray(array, array.dtype.newbyteorder("<"))


def _header(documents: int, arrays: Mapping[str, Array], checksums: Mapping[str, int]) -> bytes:
    """The preamble and the header, padded so that its length does not depend on the offsets in it."""
    names = sum(len(name) for name in arrays)
    room = _aligned(_PREAMBLE.size + 200 + names + 60 * len(arrays)) - _PREAMBLE.size
    rows, place = [], room + _PREAMBLE.size
    for name, array in arrays.items():
        rows.append([name, array.dtype.str, array.size, place, checksums[name]])
        place = _aligned(place + array.nbytes)
    header = json.dumps({"size": place, "documents": documents, "arrays": rows}).encode().ljust(room)
    return _PREAMBLE.pack(MAGIC, len(header), zlib.crc32(header)) + header


def _pieces(header: bytes, arrays: Iterable[Array]) -> Iterable[bytes | memoryview]:
    yield header
    for array in arrays:
        yield bytes_of(array)
        yield bytes(_aligned(array.nbytes) - array.nbytes)


def _aligned(place: int) -> int:
    return -(-place // _ALIGNMENT) * _ALIGNMENT
