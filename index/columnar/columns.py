"""What a segment holds of its documents beside postings, from lists to arrays.

ids, ids_at, by_id            each document's id; the documents in the order of their ids
issues, issues_at, issue      the issues' ids, sorted; the number of each document's
days, ranks                   date as an ordinal; position in the issue
newest                        the place of each document, newest first
fingerprints, fingerprints_at
texts, texts_at               blocks of documents' text fields, compressed
block, slot                   the number of each document's block, and its place there
FACET.values, FACET.values_at, FACET.starts, FACET.numbers
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from isal import isal_zlib

from index.columnar.container import Array
from index.columnar.term_dictionary import pack_strings, smallest
from index.fields import TEXT_FIELDS

BLOCK_DOCS = 8
"""So many documents' texts are compressed together."""

_COMPRESSION_LEVEL = 1
"""Compression of texts: what `zlib` reads, as small as its first level makes it, in a third of the time."""


@dataclass(frozen=True, slots=True)
class FacetEntries:
    """A facet's values, sorted; how many each document carries; their numbers, document after document."""

    values: Sequence[str]
    sizes: Array
    numbers: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """What documents have, each list in their order; `texts` are blocks."""

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
    """The columns as the arrays that a segment's file has."""
    ids, ids_at = pack_strings(columns.ids)
    issues = sorted(set(columns.issues))
    number_of = {issue: number for number, issue in enumerate(issues)}
    issues_blob, issues_at = pack_strings(issues)
    fingerprints, fingerprints_at = pack_strings(columns.fingerprints)
    made = {
        "ids": ids,
        "ids_at": ids_at,
        "by_id": smallest(np.array(_argsort(columns.ids), np.int64)),
        "issues": issues_blob,
        "issues_at": issues_at,
        "issue": smallest(np.array([number_of[issue] for issue in columns.issues], np.int64)),
        "days": np.array(columns.days, np.int32),
        "ranks": _smallest_signed(columns.ranks),
        "newest": smallest(_recency_ranks(columns)),
        "fingerprints": fingerprints,
        "fingerprints_at": fingerprints_at,
        "texts": np.frombuffer(b"".join(columns.texts), np.uint8),
        "texts_at": _offsets([len(text) for text in columns.texts]),
        "block": smallest(columns.block),
        "slot": smallest(columns.slot),
    }
    for name, facet in columns.facets.items():
        values, values_at = pack_strings(facet.values)
        made[f"{name}.values"], made[f"{name}.values_at"] = values, values_at
        made[f"{name}.starts"] = _offsets(facet.sizes).astype(np.int32)
        made[f"{name}.numbers"] = smallest(facet.numbers)
    return made


def compress_texts(texts: Sequence[bytes]) -> bytes:
    """A block: the texts of documents in UTF-8, those of `index.fields` in order for each, in few bytes."""
    sizes = struct.pack(f"<{len(texts) + 1}I", len(texts), *map(len, texts))
    return isal_zlib.compress(b"".join([sizes, *texts]), _COMPRESSION_LEVEL)


def decompress_texts(block: bytes, slot: int) -> dict[str, str]:
    """A document's texts by field; zlib.error, struct.error or ValueError where bytes have changed."""
    plain = zlib.decompress(block)
    (count,) = struct.unpack_from("<I", plain)
    lengths = struct.unpack_from(f"<{count}I", plain, 4)
    first = slot * len(TEXT_FIELDS)
    place, texts = 4 + 4 * count + sum(lengths[:first]), {}
    for field, length in zip(TEXT_FIELDS, lengths[first : first + len(TEXT_FIELDS)], strict=True):
        texts[field.name] = plain[place : place + length].decode("utf-8", "surrogatepass")
        place += length
    return texts


def _offsets(sizes: Array | Sequence[int]) -> Array:
    ends = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    return smallest(ends)


def _smallest_signed(numbers: Sequence[int]) -> Array:
    """Numbers, perhaps negative ones, in as few bytes as will do."""
    array = np.array(numbers, np.int64)
    return smallest(array) if array.min(initial=0) >= 0 else array


def _argsort(texts: Sequence[str]) -> list[int]:
    return sorted(range(len(texts)), key=texts.__getitem__)


def _recency_ranks(columns: Columns) -> Array:
    """The place of each document in the order of `index.engine`: date descending, issue, position, id."""
    listed = list(
        zip([-day for day in columns.days], columns.issues, columns.ranks, columns.ids, strict=True)
    )
    places = np.empty(len(listed), np.int64)
    places[sorted(range(len(listed)), key=listed.__getitem__)] = np.arange(len(listed))
    return places
