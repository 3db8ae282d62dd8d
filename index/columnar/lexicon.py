"""Words and their stems, numbered in the order in which they are first seen."""

from array import array

import numpy as np
from numpy.typing import NDArray

from index import analysis


class Lexicon:
    """The words of texts that are read one after another; what it knows of a word never changes.

    `stem_of` has the number of each word's stem. Of each stem, `several` says whether more than one word
    that was seen so far has it, and `first` which was the first. These are views, to be let go of before the
    next word is added.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.stems: list[str] = []
        self._numbers: dict[str, int] = {}
        self._stem_numbers: dict[str, int] = {}
        self._stem_of = array("I")
        self._first = array("I")
        self._several = bytearray()

    def number(self, word: str) -> int:
        """The number of a word, which may be a new one."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number

    @property
    def stem_of(self) -> NDArray[np.uint32]:
        """By word: its stem."""
        self._stem()
        return np.frombuffer(self._stem_of, np.uint32)

    @property
    def first(self) -> NDArray[np.uint32]:
        """By stem: the first word."""
        self._stem()
        return np.frombuffer(self._first, np.uint32)

    @property
    def several(self) -> NDArray[np.bool_]:
        """By stem: whether several words have it."""
        self._stem()
        view: NDArray[np.bool_] = np.frombuffer(self._several, np.bool_)
        return view

    def _stem(self) -> None:
        """Stem the words that came since this was last done."""
        for word, stem in enumerate(analysis.stems(self.words[len(self._stem_of) :]), len(self._stem_of)):
            number = self._stem_numbers.setdefault(stem, len(self.stems))
            self._stem_of.append(number)
            if number < len(self.stems):
                self._several[number] = True
            else:
                self.stems.append(stem)
                self._first.append(word)
                self._several.append(False)
