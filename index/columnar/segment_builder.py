"""Building segments from documents: a batch at a time, each segment written as soon as it is full."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.columnar.batch import Digest, Digester, keep_memory
from index.columnar.container import Array
from index.columnar.document_buffer import Gathering
from index.columnar.helper_process import Helper, cores
from index.columnar.inverter import DOCUMENTS
from index.documents import IndexDocument

BATCH = 1024
"""So many documents are digested together, fewer where they are long: arrays that stay in the cache."""

CHARACTERS = 2_000_000
"""A batch is complete with so many characters of text, too."""

HELPED = 4096
"""Fewer documents are not worth a second process."""

Write = Callable[[Mapping[str, Array]], None]


class Builder:
    """Gathers documents and writes each segment as soon as it is full; to be used as a context."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._helper: Helper | None = None
        self._many = False
        self._digester = Digester()
        self._gathering = Gathering()
        self._digests: list[Digest | None] = []
        self._batch: list[IndexDocument] = []
        self._characters = 0
        self._room = BATCH

    def __enter__(self) -> "Builder":
        return self

    def __exit__(self, *_: object) -> None:
        if self._helper:
            self._helper.close()

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Take documents. OSError where they cannot be written, or where a second process has stopped."""
        for document in documents:
            self._batch.append(document)
            self._characters += sum(map(len, document.texts.values()))
            if len(self._batch) >= self._room or self._characters >= CHARACTERS:
                self._take()

    def finish(self) -> None:
        """Write what is gathered, if anything."""
        self._take()
        if len(self._gathering):
            lexicon = self._digester.lexicon
            others = self._helper.digests(lexicon) if self._helper else iter(())
            digests = [digest or next(others) for digest in self._digests]
            self._write(self._gathering.arrays(digests, lexicon))
        self._digester = Digester() if self._digester.full else self._digester
        self._gathering, self._digests = Gathering(), []

    def _take(self) -> None:
        if not self._batch:
            return
        batch, self._batch, self._characters = self._batch, [], 0
        texts = self._gathering.add(batch)
        self._digests.append(None if self._helped(texts) else self._digester.digest(texts))
        if self._gathering.full:
            self.finish()
        self._room = min(BATCH, DOCUMENTS - len(self._gathering))  # so that no segment gets too many

    def _helped(self, texts: Sequence[str]) -> bool:
        """Whether a second process takes these texts. It is started once there are enough documents."""
        if not self._many and len(self._gathering) >= HELPED:
            self._many = True
            keep_memory()
            self._helper = Helper() if cores() > 1 else None
        return self._helper is not None and self._helper.takes(texts)
