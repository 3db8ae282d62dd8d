"""Whoosh's codec for columnar segments: the entry of a segment in a table of contents, and its readers.

A table of contents pickles `ColumnarSegment` by module path and name: both are part of the format.
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
from index.evaluator.docset import Mask

EXTENSION = ".seg"


class ColumnarSegment(WhooshSegment):
    """The entry of a segment: its id, its number of documents, and a bit for each that is deleted."""

    def __init__(self, indexname: str, documents: int = 0) -> None:
        super().__init__(indexname)  # type: ignore[no-untyped-call]
        self._documents = documents
        self._deleted = b""

    def codec(self) -> "ColumnarCodec":
        """The codec that reads the segment."""
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        """False: a segment is a single file, which Whoosh need not assemble."""
        return False

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._documents

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of documents."""
        self._documents = doccount

    def live(self) -> Mask:
        """A mask of the documents that are not deleted."""
        if not self._deleted:
            return np.ones(self._documents, np.bool_)
        bits = np.unpackbits(np.frombuffer(self._deleted, np.uint8), count=self._documents)
        live: Mask = bits == 0
        return live

    def with_live(self, live: Mask) -> "ColumnarSegment":
        """A copy of the entry with exactly these documents live."""
        made = copy(self)
        made._deleted = b"" if live.all() else np.packbits(~live).tobytes()
        return made

    def file(self) -> str:
        """The name of the segment's file."""
        return f"{self.indexname}_{self.segid}{EXTENSION}"

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return self._documents - int(self.live().sum())

    def deleted_docs(self) -> set[int]:
        """The numbers of the deleted documents."""
        return set(np.flatnonzero(~self.live()).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return not self.live()[docnum]

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or restore it; KeyError where there is no such document."""
        if not 0 <= docnum < self._documents:
            raise KeyError(f"no document {docnum} in segment {self.segid}")
        live = self.live()
        live[docnum] = not delete
        self._deleted = self.with_live(live)._deleted


class ColumnarCodec(Codec):
    """Reads segments; `index.engines.whoosh.writer` writes them, many documents at once."""

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> DocumentReader:
        """The reader of a segment's documents."""
        return DocumentReader(open_segment(storage, segment), segment)

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> TermReader:
        """The reader of a segment's terms."""
        return TermReader(open_segment(storage, segment))

    def new_segment(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse Whoosh's own writer, which adds documents one by one."""
        raise NotImplementedError("a columnar index is written by WhooshEngine, not by Whoosh's own writer")

    per_document_writer = field_writer = postings_writer = postings_reader = new_segment


def open_segment(storage: Any, segment: Any) -> Segment:
    """Open the file of a segment."""
    return Segment(Path(storage.folder) / segment.file())
