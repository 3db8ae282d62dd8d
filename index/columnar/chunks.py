"""Analysis without an object a token: the words of a text as numbers, by way of chunks.

No word spans a character of ASCII that is not a letter, a digit, a dot or an apostrophe, and nothing beyond
it bears on what a word is; nor does the case of ASCII letters. So texts, as UTF-8 bytes, are evened out and
cut there, many at once, and each distinct chunk is analyzed once, by `index.analysis` itself.
"""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.columnar.container import Array
from index.columnar.slots import Numbers, Slots
from index.columnar.vocabulary import encode

_KEPT = 1_000_000
"""How many distinct chunks are remembered at most from one segment to the next."""

_KEEPING = frozenset(b".'") | frozenset(range(128, 256))
_EVEN = bytes(c if c in _KEEPING or chr(c).isalnum() else 32 for c in range(256)).lower()
"""What each byte becomes: upper case lower, and what ends a word a space."""


class Chunks(dict[bytes, int]):
    """Distinct chunks of text, numbered, and the numbers of the words in each."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._inside = array("I")
        self._sizes = array("I")
        self._slots = Slots(self.__getitem__)

    def of(self, texts: Sequence[str]) -> tuple[Numbers, NDArray[np.int64]]:
        """The numbers of the chunks of texts, one after another, and how many each has."""
        return self._slots.numbers([encode(text).translate(_EVEN) for text in texts])

    def tables(self) -> tuple[Array, Array]:
        """How many words each chunk has, and the numbers of the words, chunk after chunk."""
        return np.array(self._sizes, np.uint32), np.array(self._inside, np.uint32)

    @property
    def full(self) -> bool:
        """Whether it is time to begin afresh."""
        return len(self) > _KEPT

    def __missing__(self, chunk: bytes) -> int:
        words = analysis.words(chunk.decode("utf-8", "surrogatepass"))
        for word in words:
            number = self._numbers.get(word)
            if number is None:
                number = self._numbers[word] = len(self.words)
                self.words.append(word)
            self._inside.append(number)
        self._sizes.append(len(words))
        self[chunk] = number = len(self._sizes) - 1
        return number
