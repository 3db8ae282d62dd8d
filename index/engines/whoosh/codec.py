"""The codec as Whoosh knows it: its kind of segment, and what reads one.

Tables of contents name `ColumnarSegment` by its module path: path and name are part of the format.
"""

from copy import copy
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from whoosh.codec.base import Codec
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.filedb.filestore import FileStorage

from index.columnar.segment import Segment
from index.engines.whoosh.stored_documents import DocumentReader
from index.engines.whoosh.term_reader import TermReader
from index.evaluator.segments import Mask

EXTENSION = ".seg"


class ColumnarSegment(WhooshSegment):
    """Which segment it is, how many documents it has, and a bit for each of them that is deleted."""

    def __init__(self, indexname: str, documents: int = 0) -> None:
        super().__init__(indexname)  # type: ignore[no-untyped-call]
        self._documents = documents
        self._deleted = b""

    def codec(self) -> "ColumnarCodec":
        """What reads it."""
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        """It is one file as it is."""
        return False

    def doc_count_all(self) -> int:
        """How many documents it has, deleted ones included."""
        return self._documents

    def set_doc_count(self, doccount: int) -> None:
        """Say how many documents it has."""
        self._documents = doccount

    def live(self) -> Mask:
        """Which documents are not deleted."""
        if not self._deleted:
            return np.ones(self._documents, np.bool_)
        bits = np.unpackbits(np.frombuffer(self._deleted, np.uint8), count=self._documents)
        live: Mask = bits == 0
        return live

    def with_live(self, live: Mask) -> "ColumnarSegment":
        """The same segment with these documents not deleted."""
        made = copy(self)
        made._deleted = b"" if live.all() else np.packbits(~live).tobytes()
        return made

    def file(self) -> str:
        """The name of its file."""
        return f"{self.indexname}_{self.segid}{EXTENSION}"

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return self._documents - int(self.live().sum())

    def deleted_docs(self) -> set[int]:
        """The deleted documents."""
        return set(np.flatnonzero(~self.live()).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return not self.live()[docnum]

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or take that back; KeyError where there is no such document."""
        if not 0 <= docnum < self._documents:
            raise KeyError(f"no document {docnum} in segment {self.segid}")
        live = self.live()
        live[docnum] = not delete
        self._deleted = self.with_live(live)._deleted


class ColumnarCodec(Codec):
    """Reads segments; they are written by `index.engines.whoosh.writer`, many documents at once."""

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> DocumentReader:
        """What reads a segment's documents."""
        return DocumentReader(open_segment(storage, segment), segment)

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> TermReader:
        """What reads a segment's terms."""
        return TermReader(open_segment(storage, segment))

    def new_segment(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse Whoosh's own writer: it brings documents one by one."""
        raise NotImplementedError("a columnar index is written by WhooshEngine, not by Whoosh's own writer")

    per_document_writer = field_writer = postings_writer = postings_reader = new_segment


def open_segment(storage: Any, segment: Any) -> Segment:
    """The arrays of a segment in a folder."""
    return Segment(Path(storage.folder) / segment.file())
