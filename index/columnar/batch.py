"""What a batch of documents comes to: its texts compressed, and the postings of each text field."""

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
"""How many distinct chunks are remembered at most from one segment to the next."""

_FREED_BYTES = 31 << 20


@dataclass(frozen=True, slots=True)
class InvertedBatch:
    """How many documents a batch has, their texts in compressed blocks, their postings by text field."""

    documents: int
    blocks: list[bytes]
    fields: list[PostingLists]


class BatchInverter:
    """Digests batches, and knows the words of all of them."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self._chunks = ChunkTokenizer(self.lexicon)

    def digest(self, texts: Sequence[str]) -> InvertedBatch:
        """Digest the texts of documents, those of `index.fields` in its order for each."""
        coded = list(map(encode_utf8, texts))
        fields = [
            inverter.invert(*self._chunks.tokens(coded[place :: len(TEXT_FIELDS)]), self.lexicon)
            for place in range(len(TEXT_FIELDS))
        ]
        step = columns.BLOCK_DOCS * len(TEXT_FIELDS)
        blocks = [columns.compress_texts(coded[start : start + step]) for start in range(0, len(coded), step)]
        return InvertedBatch(len(coded) // len(TEXT_FIELDS), blocks, fields)

    @property
    def full(self) -> bool:
        """Whether it is time to begin afresh with another."""
        return len(self._chunks) > _MAX_CHUNKS


def retain_freed_memory() -> None:
    """Have this process keep what one batch frees for the next, which saves a tenth of the time of many.

    The usual C library gives memory back as soon as twice the size of the largest block freed so far lies
    unused, and looks at blocks of less than 32 MB for this; so one of that size is freed. Others do not care.
    """
    np.empty(_FREED_BYTES, np.uint8)
