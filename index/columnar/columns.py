"""What a segment holds of its documents beside postings, from lists to arrays.

    ids, ids_at, by_id            each document's id; the documents in the order of their ids
    issues, issues_at, issue      the issues' ids, sorted; the number of each document's
    days, ranks                   date as an ordinal; position in the issue
    newest                        the place of each document, newest first
    fingerprints, fingerprints_at
    texts, texts_at               the text fields of a document, compressed
    FACET.values, FACET.values_at, FACET.starts, FACET.numbers
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.container import Array
from index.columnar.vocabulary import encode, packed, smallest
from index.fields import TEXT_FIELDS

_LENGTHS = struct.Struct(f"<{len(TEXT_FIELDS)}I")
_LEVEL = 1
"""Compression of texts: quick, and hardly larger on texts this short."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet's values, sorted; how many each document carries; their numbers, document after document."""

    values: Sequence[str]
    sizes: Array
    numbers: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """What documents have, each list in their order; `texts` are squeezed ones."""

    ids: Sequence[str]
    issues: Sequence[str]
    days: Sequence[int]
    ranks: Sequence[int]
    fingerprints: Sequence[str]
    texts: Sequence[bytes]
    facets: Mapping[str, Facet]


def arrays(columns: Columns) -> dict[str, Array]:
    """The columns as the arrays that a segment's file has."""
    ids, ids_at = packed(columns.ids)
    issues = sorted(set(columns.issues))
    number_of = {issue: number for number, issue in enumerate(issues)}
    issues_blob, issues_at = packed(issues)
    fingerprints, fingerprints_at = packed(columns.fingerprints)
    made = {
        "ids": ids,
        "ids_at": ids_at,
        "by_id": smallest(np.array(_order(columns.ids), np.int64)),
        "issues": issues_blob,
        "issues_at": issues_at,
        "issue": smallest(np.array([number_of[issue] for issue in columns.issues], np.int64)),
        "days": np.array(columns.days, np.int32),
        "ranks": np.array(columns.ranks, np.int64),
        "newest": smallest(_newest(columns)),
        "fingerprints": fingerprints,
        "fingerprints_at": fingerprints_at,
        "texts": np.frombuffer(b"".join(columns.texts), np.uint8),
        "texts_at": _ends([len(text) for text in columns.texts]),
    }
    for name, facet in columns.facets.items():
        values, values_at = packed(facet.values)
        made[f"{name}.values"], made[f"{name}.values_at"] = values, values_at
        made[f"{name}.starts"] = _ends(facet.sizes).astype(np.int32)
        made[f"{name}.numbers"] = smallest(facet.numbers)
    return made


def squeezed(texts: Sequence[str]) -> bytes:
    """The texts of the text fields of `index.fields`, in its order, in few bytes."""
    coded = [encode(text) for text in texts]
    return zlib.compress(_LENGTHS.pack(*map(len, coded)) + b"".join(coded), _LEVEL)


def unsqueezed(data: bytes) -> dict[str, str]:
    """The texts by their fields' names; zlib.error or ValueError where the bytes have changed."""
    plain = zlib.decompress(data)
    place, texts = _LENGTHS.size, {}
    for field, length in zip(TEXT_FIELDS, _LENGTHS.unpack(plain[:place]), strict=True):
        texts[field.name] = plain[place : place + length].decode("utf-8", "surrogatepass")
        place += length
    return texts


def _ends(sizes: Array | Sequence[int]) -> Array:
    ends = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    return smallest(ends)


def _order(texts: Sequence[str]) -> list[int]:
    return sorted(range(len(texts)), key=texts.__getitem__)


def _newest(columns: Columns) -> Array:
    """The place of each document in the order of `index.engine`: date descending, issue, position, id."""
    listed = list(zip([-day for day in columns.days], columns.issues, columns.ranks, columns.ids, strict=True))
    places = np.empty(len(listed), np.int64)
    places[sorted(range(len(listed)), key=listed.__getitem__)] = np.arange(len(listed))
    return places
