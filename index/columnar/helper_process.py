"""A process that helps to build an index: it digests batches of texts while this one reads the next.

It is given texts through a socket and says when it is through with a batch; the digests stay with it until a
segment is full, so that neither ever waits for the other while both have something to say.
`python -m index.columnar.helper_process DESCRIPTOR` is that process.
"""

import marshal
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

import numpy as np

from index.columnar.batch import BatchInverter, InvertedBatch, retain_freed_memory
from index.columnar.lexicon import Lexicon

_MAX_PENDING_BATCHES = 3
"""So many batches it may have, the one that it works on included."""

_SWITCH_INTERVAL_SECONDS = 0.0002
"""Seconds after which the thread that takes batches gets its turn: a batch comes in several pieces."""


class HelperProcess:
    """The other process, from here; it ends with the context."""

    def __init__(self) -> None:
        self._line, other = Pipe()
        self._busy = 0
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with other:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", __name__, str(other.fileno())],
                env=environment,
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def takes(self, texts: Sequence[str]) -> bool:
        """Give it a batch, unless it has enough; OSError where it has stopped."""
        while self._line.poll():
            self._received()
            self._busy -= 1
        if self._busy >= _MAX_PENDING_BATCHES:
            return False
        self._busy += 1
        self._send(texts)
        return True

    def digests(self, lexicon: Lexicon) -> Iterator[InvertedBatch]:
        """What it made of the batches since this was last asked, in their order, in the numbers of `lexicon`.

        OSError where it has stopped.
        """
        self._send([])
        for _ in range(self._busy):
            self._received()
        self._busy = 0
        words, first, count = self._received()
        word_numbers = np.array([lexicon.number(word) for word in words], np.uint32)
        stem_numbers = lexicon.stem_of[word_numbers[first]]
        for _ in range(count):
            digest = self._received()
            fields = [
                replace(lists, words=word_numbers[lists.words], stems=stem_numbers[lists.stems])
                for lists in digest.fields
            ]
            yield replace(digest, fields=fields)

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _send(self, texts: Sequence[str]) -> None:
        try:
            self._line.send_bytes(marshal.dumps(list(texts)))
        except ConnectionError as error:
            raise OSError("the process that helps to build it has stopped") from error

    def _received(self) -> Any:
        try:
            return self._line.recv()
        except (EOFError, ConnectionError) as error:
            raise OSError("the process that helps to build it has stopped") from error


def cpu_count() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve(line: Connection) -> None:
    """Be that process, until nobody is there to be helped."""
    sys.setswitchinterval(_SWITCH_INTERVAL_SECONDS)
    retain_freed_memory()
    batches: SimpleQueue[list[str] | None] = SimpleQueue()
    Thread(target=_queue_batches, args=(line, batches), daemon=True).start()
    digester, digests = BatchInverter(), list[InvertedBatch]()
    while (texts := batches.get()) is not None:
        if texts:
            digests.append(digester.digest(texts))
            line.send(None)
        else:
            line.send((digester.lexicon.words, np.array(digester.lexicon.first), len(digests)))
            for place in range(len(digests)):
                line.send(digests[place])
            digests.clear()
            digester = BatchInverter() if digester.full else digester


def _queue_batches(line: Connection, batches: "SimpleQueue[list[str] | None]") -> None:
    """Take batches as they come, so that whoever sends them need not wait."""
    try:
        while True:
            batches.put(marshal.loads(line.recv_bytes()))  # noqa: S302
    except (EOFError, ConnectionError):
        batches.put(None)


if __name__ == "__main__":
    with Connection(int(sys.argv[1])) as _line:
        try:
            serve(_line)
        except ConnectionError:
            sys.exit()
