"""A pool of processes that read sources, so that no source can hang, crash or exhaust the calling process.

Code in a C library can be stopped only by ending its process. Each process reads one source after the other;
one that takes too long or breaks down is replaced, and its source is refused.
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

# The child gets the search path of this process: with `-m` it might take a folder in the current directory
# for one of our packages.
_CHILD_PROGRAM = (
    "import json, sys; path, limits, descriptor = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from archive.ingest.worker import answer_requests; from archive.limits import Limits; "
    "answer_requests(descriptor, Limits(**limits))"
)


_EXIT_SECONDS = 2  # within which a process that has closed its connection ends


class ReaderPool:
    """`count` processes that read sources; a context manager that ends them."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, count: int = 1) -> None:
        self._limits = limits
        self._workers = [_WorkerProcess(limits) for _ in range(max(count, 1))]
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
        """Read one source; whatever is wrong with it is the refusal of the reading."""
        worker = self._free.popleft()
        try:
            return worker.read(source)
        finally:
            self._free.append(worker)

    def read_ahead(self, sources: Iterable[Source | Refused]) -> Iterator[Reading | Refused]:
        """Read sources in order, a few ahead of the consumer; what is not a source is passed on."""
        pending: deque[Future[Reading] | Refused] = deque()
        for source in sources:
            if isinstance(source, Source):
                pending.append(self._threads.submit(self.read, source))
            else:
                pending.append(source)
            if len(pending) > len(self._workers):
                yield _result(pending.popleft())
        for reading in pending:
            yield _result(reading)


def _result(pending: "Future[Reading] | Refused") -> "Reading | Refused":
    return pending.result() if isinstance(pending, Future) else pending


class _WorkerProcess:
    """One process; it is started at once, so that it loads while the caller does something else."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ended = False
        self._lock = Lock()
        self._process, self._connection = _start(limits)

    def read(self, source: Source) -> Reading:
        """Read a source in the process, which is replaced if it fails."""
        try:
            self._connection.send(source)
            if not self._connection.poll(self._limits.seconds):
                self._replace()
                what = f"took longer than {self._limits.seconds} seconds to read"
                return Reading(source, refusal=exceeded(source.name, what, "seconds"))
            reading, continues = cast("tuple[Reading, bool]", self._connection.recv())
        except (EOFError, OSError, pickle.UnpicklingError):
            refusal = _breakdown_refusal(source, self._exit_code())
            self._replace()
            return Reading(source, refusal=refusal)
        if not continues:
            self._replace()
        return replace(reading, source=source, seconds=self._limits.seconds)

    def end(self) -> None:
        """End the process for good; it has no state to save."""
        with self._lock:
            self._ended = True
            self._kill()

    def _replace(self) -> None:
        """Start another process in its place, unless `end` was called."""
        with self._lock:
            if not self._ended:
                self._kill()
                self._process, self._connection = _start(self._limits)

    def _exit_code(self) -> int:
        """The exit code of the process, which has closed its connection and is about to end."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(_EXIT_SECONDS)
        return 0

    def _kill(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()


def _breakdown_refusal(source: Source, code: int) -> RefusedError:
    """Why a process is gone: the kernel killed it for want of memory, or a C library crashed."""
    if code == -signal.SIGKILL:
        return exceeded(source.name, "needs more memory to be read than there is", "memory_mb")
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return RefusedError(
        f"{source.name}: the process that read it broke down ({how}); please report it with the file"
    )


def _start(limits: Limits) -> tuple["subprocess.Popen[bytes]", Connection]:
    connection, child_end = Pipe()
    path = [os.path.abspath(folder) for folder in sys.path]  # noqa: PTH100 - "" is the current folder
    arguments = json.dumps([path, asdict(limits), child_end.fileno()])
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, with our own words
            [sys.executable, "-c", _CHILD_PROGRAM, arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[child_end.fileno()],
        )
    except OSError as error:
        raise BriefingsError(f"no process can be started to read files: {error.strerror}") from error
    finally:
        child_end.close()
    return process, connection
