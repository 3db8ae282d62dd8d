"""Many values a few hundred at a time, as a statement takes only so many parameters."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

# SQLite takes 32,766 parameters at most; a few hundred at a time are as fast.
_SIZE = 500

T = TypeVar("T")


def batches(values: Sequence[T], size: int = _SIZE) -> Iterator[Sequence[T]]:
    """The values in their order, at most `size` at a time."""
    return (values[start : start + size] for start in range(0, len(values), size))
