"""The columns of a segment: what it stores of its documents besides postings. Names in the file:

ids, ids_at, by_id            each document's id; the documents in the order of their ids
issues, issues_at, issue      the issues' ids, sorted; the number of each document's issue
days, ranks                   the date as a proleptic Gregorian ordinal; the position in the issue
newest                        each document's rank in the segment, 0 for the newest
fingerprints, fingerprints_at
texts, texts_at               blocks of documents' text fields, compressed
block, slot                   the number of each document's block, and its place there
FACET.values, FACET.values_at, FACET.starts, FACET.numbers
                              a facet's values, sorted; the ordinals of document d's values are
                              numbers[starts[d]:starts[d + 1]]
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from isal import isal_zlib

from index.columnar.arrays import Array, offsets, smallest
from index.columnar.term_dictionary import pack_strings
from index.fields import TEXT_FIELDS

BLOCK_DOCS = 8
"""How many documents' texts are compressed together."""

_COMPRESSION_LEVEL = 1
"""A level of ISA-L: `zlib` reads the result; it is as small as by zlib's level 1, in a third of the time."""


@dataclass(frozen=True, slots=True)
class FacetEntries:
    """A facet's values, sorted; the number each document carries; their ordinals, document by document."""

    values: Sequence[str]
    sizes: Array
    numbers: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns before they are laid out, each in the order of the documents; `texts` are blocks."""

    ids: Sequence[str]
    issues: Sequence[str]
    days: Sequence[int]
    ranks: Sequence[int]
    fingerprints: Sequence[str]
    texts: Sequence[bytes]
    block: Array
    slot: Array
    facets: Mapping[str, FacetEntries]


def to_arrays(columns: Columns) -> dict[str, Array]:
    """The columns as arrays by their names in the file."""
    ids, ids_at = pack_strings(columns.ids)
    issues = sorted(set(columns.issues))
    number_of = {issue: number for number, issue in enumerate(issues)}
    issues_blob, issues_at = pack_strings(issues)
    fingerprints, fingerprints_at = pack_strings(columns.fingerprints)
    arrays = {
        "ids": ids,
        "ids_at": ids_at,
        "by_id": smallest(np.array(_argsort(columns.ids), np.int64)),
        "issues": issues_blob,
        "issues_at": issues_at,
        "issue": smallest(np.array([number_of[issue] for issue in columns.issues], np.int64)),
        "days": np.array(columns.days, np.int32),
        "ranks": _smallest_signed(columns.ranks),
        "newest": smallest(_recency(columns)),
        "fingerprints": fingerprints,
        "fingerprints_at": fingerprints_at,
        "texts": np.frombuffer(b"".join(columns.texts), np.uint8),
        "texts_at": smallest(offsets([len(text) for text in columns.texts])),
        "block": smallest(columns.block),
        "slot": smallest(columns.slot),
    }
    for name, facet in columns.facets.items():
        values, values_at = pack_strings(facet.values)
        arrays[f"{name}.values"], arrays[f"{name}.values_at"] = values, values_at
        arrays[f"{name}.starts"] = offsets(facet.sizes).astype(np.int32)
        arrays[f"{name}.numbers"] = smallest(facet.numbers)
    return arrays


def compress_texts(texts: Sequence[bytes]) -> bytes:
    """A block: the UTF-8 texts of documents, for each those of TEXT_FIELDS in their order.

    Before compression it is the number of texts, the size of each in bytes (all little-endian uint32), and
    the texts.
    """
    sizes = struct.pack(f"<{len(texts) + 1}I", len(texts), *map(len, texts))
    return isal_zlib.compress(b"".join([sizes, *texts]), _COMPRESSION_LEVEL)


def decompress_texts(block: bytes, slot: int) -> dict[str, str]:
    """The texts by field of the document at a place of a block.

    zlib.error, struct.error or ValueError if the block is damaged.
    """
    plain = zlib.decompress(block)
    (count,) = struct.unpack_from("<I", plain)
    lengths = struct.unpack_from(f"<{count}I", plain, 4)
    first = slot * len(TEXT_FIELDS)
    place, texts = 4 + 4 * count + sum(lengths[:first]), {}
    for field, length in zip(TEXT_FIELDS, lengths[first : first + len(TEXT_FIELDS)], strict=True):
        texts[field.name] = plain[place : place + length].decode("utf-8", "surrogatepass")
        place += length
    return texts


def _smallest_signed(numbers: Sequence[int]) -> Array:
    """Numbers in the narrowest unsigned type, or as int64 if any is negative."""
    array = np.array(numbers, np.int64)
    return smallest(array) if array.min(initial=0) >= 0 else array


def _argsort(texts: Sequence[str]) -> list[int]:
    return sorted(range(len(texts)), key=texts.__getitem__)


def _recency(columns: Columns) -> Array:
    """Each document's rank in the order of `index.engine`: date descending, issue, position, id."""
    keys = list(zip([-day for day in columns.days], columns.issues, columns.ranks, columns.ids, strict=True))
    ranks = np.empty(len(keys), np.int64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks
