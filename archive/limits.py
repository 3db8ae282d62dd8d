"""Limits on the resources that one source may use, and the settings that raise them."""

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
    """A source exceeds a limit; the whole source is refused, not only the part that exceeds it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source may use; MB are 1024 x 1024 bytes.

    `unpacked_mb` limits the total size of archives and documents after unpacking, `members` the number of
    files in them, `nesting` the depth of files within files and of mail parts, `pages` those of a PDF,
    `entities` those that a feed declares. `seconds` and `memory_mb` limit the process that reads the source.
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
        """The size limit of a file, in bytes."""
        return self.file_mb * _MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        """The total size of a source after unpacking, in bytes."""
        return self.unpacked_mb * _MEGABYTE

    @property
    def memory_bytes(self) -> int:
        """The memory limit of the process that reads, in bytes."""
        return self.memory_mb * _MEGABYTE


DEFAULT_LIMITS = Limits()


def exceeded(name: str, what: str, limit: str) -> LimitError:
    """The refusal of the source `name` because of `what`; the message names the setting of the limit."""
    return LimitError(f"{name}: {what}; raise {SETTINGS[limit]} if you trust the file")
