"""Starts the servers that are measured as their users start them, and stops them again."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_TIMEOUT_SECONDS = 60

TIMED_OUT = "These facets timed out"
"""The text of a Datasette page from which facets are missing."""


class NotServingError(RuntimeError):
    """A server that did not start, with its output."""


@contextmanager
def briefings(home: Path, workers: int) -> Iterator[int]:
    """Run `briefings serve` on a free port, and yield the port."""
    start = "from app.cli import main; main()"
    with tempfile.TemporaryFile("w+") as output:
        command = [sys.executable, "-c", start, "--home", str(home), "serve", "--port", "0"]
        with _running([*command, "--workers", str(workers)], output.fileno()) as process:
            yield _announced_port(process, output.fileno())


@contextmanager
def datasette(database: Path) -> Iterator[int]:
    """Run Datasette over a database on a free port, and yield the port.

    Its default limits hold, so that it leaves out facets that take too long. It suggests no other facets, as
    our pages do not either.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = ["--setting", "suggest_facets", "off"]
    command = [sys.executable, "-m", "datasette", str(database), "--port", str(port), *settings]
    with tempfile.TemporaryFile("w+") as output, _running(command, output.fileno()) as process:
        _wait_for(process, port, output.fileno())
        yield port


def datasette_missing_reason() -> str:
    """Why Datasette cannot take part, in one line; "" where it can."""
    if find_spec("datasette"):
        return ""
    return "datasette is left out: it is not installed; `pip install briefing-archive[bench]` brings it"


@contextmanager
def _running(command: Sequence[str], output: int) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    process = subprocess.Popen(command, cwd=_ROOT, stdout=output, stderr=output, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _announced_port(process: "subprocess.Popen[bytes]", output: int) -> int:
    end = time.monotonic() + _TIMEOUT_SECONDS
    while not (match := _ADDRESS.search(_output(output))):
        _check_alive(process, output, end)
    return int(match[1])


def _wait_for(process: "subprocess.Popen[bytes]", port: int, output: int) -> None:
    end = time.monotonic() + _TIMEOUT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            _check_alive(process, output, end)
        else:
            return


def _check_alive(process: "subprocess.Popen[bytes]", output: int, end: float) -> None:
    if process.poll() is not None or time.monotonic() > end:
        raise NotServingError(_output(output))
    time.sleep(0.05)


def _output(output: int) -> str:
    return os.pread(output, 1 << 20, 0).decode(errors="replace")
