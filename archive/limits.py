"""How much one source may cost: the limits, and the settings that raise them."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.errors import RefusedError

_MEGABYTE = 1024 * 1024

SETTINGS: Mapping[str, str] = {
    "file_mb": "BRIEFINGS_MAX_FILE_MB",
    "unpacked_mb": "BRIEFINGS_MAX_UNPACKED_MB",
    "members": "BRIEFINGS_MAX_MEMBERS",
    "nesting": "BRIEFINGS_MAX_NESTING",
    "pages": "BRIEFINGS_MAX_PAGES",
    "entities": "BRIEFINGS_MAX_ENTITIES",
    "seconds": "BRIEFINGS_MAX_SECONDS",
    "memory_mb": "BRIEFINGS_MAX_MEMORY_MB",
}
"""The setting of each limit, as messages name it."""


class LimitError(RefusedError):
    """A source goes past a limit; the whole of it is refused, not only the part that did."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source may need, in MB of 1024 x 1024 bytes and in seconds.

    `unpacked_mb` is what archives and documents in it unpack to in sum, `members` how many files they hold,
    `nesting` how deep files and mail parts may lie in each other, `pages` what a PDF may have, `entities`
    what a feed may declare of its own. `memory_mb` is the memory of the process that reads.
    """

    file_mb: int = 64
    unpacked_mb: int = 256
    members: int = 1000
    nesting: int = 20
    pages: int = 2000
    entities: int = 50
    seconds: int = 60
    memory_mb: int = 2048

    @property
    def file_bytes(self) -> int:
        """The largest file, in bytes."""
        return self.file_mb * _MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        """What may come out of a source in sum, in bytes."""
        return self.unpacked_mb * _MEGABYTE

    @property
    def memory_bytes(self) -> int:
        """The memory of the reading process, in bytes."""
        return self.memory_mb * _MEGABYTE


DEFAULT_LIMITS = Limits()


def exceeded(name: str, what: str, limit: str) -> LimitError:
    """The refusal of a source called `name` for `what`, which the limit's setting would allow."""
    return LimitError(f"{name}: {what}; raise {SETTINGS[limit]} if you trust the file")
