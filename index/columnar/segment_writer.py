"""Building segments from documents: a batch at a time, each segment written as soon as it is full."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.columnar.batch import BatchInverter, InvertedBatch, retain_freed_memory
from index.columnar.container import Array
from index.columnar.document_buffer import DocumentBuffer
from index.columnar.helper_process import HelperProcess, cpu_count
from index.columnar.inverter import MAX_SEGMENT_DOCS
from index.documents import IndexDocument

BATCH_DOCS = 1024
"""So many documents are digested together, fewer where they are long: arrays that stay in the cache."""

MAX_BATCH_CHARACTERS = 2_000_000
"""A batch is complete with so many characters of text, too."""

MIN_HELPED_DOCS = 4096
"""Fewer documents are not worth a second process."""

WriteSegment = Callable[[Mapping[str, Array]], None]


class SegmentWriter:
    """Gathers documents and writes each segment as soon as it is full; to be used as a context."""

    def __init__(self, write: WriteSegment) -> None:
        self._write = write
        self._helper: HelperProcess | None = None
        self._many = False
        self._digester = BatchInverter()
        self._gathering = DocumentBuffer()
        self._digests: list[InvertedBatch | None] = []
        self._batch: list[IndexDocument] = []
        self._characters = 0
        self._room = BATCH_DOCS

    def __enter__(self) -> "SegmentWriter":
        return self

    def __exit__(self, *_: object) -> None:
        if self._helper:
            self._helper.close()

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Take documents. OSError where they cannot be written, or where a second process has stopped."""
        for document in documents:
            self._batch.append(document)
            self._characters += sum(map(len, document.texts.values()))
            if len(self._batch) >= self._room or self._characters >= MAX_BATCH_CHARACTERS:
                self._take()

    def finish(self) -> None:
        """Write what is gathered, if anything."""
        self._take()
        if len(self._gathering):
            lexicon = self._digester.lexicon
            others = self._helper.digests(lexicon) if self._helper else iter(())
            digests = [digest or next(others) for digest in self._digests]
            self._write(self._gathering.arrays(digests, lexicon))
        self._digester = BatchInverter() if self._digester.full else self._digester
        self._gathering, self._digests = DocumentBuffer(), []

    def _take(self) -> None:
        if not self._batch:
            return
        batch, self._batch, self._characters = self._batch, [], 0
        texts = self._gathering.add(batch)
        self._digests.append(None if self._helped(texts) else self._digester.digest(texts))
        if self._gathering.full:
            self.finish()
        self._room = min(
            BATCH_DOCS, MAX_SEGMENT_DOCS - len(self._gathering)
        )  # so that no segment gets too many

    def _helped(self, texts: Sequence[str]) -> bool:
        """Whether a second process takes these texts. It is started once there are enough documents."""
        if not self._many and len(self._gathering) >= MIN_HELPED_DOCS:
            self._many = True
            retain_freed_memory()
            self._helper = HelperProcess() if cpu_count() > 1 else None
        return self._helper is not None and self._helper.takes(texts)
