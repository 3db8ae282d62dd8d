"""The servers that are measured, each started as its users start it, and stopped again."""

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
_PATIENCE = 60

TIMED_OUT = "These facets timed out"
"""What Datasette's page says where it has left facets out."""


class NotServingError(RuntimeError):
    """A server that did not come up, and what it said."""


@contextmanager
def briefings(home: Path, workers: int) -> Iterator[int]:
    """`briefings serve` on a free port; the port."""
    start = "from app.cli import main; main()"
    with tempfile.TemporaryFile("w+") as told:
        command = [sys.executable, "-c", start, "--home", str(home), "serve", "--port", "0"]
        with _running([*command, "--workers", str(workers)], told.fileno()) as process:
            yield _announced(process, told.fileno())


@contextmanager
def datasette(database: Path) -> Iterator[int]:
    """Datasette over a database, with its own limits: it leaves out facets that take too long; the port.

    It does not look for other columns that would make facets, which no page of ours does.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = ["--setting", "suggest_facets", "off"]
    command = [sys.executable, "-m", "datasette", str(database), "--port", str(port), *settings]
    with tempfile.TemporaryFile("w+") as told, _running(command, told.fileno()) as process:
        _wait_for(process, port, told.fileno())
        yield port


def datasette_missing() -> str:
    """Why Datasette cannot take part, in one line; "" where it can."""
    if find_spec("datasette"):
        return ""
    return "datasette is left out: it is not installed; `pip install briefing-archive[bench]` brings it"


@contextmanager
def _running(command: Sequence[str], told: int) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    process = subprocess.Popen(command, cwd=_ROOT, stdout=told, stderr=told, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _announced(process: "subprocess.Popen[bytes]", told: int) -> int:
    end = time.monotonic() + _PATIENCE
    while not (match := _ADDRESS.search(_said(told))):
        _insist(process, told, end)
    return int(match[1])


def _wait_for(process: "subprocess.Popen[bytes]", port: int, told: int) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            _insist(process, told, end)
        else:
            return


def _insist(process: "subprocess.Popen[bytes]", told: int, end: float) -> None:
    if process.poll() is not None or time.monotonic() > end:
        raise NotServingError(_said(told))
    time.sleep(0.05)


def _said(told: int) -> str:
    return os.pread(told, 1 << 20, 0).decode(errors="replace")
