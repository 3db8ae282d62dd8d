"""A second process that inverts batches of texts while this one reads the next documents.

Texts are sent through a pipe, and the helper acknowledges each batch. It keeps the inverted batches until the
segment is full, so that neither process waits for the other to read a large message. The helper runs
`python -m index.columnar.helper_process DESCRIPTOR`.
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
"""How many batches the helper may have at once, the one that it works on included."""

_SWITCH_INTERVAL_SECONDS = 0.0002
"""How soon the helper's thread that receives batches gets its turn: a batch comes in several pieces."""


class HelperProcess:
    """The helper as this process sees it. Every method raises OSError if the helper has stopped."""

    def __init__(self) -> None:
        self._connection, other = Pipe()
        self._pending = 0
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with other:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", __name__, str(other.fileno())],
                env=environment,
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def try_send(self, texts: Sequence[str]) -> bool:
        """Send the texts of a batch, unless too many are pending; return whether they were sent."""
        while self._connection.poll():
            self._receive()
            self._pending -= 1
        if self._pending >= _MAX_PENDING_BATCHES:
            return False
        self._pending += 1
        self._send(texts)
        return True

    def batches(self, lexicon: Lexicon) -> Iterator[InvertedBatch]:
        """The batches sent since the last call, inverted, in their order.

        Their words and stems are renumbered as in `lexicon`, to which new ones are added.
        """
        self._send([])
        for _ in range(self._pending):
            self._receive()
        self._pending = 0
        words, first_word, count = self._receive()
        word_numbers = np.array([lexicon.number(word) for word in words], np.uint32)
        stem_numbers = lexicon.stem_of[word_numbers[first_word]]
        for _ in range(count):
            batch = self._receive()
            fields = [
                replace(lists, words=word_numbers[lists.words], stems=stem_numbers[lists.stems])
                for lists in batch.fields
            ]
            yield replace(batch, fields=fields)

    def close(self) -> None:
        """Kill the helper, whatever it is doing."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def _send(self, texts: Sequence[str]) -> None:
        try:
            self._connection.send_bytes(marshal.dumps(list(texts)))
        except ConnectionError as error:
            raise OSError("the process that helps to build it has stopped") from error

    def _receive(self) -> Any:
        try:
            return self._connection.recv()
        except (EOFError, ConnectionError) as error:
            raise OSError("the process that helps to build it has stopped") from error


def cpu_count() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_helper(connection: Connection) -> None:
    """Run as the helper until the other end of the connection is closed.

    A message is the texts of a batch, which is inverted and acknowledged with None. An empty message asks for
    the results: the words of the lexicon, the first word of each stem and the number of batches come first,
    then the batches one by one.
    """
    sys.setswitchinterval(_SWITCH_INTERVAL_SECONDS)
    retain_freed_memory()
    messages: SimpleQueue[list[str] | None] = SimpleQueue()
    Thread(target=_queue_messages, args=(connection, messages), daemon=True).start()
    inverter, batches = BatchInverter(), list[InvertedBatch]()
    while (texts := messages.get()) is not None:
        if texts:
            batches.append(inverter.invert(texts))
            connection.send(None)
        else:
            connection.send((inverter.lexicon.words, np.array(inverter.lexicon.first_word), len(batches)))
            for place in range(len(batches)):
                connection.send(batches[place])
            batches.clear()
            inverter = BatchInverter() if inverter.is_full else inverter


def _queue_messages(connection: Connection, messages: "SimpleQueue[list[str] | None]") -> None:
    """Receive messages as they come, so that the sender need not wait; None at the end."""
    try:
        while True:
            messages.put(marshal.loads(connection.recv_bytes()))  # noqa: S302
    except (EOFError, ConnectionError):
        messages.put(None)


if __name__ == "__main__":
    with Connection(int(sys.argv[1])) as _connection:
        try:
            run_helper(_connection)
        except ConnectionError:
            sys.exit()
