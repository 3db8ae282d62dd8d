"""The segment writer: inverts documents batch by batch, and writes a segment as soon as it is full."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.columnar.arrays import Array
from index.columnar.batch import BatchInverter, InvertedBatch, retain_freed_memory
from index.columnar.document_buffer import DocumentBuffer
from index.columnar.helper_process import HelperProcess, cpu_count
from index.columnar.inverter import MAX_SEGMENT_DOCS
from index.documents import IndexDocument

BATCH_DOCS = 1024
"""How many documents are inverted together: few enough for their arrays to stay in the cache."""

MAX_BATCH_CHARACTERS = 2_000_000
"""A batch with so many characters of text is complete, however few documents it has."""

MIN_HELPED_DOCS = 4096
"""A second process is not worth its start for fewer documents."""

WriteSegment = Callable[[Mapping[str, Array]], None]


class SegmentWriter:
    """Turns documents into segments, which are handed to `write` as arrays; a context manager."""

    def __init__(self, write: WriteSegment) -> None:
        self._write = write
        self._helper: HelperProcess | None = None
        self._may_be_helped = False
        self._inverter = BatchInverter()
        self._buffer = DocumentBuffer()
        self._inverted: list[InvertedBatch | None] = []  # None: the helper has the batch
        self._batch: list[IndexDocument] = []
        self._characters = 0
        self._batch_docs = BATCH_DOCS

    def __enter__(self) -> "SegmentWriter":
        return self

    def __exit__(self, *_: object) -> None:
        if self._helper:
            self._helper.close()

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents. OSError if a segment cannot be written or the helper process has stopped."""
        for document in documents:
            self._batch.append(document)
            self._characters += sum(map(len, document.texts.values()))
            if len(self._batch) >= self._batch_docs or self._characters >= MAX_BATCH_CHARACTERS:
                self._flush_batch()

    def finish(self) -> None:
        """Write the documents that are in no segment yet, if there are any. OSError as for `add`."""
        self._flush_batch()
        if len(self._buffer):
            lexicon = self._inverter.lexicon
            helped = self._helper.batches(lexicon) if self._helper else iter(())
            batches = [batch or next(helped) for batch in self._inverted]
            self._write(self._buffer.arrays(batches, lexicon))
        self._inverter = BatchInverter() if self._inverter.is_full else self._inverter
        self._buffer, self._inverted = DocumentBuffer(), []

    def _flush_batch(self) -> None:
        if not self._batch:
            return
        batch, self._batch, self._characters = self._batch, [], 0
        texts = self._buffer.add(batch)
        self._inverted.append(None if self._sent_to_helper(texts) else self._inverter.invert(texts))
        if self._buffer.is_full:
            self.finish()
        # A batch must not take a segment beyond its limit.
        self._batch_docs = min(BATCH_DOCS, MAX_SEGMENT_DOCS - len(self._buffer))

    def _sent_to_helper(self, texts: Sequence[str]) -> bool:
        """Whether the helper process takes these texts; it is started once there are enough documents."""
        if not self._may_be_helped and len(self._buffer) >= MIN_HELPED_DOCS:
            self._may_be_helped = True
            retain_freed_memory()
            self._helper = HelperProcess() if cpu_count() > 1 else None
        return self._helper is not None and self._helper.try_send(texts)
