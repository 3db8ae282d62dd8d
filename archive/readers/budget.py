"""What reading one source has cost so far, and how readers of containers have what they hold read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archive.document import Document
from archive.limits import DEFAULT_LIMITS, Limits, exceeded
from archive.models import Source


class Budget:
    """Counts what one source, with all that lies in it, unpacks to; past a limit it raises LimitError.

    `read` reads what lies within a container, so that no reader has to know the others.
    """

    def __init__(
        self, name: str, read: "Callable[[Source, Budget], list[Document]]", limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self.name = name
        self.limits = limits
        self._read = read
        self._depth = 0
        self._unpacked = 0
        self._members = 0

    def inner(self, source: Source) -> list[Document]:
        """Read a file that lies within the source; RefusedError as for any other."""
        self._members += 1
        if self._members > self.limits.members:
            raise exceeded(self.name, f"holds more than {self.limits.members:,} files", "members")
        with self.nested(1):
            return self._read(source, self)

    @contextmanager
    def nested(self, levels: int) -> Iterator[None]:
        """Go down so many levels for as long as the context lasts."""
        self._depth += levels
        try:
            self.deep(0)
            yield
        finally:
            self._depth -= levels

    def deep(self, levels: int) -> None:
        """See that what lies `levels` further down is not too deep."""
        if self._depth + levels > self.limits.nesting:
            what = f"nests its parts more than {self.limits.nesting:,} deep"
            raise exceeded(self.name, what, "nesting")

    def unpack(self, count: int) -> None:
        """Add what came out of the source, in bytes."""
        self._unpacked += count
        if self._unpacked > self.limits.unpacked_bytes:
            raise exceeded(self.name, f"unpacks to more than {self.limits.unpacked_mb:,} MB", "unpacked_mb")
