"""The words of all texts seen so far and their stems, numbered in the order in which they are first seen."""

from array import array

import numpy as np
from numpy.typing import NDArray

from index import analysis


class Lexicon:
    """Words and stems by number; the number and the stem of a word never change.

    `words` and `stems` list them. `stem_of`, `is_shared` and `first_word` are views of buffers, which must be
    released before the next word is added.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.stems: list[str] = []
        self._numbers: dict[str, int] = {}
        self._stem_numbers: dict[str, int] = {}
        self._stem_of = array("I")
        self._first_word = array("I")
        self._is_shared = bytearray()

    def number(self, word: str) -> int:
        """The number of a word; a new word gets the next one."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number

    @property
    def stem_of(self) -> NDArray[np.uint32]:
        """By word: the number of its stem."""
        self._stem_new_words()
        return np.frombuffer(self._stem_of, np.uint32)

    @property
    def first_word(self) -> NDArray[np.uint32]:
        """By stem: the first word seen that has it."""
        self._stem_new_words()
        return np.frombuffer(self._first_word, np.uint32)

    @property
    def is_shared(self) -> NDArray[np.bool_]:
        """By stem: whether more than one word seen has it."""
        self._stem_new_words()
        view: NDArray[np.bool_] = np.frombuffer(self._is_shared, np.bool_)
        return view

    def _stem_new_words(self) -> None:
        """Stem the words added since the last call."""
        for word, stem in enumerate(analysis.stems(self.words[len(self._stem_of) :]), len(self._stem_of)):
            number = self._stem_numbers.setdefault(stem, len(self.stems))
            self._stem_of.append(number)
            if number < len(self.stems):
                self._is_shared[number] = True
            else:
                self.stems.append(stem)
                self._first_word.append(word)
                self._is_shared.append(False)
