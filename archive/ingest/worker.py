"""The process that reads for another one, within a limit of memory; see `archive.ingest.worker_pool`."""

import resource
from contextlib import suppress
from multiprocessing.connection import Connection

from archive.ingest.source_reader import Reading, read_source
from archive.limits import Limits, exceeded
from archive.models import Source

_RESERVE = 8 * 1024 * 1024  # bytes, given up when memory runs out, so that there is some to say so
_TIRED = 0.5  # of the memory: from there on a process is replaced, as it does not give all of it back


def serve(descriptor: int, limits: Limits) -> None:
    """Answer each Source that comes with its Reading, and whether this process should go on."""
    _bind(limits)
    with Connection(descriptor) as connection, suppress(EOFError):
        while True:
            source = connection.recv()
            answer = _read(source, limits)
            connection.send((answer, not _is_tired(limits)))


def _bind(limits: Limits) -> None:
    """Keep this process within its memory; where the system does not know such a limit, it has none."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(source: Source, limits: Limits) -> Reading:
    """The reading, without the source's bytes, which the other process has."""
    bare = Source(source.name, source.media_type, b"")
    reserve = bytearray(_RESERVE)
    try:
        reading = read_source(source, limits)
    except MemoryError:
        del reserve
        what = f"needs more than {limits.memory_mb:,} MB of memory to be read"
        return Reading(bare, refusal=exceeded(source.name, what, "memory_mb"))
    return Reading(bare, reading.documents, reading.media_type, reading.refusal)


def _is_tired(limits: Limits) -> bool:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return used > _TIRED * limits.memory_bytes
