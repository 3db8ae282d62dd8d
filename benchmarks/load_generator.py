"""A load generator: a process that requests URLs over connections kept open, and times the answers.

    python -m benchmarks.load_generator --port 8000 --log ADDRESSES.txt --seconds 10 --connections 8

It prints one JSON object, which `run_load` reads. It reports its own use of the processor, as it runs on the
same cores as the server.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.measurements import Percentiles, percentiles

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class LoadResult:
    """The results of a run; `rate` is in answers a second, `cpu` the generator's share of one core.

    `refused` counts answers other than 200, `marked` is the share of answers that contain the mark.
    """

    percentiles: Percentiles
    rate: float
    cpu: float
    refused: int
    marked: float = 0.0


def run_load(
    port: int, log: Sequence[str], folder: Path, *, seconds: float, connections: int, mark: str = ""
) -> LoadResult:
    """Run the generator in a process of its own; it counts the answers that contain `mark`."""
    path = folder / "addresses.txt"
    path.write_text("\n".join(log), "ascii")
    options = ["--port", str(port), "--log", str(path), "--seconds", str(seconds), "--mark", mark]
    command = [sys.executable, "-m", "benchmarks.load_generator", *options, "--connections", str(connections)]
    printed = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True).stdout
    seen = json.loads(printed)
    refused = sum(count for status, count in seen["statuses"].items() if status != "200")
    rate, cpu = len(seen["seconds"]) / seen["wall"], seen["cpu"] / seen["wall"]
    marked = seen["marked"] / len(seen["seconds"])
    return LoadResult(percentiles(seen["seconds"]), rate, cpu, refused, marked)


def main() -> None:
    """Request the URLs until the time is over, and print the results as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--mark", default="", help="count the answers that have this text in them")
    options = parser.parse_args()
    addresses = options.log.read_text("ascii").splitlines()
    print(json.dumps(asyncio.run(_fetch_all(options, addresses))))


async def _fetch_all(options: argparse.Namespace, addresses: list[str]) -> dict[str, object]:
    started, cpu = time.perf_counter(), time.process_time()
    results = _Results(started + options.seconds, options.mark.encode())
    log = cycle(addresses)
    await asyncio.gather(*(results.work(options.port, log) for _ in range(options.connections)))
    return {
        "seconds": results.seconds,
        "statuses": results.statuses,
        "marked": results.marked,
        "wall": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
    }


class _Results:
    """The results of all connections."""

    def __init__(self, end: float, mark: bytes) -> None:
        self.seconds: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.marked = 0
        self._end, self._mark = end, mark

    async def work(self, port: int, log: Iterator[str]) -> None:
        """Request URLs until the end, at least one; reconnects where the server closed the connection."""
        connection = await asyncio.open_connection("127.0.0.1", port)
        while True:
            address, started = next(log), time.perf_counter()
            try:
                status, body = await _fetch(*connection, address)
            except (asyncio.IncompleteReadError, ConnectionError):
                connection[1].close()
                connection = await asyncio.open_connection("127.0.0.1", port)
                status, body = await _fetch(*connection, address)
            self.seconds.append(time.perf_counter() - started)
            self.statuses[status] += 1
            self.marked += bool(self._mark) and self._mark in body
            if time.perf_counter() >= self._end:
                break
        connection[1].close()


async def _fetch(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str
) -> tuple[str, bytes]:
    """The status and the body of an answer."""
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("ascii"))
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lines = [line.partition(":") for line in head.split("\r\n")[1:]]
    headers = {name.strip(): value.strip() for name, _, value in lines}
    status = head.split(" ", 2)[1]
    if headers.get("transfer-encoding") == "chunked":
        return status, await _read_chunks(reader)
    return status, await reader.readexactly(int(headers.get("content-length", 0)))


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    size, body = -1, b""
    while size:
        size = int((await reader.readline()).split(b";")[0], 16)
        body += (await reader.readexactly(size + 2))[:-2]
    return body


if __name__ == "__main__":
    main()
