"""Finding the files that a list of paths, folders and globs names, and reading their bytes within a limit."""

import errno
import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import RefusedError
from archive.limits import DEFAULT_LIMITS, exceeded
from archive.models import Source

STANDARD_INPUT = "-"
SIZE_LIMIT = DEFAULT_LIMITS.file_bytes
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A file by the name that the archive knows it by; `path` is None for standard input.

    `problem` is what keeps it from being read, where that is known already.
    """

    name: str
    path: Path | None
    problem: str = ""


def find(paths: Sequence[str]) -> Iterator[Found]:
    """Every file that the paths name, folders in alphabetical order, each once; hidden files only by name.

    A path that leads nowhere is among them with its problem, so that the others go on.
    """
    seen: set[str] = set()
    walked: set[str] = set()
    for path in paths:
        for found in _found(path, walked):
            real = os.path.realpath(found.path) if found.path else found.name
            if real not in seen:
                seen.add(real)
                yield found


def load(found: Found, limit: int = SIZE_LIMIT) -> Source:
    """The bytes of a file, which has at most `limit`.

    RefusedError where it cannot be read or changes meanwhile, LimitError where it is larger.
    """
    if found.problem:
        raise RefusedError(f"{found.name}: {found.problem}")
    try:
        data = _unchanging(found, limit + 1)
    except OSError as error:
        raise RefusedError(f"{found.name}: cannot be read ({_reason(error)}); check it is there") from error
    if len(data) > limit:
        raise exceeded(found.name, f"larger than {limit:,} bytes", "file_mb")
    return Source(found.name, "", data)


def _found(path: str, walked: set[str]) -> Iterator[Found]:
    if path == STANDARD_INPUT:
        yield Found("standard input", None)
    elif os.path.isdir(path):  # noqa: PTH112 - Path's raises for a name too long
        yield from _walk(Path(path), _name(Path(path)), walked)
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield _file(Path(path))
    else:
        yield from _matches(path, walked)


def _file(path: Path) -> Found:
    """A file that was named itself; it may be a pipe, which a folder's walk would not wait for."""
    there = os.path.exists(path)  # noqa: PTH110 - Path's raises for a name too long
    return Found(_name(path), path, "" if there else "no such file; check the path")


def _matches(pattern: str, walked: set[str]) -> Iterator[Found]:
    # Path.glob takes no absolute pattern, and finds hidden files.
    hits = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not hits:
        yield Found(pattern, Path(pattern), "no file matches; check the pattern")
    for hit in hits:
        yield from _found(hit, walked)


def _walk(folder: Path, name: str, walked: set[str]) -> Iterator[Found]:
    """The files in a folder and below it; links are followed, but no folder is walked twice."""
    real = os.path.realpath(folder)
    if real in walked:
        return
    walked.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Found(name, folder, f"cannot be opened ({_reason(error)}); check its permissions")
        return
    for entry in entries:
        inner = _printable(f"{name}/{entry.name}" if name else entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, inner, walked)
        else:
            yield Found(inner, entry, _problem(entry))


def _problem(entry: Path) -> str:
    if entry.is_file():
        return ""
    return (
        "not a regular file; name it by itself to read it" if entry.exists() else "a link that leads nowhere"
    )


def _name(path: Path) -> str:
    """A relative path as it was given, else its last part: where a file lies on this machine is not told."""
    parts = path.parts
    if path.is_absolute() or not any(part not in ("..", ".") for part in parts):
        return _printable(path.resolve().name)
    return _printable("/".join(part for part in parts if part not in ("..", ".")))


def _printable(name: str) -> str:
    """The name without bytes that are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _unchanging(found: Found, count: int) -> bytes:
    """Up to `count` bytes of a file that nobody writes to meanwhile; one that is too large is not read."""
    if found.path is None:
        return _read(_standard_input(), count)
    for _ in range(_TRIES):
        with found.path.open("rb") as file:
            before = os.fstat(file.fileno())
            if stat.S_ISREG(before.st_mode) and before.st_size >= count:
                raise exceeded(found.name, f"larger than {count - 1:,} bytes", "file_mb")
            data = _read(file, count)
            if _is_whole(data, before, os.fstat(file.fileno())):
                return data
    raise RefusedError(f"{found.name}: somebody is writing to it; try again when that is done")


def _is_whole(data: bytes, before: os.stat_result, after: os.stat_result) -> bool:
    """Whether the bytes are the file as it stood; a pipe has no size and no other state."""
    if not stat.S_ISREG(before.st_mode):
        return True
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return False
    # The files of some virtual file systems have bytes although their size is 0.
    return before.st_size in (0, len(data))


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # closed by whoever started us
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


def _read(file: BinaryIO, count: int) -> bytes:
    return file.read(count)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
