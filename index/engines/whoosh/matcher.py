"""A term's postings, held in arrays, as Whoosh steps through them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, ReadTooFar

from index.columnar.container import Array
from index.evaluator.segments import Occurrences


class ArrayMatcher(LeafMatcher):
    """Implements Whoosh's matcher; the whole list is one block."""

    def __init__(
        self,
        term: tuple[str, bytes],
        found: Occurrences,
        frequencies: Array,
        lengths: Array,
        format_: Any,
        scorer: Any,
    ) -> None:
        self._term = term
        self._found = found
        self._frequencies = frequencies
        self._lengths = lengths
        self._ends = np.cumsum(frequencies, dtype=np.int64)
        self.format = format_
        self.scorer = scorer
        self._place = 0

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._place < len(self._found.docs)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._place = 0

    def copy(self) -> "ArrayMatcher":
        """Another one at the same place."""
        made = ArrayMatcher(
            self._term, self._found, self._frequencies, self._lengths, self.format, self.scorer
        )
        made._place = self._place
        return made

    def id(self) -> int:
        """The document here."""
        return int(self._found.docs[self._place])

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._found.docs[self._place :].tolist())

    def next(self) -> None:
        """Go on."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:  # noqa: A002
        """Go on to the first document that is not before this one."""
        if not self.is_active():
            raise ReadTooFar
        ahead = self._found.docs[self._place :]
        self._place += int(np.searchsorted(ahead, np.asarray(max(id, 0), np.int64)))

    def skip_to_quality(self, minquality: float) -> int:
        """Go past the block where none of it is good enough."""
        if self.block_quality() > minquality:  # type: ignore[no-untyped-call]
            return 0
        self._place = len(self._found.docs)
        return 1

    def weight(self) -> float:
        """How often the term stands in the document here."""
        return float(self._frequencies[self._place])

    def value(self) -> bytes:
        """What the posting here holds, as the field's format writes it."""
        holds = self._positions() if self.format.supports("positions") else int(self.weight())
        coded: bytes = self.format.encode(holds)
        return coded

    def value_as(self, astype: str) -> Any:
        """What the posting here holds: positions, say."""
        if astype == "positions" and self.format.supports(astype):
            return self._positions()
        return super().value_as(astype)  # type: ignore[no-untyped-call]

    def block_min_length(self) -> int:
        """The fewest tokens of a document in the list."""
        return int(self._lengths[self._found.docs].min())

    def block_max_length(self) -> int:
        """The most tokens of a document in the list."""
        return int(self._lengths[self._found.docs].max())

    def block_max_weight(self) -> float:
        """The most occurrences in one document of the list."""
        return float(self._frequencies.max())

    def block_max_id(self) -> int:
        """The last document."""
        return int(self._found.docs[-1])

    def block_min_id(self) -> int:
        """The first document."""
        return int(self._found.docs[0])

    def _positions(self) -> list[int]:
        end = int(self._ends[self._place])
        listed: list[int] = self._found.positions[end - int(self._frequencies[self._place]) : end].tolist()
        return listed
