"""Analysis without an object a token: the words of a text as numbers, by way of chunks.

No word spans white space (nor, in ASCII, any character but letters, digits, dots and apostrophes), and
nothing beyond it bears on what a word is. So a text is cut there with one call, and each distinct chunk is
analyzed once, by `index.analysis` itself: the words cannot differ from its.
"""

from array import array

import numpy as np

from index import analysis
from index.columnar.container import Array

_KEPT = 1_000_000
"""How many distinct chunks are remembered at most from one segment to the next."""

_ASCII = {i: chr(i).lower() if chr(i).isalnum() or chr(i) in ".'" else " " for i in range(128)}


class Chunks(dict[str, int]):
    """Distinct chunks of text, numbered, and the numbers of the words in each."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._inside = array("I")
        self._sizes = array("I")

    def of(self, text: str, into: "array[int]") -> int:
        """Append the numbers of a text's chunks; how many there were."""
        parts = text.translate(_ASCII).split() if text.isascii() else text.split()
        into.extend(map(self.__getitem__, parts))
        return len(parts)

    def tables(self) -> tuple[Array, Array]:
        """How many words each chunk has, and the numbers of the words, chunk after chunk."""
        return np.array(self._sizes, np.uint32), np.array(self._inside, np.uint32)

    @property
    def full(self) -> bool:
        """Whether it is time to begin afresh."""
        return len(self) > _KEPT

    def __missing__(self, chunk: str) -> int:
        words = analysis.words(chunk)
        for word in words:
            number = self._numbers.get(word)
            if number is None:
                number = self._numbers[word] = len(self.words)
                self.words.append(word)
            self._inside.append(number)
        self._sizes.append(len(words))
        self[chunk] = number = len(self._sizes) - 1
        return number
