"""Whoosh's reader of the documents of a segment."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader

from index.columnar.segment import Segment
from index.fields import TEXT_FIELDS

_FIELDS = frozenset(field.name for field in TEXT_FIELDS)


class DocumentReader(PerDocumentReader):
    """Stored fields, lengths and deletions; there are none of Whoosh's own columns."""

    def __init__(self, segment: Segment, part: Any) -> None:
        self._segment = segment
        self._part = part
        self._live = part.live()
        self._deleted = frozenset(np.flatnonzero(~self._live).tolist())

    def doc_count(self) -> int:
        """The number of live documents."""
        return self._segment.size - len(self._deleted)

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._segment.size

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted; Whoosh asks about the number after the last one, too."""
        return docnum in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        """The numbers of the deleted documents."""
        return self._deleted

    def all_doc_ids(self) -> Iterator[int]:
        """The numbers of the live documents."""
        return iter(np.flatnonzero(self._live).tolist())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The number of tokens of a document in a text field."""
        return int(self._segment.lengths(fieldname)[docnum]) if fieldname in _FIELDS else default

    def field_length(self, fieldname: str) -> int:
        """The number of tokens of all documents in a text field."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """The smallest number of tokens of a document in a field."""
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """The largest number of tokens of a document in a field."""
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """A document's texts, id, issue, date and position in its issue."""
        doc = np.array([docnum])
        day, issue, rank, id_ = self._segment.sort_keys(doc)[0]
        stored = {"id": id_, "issue": issue, "day": date.fromordinal(-day), "rank": rank}
        return {**stored, **self._segment.texts(docnum)}

    def _lengths(self, field: str) -> Any:
        return self._segment.lengths(field) if field in _FIELDS else np.zeros(1, np.uint8)
