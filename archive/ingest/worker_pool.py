"""Reading in processes of their own, so that no source can hang, bring down or fill the one that asks.

A reader may be stopped from outside only as a whole process: a library in C looks at no clock. Each process
reads one source after the other; one that takes too long, or breaks down, is replaced, its source refused.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar, cast

from archive.errors import BriefingsError, RefusedError
from archive.ingest.source_reader import Reading
from archive.limits import DEFAULT_LIMITS, Limits, exceeded
from archive.models import Source

Refused = TypeVar("Refused")

# The child is given our own search path: with `-m` it might take a folder here for one of our packages.
_START = (
    "import json, sys; path, limits, descriptor = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from archive.ingest.worker import serve; from archive.limits import Limits; "
    "serve(descriptor, Limits(**limits))"
)


_FAREWELL = 2  # seconds within which a process that broke down is gone


class Readers:
    """Processes that read sources; used as a context, at whose end they are gone."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, count: int = 1) -> None:
        self._limits = limits
        self._workers = [_Worker(limits) for _ in range(max(count, 1))]
        self._free = deque(self._workers)
        self._threads = ThreadPoolExecutor(len(self._workers))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def read(self, source: Source) -> Reading:
        """Read one source; never raises on account of the source."""
        worker = self._free.popleft()
        try:
            return worker.read(source)
        finally:
            self._free.append(worker)

    def ahead(self, sources: Iterable[Source | Refused]) -> Iterator[Reading | Refused]:
        """Read sources in their order, a few ahead of what is asked for; what is no source is passed on."""
        under_way: deque[Future[Reading] | Refused] = deque()
        for source in sources:
            if isinstance(source, Source):
                under_way.append(self._threads.submit(self.read, source))
            else:
                under_way.append(source)
            if len(under_way) > len(self._workers):
                yield _result(under_way.popleft())
        for reading in under_way:
            yield _result(reading)


def _result(given: "Future[Reading] | Refused") -> "Reading | Refused":
    return given.result() if isinstance(given, Future) else given


class _Worker:
    """One process; started at once, so that it gets ready while others do something else."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ended = False
        self._lock = Lock()
        self._process, self._connection = _start(limits)

    def read(self, source: Source) -> Reading:
        """Have a source read; a process that fails at it is replaced."""
        try:
            self._connection.send(source)
            if not self._connection.poll(self._limits.seconds):
                self._replace()
                what = f"took longer than {self._limits.seconds} seconds to read"
                return Reading(source, refusal=exceeded(source.name, what, "seconds"))
            reading, goes_on = cast("tuple[Reading, bool]", self._connection.recv())
        except (EOFError, OSError, pickle.UnpicklingError):
            refusal = _broken(source, self._code())
            self._replace()
            return Reading(source, refusal=refusal)
        if not goes_on:
            self._replace()
        return replace(reading, source=source, seconds=self._limits.seconds)

    def end(self) -> None:
        """End the process, for good; it holds nothing that could be lost."""
        with self._lock:
            self._ended = True
            self._kill()

    def _replace(self) -> None:
        """Start another process in its place, unless all are to end."""
        with self._lock:
            if not self._ended:
                self._kill()
                self._process, self._connection = _start(self._limits)

    def _code(self) -> int:
        """What the process said at its end, which is near: it has closed its connection."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(_FAREWELL)
        return 0

    def _kill(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()


def _broken(source: Source, code: int) -> RefusedError:
    """Why a process is gone: the system ends one that takes all memory, and a fault in C another."""
    if code == -signal.SIGKILL:
        return exceeded(source.name, "needs more memory to be read than there is", "memory_mb")
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return RefusedError(
        f"{source.name}: the process that read it broke down ({how}); please report it with the file"
    )


def _start(limits: Limits) -> tuple["subprocess.Popen[bytes]", Connection]:
    ours, theirs = Pipe()
    path = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - "" is the current folder
    given = json.dumps([path, asdict(limits), theirs.fileno()])
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, with our own words
            [sys.executable, "-c", _START, given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    except OSError as error:
        raise BriefingsError(f"no process can be started to read files: {error.strerror}") from error
    finally:
        theirs.close()
    return process, ours
