"""The budget of one source: counts what reading it costs, and reads the files within containers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archive.document import Document
from archive.limits import DEFAULT_LIMITS, Limits, exceeded
from archive.models import Source


class Budget:
    """Counts what a source and all files within it unpack to; raises LimitError where a limit is exceeded.

    `read` reads a file within a container, so that no reader has to import the others.
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

    def read_inner(self, source: Source) -> list[Document]:
        """Read a file within the source; raises the errors of `read_documents`."""
        self._members += 1
        if self._members > self.limits.members:
            raise exceeded(self.name, f"holds more than {self.limits.members:,} files", "members")
        with self.nested(1):
            return self._read(source, self)

    @contextmanager
    def nested(self, levels: int) -> Iterator[None]:
        """Count as `levels` levels deeper while the context lasts."""
        self._depth += levels
        try:
            self.check_depth(0)
            yield
        finally:
            self._depth -= levels

    def check_depth(self, levels: int) -> None:
        """Raise LimitError where `levels` further levels of nesting are too many."""
        if self._depth + levels > self.limits.nesting:
            what = f"nests its parts more than {self.limits.nesting:,} deep"
            raise exceeded(self.name, what, "nesting")

    def add_unpacked(self, count: int) -> None:
        """Add the size of unpacked data, in bytes."""
        self._unpacked += count
        if self._unpacked > self.limits.unpacked_bytes:
            raise exceeded(self.name, f"unpacks to more than {self.limits.unpacked_mb:,} MB", "unpacked_mb")
