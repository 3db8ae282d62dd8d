"""A batch of documents: the inversion of its text fields into posting lists, and its texts compressed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar import columns, inverter
from index.columnar.inverter import PostingLists
from index.columnar.lexicon import Lexicon
from index.columnar.term_dictionary import encode_utf8
from index.columnar.token_ids import ChunkTokenizer
from index.fields import TEXT_FIELDS

_MAX_CHUNKS = 1_000_000
"""With more distinct chunks of text in its memory an inverter is not used for another segment."""

_FREED_BYTES = 31 << 20


@dataclass(frozen=True, slots=True)
class InvertedBatch:
    """The number of documents, their texts in compressed blocks, and the posting lists of each text field.

    `fields` has an entry for each of TEXT_FIELDS, in their order. Words and stems are numbered as in the
    lexicon of the inverter that made the batch.
    """

    documents: int
    blocks: list[bytes]
    fields: list[PostingLists]


class BatchInverter:
    """Inverts batches; all of them share one lexicon."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self._tokenizer = ChunkTokenizer(self.lexicon)

    def invert(self, texts: Sequence[str]) -> InvertedBatch:
        """Invert the texts of documents: for each document in turn those of TEXT_FIELDS, in their order."""
        coded = list(map(encode_utf8, texts))
        fields = [
            inverter.invert(*self._tokenizer.tokens(coded[place :: len(TEXT_FIELDS)]), self.lexicon)
            for place in range(len(TEXT_FIELDS))
        ]
        step = columns.BLOCK_DOCS * len(TEXT_FIELDS)
        blocks = [columns.compress_texts(coded[start : start + step]) for start in range(0, len(coded), step)]
        return InvertedBatch(len(coded) // len(TEXT_FIELDS), blocks, fields)

    @property
    def is_full(self) -> bool:
        """Whether the next segment should start with a new inverter, to bound the memory taken."""
        return len(self._tokenizer) > _MAX_CHUNKS


def retain_freed_memory() -> None:
    """Make the C library keep memory freed by one batch for the next: a tenth of the time of many batches.

    glibc raises the size from which blocks are returned to the system to that of the largest block freed so
    far, if this is less than 32 MB; so a block of nearly that size is freed. Other libraries do not care.
    """
    np.empty(_FREED_BYTES, np.uint8)
