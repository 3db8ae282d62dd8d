"""Texts to the numbers of their words, without an object for each token.

Texts are normalised as UTF-8 bytes and cut into chunks, many at once, and each distinct chunk is analysed
once by `index.analysis`. A text may be cut at every ASCII character but letters, digits, dots and
apostrophes: no word spans one, and no word depends on what is beyond it or on the case of ASCII letters. Most
chunks are one word; the code of such a chunk is the word's number. Other chunks have codes from
`_FIRST_MULTI_WORD` on.
"""

from array import array
from collections.abc import Sequence

import numpy as np

from index import analysis
from index.columnar.arrays import Ints, offsets, ranges
from index.columnar.lexicon import Lexicon
from index.columnar.token_hash import Codes, TokenHashTable

_FIRST_MULTI_WORD = 1 << 31

_WORD_BYTES = frozenset(b".'") | frozenset(range(128, 256))
_NORMALIZED_BYTES = bytes(c if c in _WORD_BYTES or chr(c).isalnum() else 32 for c in range(256)).lower()
"""What each byte is replaced by: a capital by its small letter, a byte that ends a chunk by a space."""


class ChunkTokenizer(dict[bytes, int]):
    """The codes of distinct chunks of text; a new chunk is analysed when it is looked up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._multi_words = array("I")
        self._multi_word_offsets = array("I", [0])
        self._table = TokenHashTable(self.__getitem__)

    def tokens(self, texts: Sequence[bytes]) -> tuple[Codes, Ints]:
        """The numbers of the words of UTF-8 texts, text after text, and the number of words of each text."""
        codes, counts = self._table.codes(texts, _NORMALIZED_BYTES)
        multi = codes >= _FIRST_MULTI_WORD
        return self._expand(codes, counts, multi) if multi.any() else (codes, counts)

    def _expand(self, codes: Codes, counts: Ints, multi: np.ndarray) -> tuple[Codes, Ints]:
        """Replace chunks that are not one word (`multi`) by their words, of which there may be none."""
        words = np.frombuffer(self._multi_words, np.uint32)
        borders = np.frombuffer(self._multi_word_offsets, np.uint32)
        chunks = codes[multi] - np.uint32(_FIRST_MULTI_WORD)
        starts = borders[chunks].astype(np.int64)
        sizes = np.ones(len(codes), np.int64)
        sizes[multi] = borders[chunks + np.uint32(1)] - starts
        tokens = np.repeat(codes, sizes)
        tokens[np.repeat(multi, sizes)] = words[ranges(starts, sizes[multi])]
        return tokens, np.diff(offsets(sizes)[offsets(counts)])

    def __missing__(self, chunk: bytes) -> int:
        if chunk.isalnum():  # of bytes, this is true for ASCII only
            self[chunk] = code = self._lexicon.number(chunk[: analysis.MAX_WORD_LENGTH].decode("ascii"))
            return code
        words = analysis.words(chunk.decode("utf-8", "surrogatepass"))
        numbers = [self._lexicon.number(word) for word in words]
        if len(numbers) == 1:
            code = numbers[0]
        else:
            code = _FIRST_MULTI_WORD + len(self._multi_word_offsets) - 1
            self._multi_words.extend(numbers)
            self._multi_word_offsets.append(len(self._multi_words))
        self[chunk] = code
        return code
