"""The process that reads sources for `archive.ingest.worker_pool`, within a limit of memory."""

import resource
from contextlib import suppress
from multiprocessing.connection import Connection

from archive.ingest.source_reader import Reading, read_source
from archive.limits import Limits, exceeded
from archive.models import Source

_RESERVE_BYTES = 8 * 1024 * 1024  # freed when memory runs out, so that the refusal can be sent
_REPLACE_AT_MEMORY_SHARE = 0.5  # a process does not give all memory back to the system, so it is replaced


def answer_requests(descriptor: int, limits: Limits) -> None:
    """Answer each Source from the connection with its Reading, and with whether this process can continue."""
    _limit_memory(limits)
    with Connection(descriptor) as connection, suppress(EOFError):
        while True:
            source = connection.recv()
            answer = _read(source, limits)
            connection.send((answer, not _is_to_be_replaced(limits)))


def _limit_memory(limits: Limits) -> None:
    """Limit the memory of this process, on systems that have such a limit; write no core dumps."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(source: Source, limits: Limits) -> Reading:
    """The reading, without the source's bytes, which the calling process has already."""
    bare = Source(source.name, source.media_type, b"")
    reserve = bytearray(_RESERVE_BYTES)
    try:
        reading = read_source(source, limits)
    except MemoryError:
        del reserve
        what = f"needs more than {limits.memory_mb:,} MB of memory to be read"
        return Reading(bare, refusal=exceeded(source.name, what, "memory_mb"))
    return Reading(bare, reading.documents, reading.media_type, reading.refusal)


def _is_to_be_replaced(limits: Limits) -> bool:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return used > _REPLACE_AT_MEMORY_SHARE * limits.memory_bytes
