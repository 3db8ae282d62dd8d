"""Building segments from many documents, in this process and, where there are enough of them, in one more.

A helper process is given documents whenever it asks for some; otherwise this one takes them itself. Each
gathers segments of its own. The two speak through a socket, in pieces of `marshal`.
"""

import marshal
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from index.columnar.chunks import Chunks
from index.columnar.container import Array
from index.columnar.gathering import Gathering, Row
from index.columnar.inverting import DOCUMENTS

BATCH = 64
"""Documents handed over at once; two such batches fit into the buffer of a socket, or sending waits."""

ALONE = DOCUMENTS
"""So many documents are not worth a helper: one segment answers faster than two."""

SHARED = 0.75
"""How full a segment gets while two are gathered at once, for both to stay within the memory of a build."""

Write = Callable[[Mapping[str, Array]], None]
Made = tuple[str, int, int, int]
"""A segment that the helper wrote: its id, its documents, the size and the CRC-32 of its file."""


class Builder:
    """Gathers documents and writes each segment as soon as it is full."""

    def __init__(self, write: Write, share: float = 1.0) -> None:
        self._write = write
        self._share = share
        self._chunks = Chunks()
        self._gathering = Gathering(self._chunks, share)

    def add(self, rows: Iterable[Row]) -> None:
        """Take documents."""
        for row in rows:
            self._gathering.add(row)
            if self._gathering.full:
                self.finish()

    def finish(self) -> None:
        """Write what is gathered, if anything."""
        if len(self._gathering):
            self._write(self._gathering.arrays())
        self._chunks = Chunks() if self._chunks.full else self._chunks
        self._gathering = Gathering(self._chunks, self._share)


def build(rows: Iterator[Row], write: Write, command: Sequence[str]) -> list[Made]:
    """Write all documents; what the helper, started by `command` and a file descriptor, wrote of them.

    OSError where either cannot write.
    """
    builder = Builder(write)
    builder.add(islice(rows, ALONE))
    batch = list(islice(rows, BATCH))
    if not batch or (os.cpu_count() or 1) < 2:
        builder.add(batch)
        builder.add(rows)
        builder.finish()
        return []
    builder.finish()
    builder = Builder(write, SHARED)
    with _Helper(command) as helper:
        while batch:
            if helper.asks():
                helper.send(batch)
            else:
                builder.add(batch)
            batch = list(islice(rows, BATCH))
        helper.send([])
        builder.finish()
        return helper.made()


def help_out(descriptor: int, write: Write, made: Callable[[], list[Made]]) -> None:
    """Be the helper: take documents until there are no more, or until nobody is there to give any."""
    with Connection(descriptor) as line:
        builder = Builder(write, SHARED)
        try:
            _send(line, "more")
            while True:
                _send(line, "more")
                rows = marshal.loads(line.recv_bytes())  # noqa: S302
                if not rows:
                    break
                builder.add(rows)
            builder.finish()
            _send(line, made())
        except (EOFError, ConnectionError):
            return  # whoever asked for help is gone
        except OSError as error:
            _send(line, (error.errno, error.strerror))


class _Helper:
    """The other process."""

    def __init__(self, command: Sequence[str]) -> None:
        self._line, other = Pipe()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with other:
            self._process = subprocess.Popen(  # noqa: S603
                [*command, str(other.fileno())],
                env=environment,
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def __enter__(self) -> "_Helper":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._process.kill()
        self._line.close()
        self._process.wait()

    def asks(self) -> bool:
        """Whether it asks for more."""
        return self._line.poll() and self._received() == "more"

    def send(self, rows: Sequence[Row]) -> None:
        """Give it documents; none says that these were all."""
        _send(self._line, rows)

    def made(self) -> list[Made]:
        """What it wrote."""
        while (answer := self._received()) == "more":
            pass
        assert isinstance(answer, list)  # noqa: S101
        return answer

    def _received(self) -> object:
        try:
            answer = marshal.loads(self._line.recv_bytes())  # noqa: S302
        except EOFError:
            raise OSError("the process that helps to build it has stopped") from None
        if isinstance(answer, tuple):
            raise OSError(*answer)
        return answer


def _send(line: Connection, what: Any) -> None:
    line.send_bytes(marshal.dumps(what))
