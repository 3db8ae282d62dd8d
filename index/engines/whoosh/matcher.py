"""Whoosh's matcher over a posting list that is held in arrays."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, ReadTooFar

from index.columnar.arrays import Array
from index.evaluator.segments import Occurrences


class ArrayMatcher(LeafMatcher):
    """Steps through a posting list; the whole list is one block."""

    def __init__(
        self,
        term: tuple[str, bytes],
        occurrences: Occurrences,
        frequencies: Array,
        lengths: Array,
        format_: Any,
        scorer: Any,
    ) -> None:
        self._term = term
        self._occurrences = occurrences
        self._frequencies = frequencies
        self._lengths = lengths
        self._ends = np.cumsum(frequencies, dtype=np.int64)
        self.format = format_
        self.scorer = scorer
        self._index = 0

    def is_active(self) -> bool:
        """Whether the matcher is at a posting, not after the last."""
        return self._index < len(self._occurrences.docs)

    def reset(self) -> None:
        """Go to the first posting."""
        self._index = 0

    def copy(self) -> "ArrayMatcher":
        """A copy at the same posting."""
        copied = ArrayMatcher(
            self._term, self._occurrences, self._frequencies, self._lengths, self.format, self.scorer
        )
        copied._index = self._index
        return copied

    def id(self) -> int:
        """The current document."""
        return int(self._occurrences.docs[self._index])

    def all_ids(self) -> Iterator[int]:
        """The documents from the current one on."""
        return iter(self._occurrences.docs[self._index :].tolist())

    def next(self) -> None:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._index += 1

    def skip_to(self, id: int) -> None:  # noqa: A002
        """Go to the first posting whose document is `id` or a later one."""
        if not self.is_active():
            raise ReadTooFar
        ahead = self._occurrences.docs[self._index :]
        self._index += int(np.searchsorted(ahead, np.asarray(max(id, 0), np.int64)))

    def skip_to_quality(self, minquality: float) -> int:
        """Skip the block if its best posting is below this quality; the number of blocks skipped."""
        if self.block_quality() > minquality:  # type: ignore[no-untyped-call]
            return 0
        self._index = len(self._occurrences.docs)
        return 1

    def weight(self) -> float:
        """The frequency of the term in the current document."""
        return float(self._frequencies[self._index])

    def value(self) -> bytes:
        """The current posting, encoded as the field's format does."""
        holds = self._positions() if self.format.supports("positions") else int(self.weight())
        coded: bytes = self.format.encode(holds)
        return coded

    def value_as(self, astype: str) -> Any:
        """The current posting as `astype`, such as positions."""
        if astype == "positions" and self.format.supports(astype):
            return self._positions()
        return super().value_as(astype)  # type: ignore[no-untyped-call]

    def block_min_length(self) -> int:
        """The length of the shortest document in the list, in tokens."""
        return int(self._lengths[self._occurrences.docs].min())

    def block_max_length(self) -> int:
        """The length of the longest document in the list, in tokens."""
        return int(self._lengths[self._occurrences.docs].max())

    def block_max_weight(self) -> float:
        """The highest frequency in the list."""
        return float(self._frequencies.max())

    def block_max_id(self) -> int:
        """The last document."""
        return int(self._occurrences.docs[-1])

    def block_min_id(self) -> int:
        """The first document."""
        return int(self._occurrences.docs[0])

    def _positions(self) -> list[int]:
        end = int(self._ends[self._index])
        start = end - int(self._frequencies[self._index])
        positions: list[int] = self._occurrences.positions[start:end].tolist()
        return positions
