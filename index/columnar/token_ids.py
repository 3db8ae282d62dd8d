"""Analysis without an object a token: the words of a text as numbers, by way of chunks.

No word spans a character of ASCII that is not a letter, a digit, a dot or an apostrophe, and nothing beyond
it bears on what a word is; nor does the case of ASCII letters. So texts, as UTF-8 bytes, are evened out and
cut there, many at once, and each distinct chunk is analyzed once, by `index.analysis` itself. Most chunks are
one word and have its number; the others have numbers from `_OTHERS` on.
"""

from array import array
from collections.abc import Sequence

import numpy as np

from index import analysis
from index.columnar.container import Ints, offsets, ranges
from index.columnar.lexicon import Lexicon
from index.columnar.token_hash import Codes, TokenHashTable

_FIRST_MULTI_WORD = 1 << 31

_WORD_BYTES = frozenset(b".'") | frozenset(range(128, 256))
_NORMALIZED_BYTES = bytes(c if c in _WORD_BYTES or chr(c).isalnum() else 32 for c in range(256)).lower()
"""What each byte becomes: upper case lower, and what ends a word a space."""


class ChunkTokenizer(dict[bytes, int]):
    """The numbers of distinct chunks of text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._inside = array("I")
        self._ends = array("I", [0])
        self._slots = TokenHashTable(self.__getitem__)

    def tokens(self, texts: Sequence[bytes]) -> tuple[Codes, Ints]:
        """The numbers of the words of texts in UTF-8, text after text, and how many each has."""
        codes, counts = self._slots.codes(texts, _NORMALIZED_BYTES)
        others = codes >= _FIRST_MULTI_WORD
        return self._spread(codes, counts, others) if others.any() else (codes, counts)

    def _spread(self, codes: Codes, counts: Ints, others: np.ndarray) -> tuple[Codes, Ints]:
        """The same with the words of chunks that are not one word each."""
        inside, borders = np.frombuffer(self._inside, np.uint32), np.frombuffer(self._ends, np.uint32)
        chosen = codes[others] - np.uint32(_FIRST_MULTI_WORD)
        starts = borders[chosen].astype(np.int64)
        sizes = np.ones(len(codes), np.int64)
        sizes[others] = borders[chosen + np.uint32(1)] - starts
        tokens = np.repeat(codes, sizes)
        tokens[np.repeat(others, sizes)] = inside[ranges(starts, sizes[others])]
        return tokens, np.diff(offsets(sizes)[offsets(counts)])

    def __missing__(self, chunk: bytes) -> int:
        if chunk.isalnum():  # of ASCII, for bytes
            self[chunk] = code = self._lexicon.number(chunk[: analysis.MAX_WORD_LENGTH].decode("ascii"))
            return code
        words = analysis.words(chunk.decode("utf-8", "surrogatepass"))
        numbers = [self._lexicon.number(word) for word in words]
        if len(numbers) == 1:
            code = numbers[0]
        else:
            code = _FIRST_MULTI_WORD + len(self._ends) - 1
            self._inside.extend(numbers)
            self._ends.append(len(self._inside))
        self[chunk] = code
        return code
