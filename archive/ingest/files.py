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
MAX_FILE_BYTES = DEFAULT_LIMITS.file_bytes
_MAX_TRIES = 3


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file, with the name under which the archive keeps it; `path` is None for standard input.

    `problem` says why it cannot be read, where that is known before trying.
    """

    name: str
    path: Path | None
    problem: str = ""


def find_files(paths: Sequence[str]) -> Iterator[SourceFile]:
    """Every file that the paths name, each once, those of a folder in alphabetical order.

    Hidden files are left out unless they are named themselves. A path that leads nowhere is yielded with its
    problem, so that the other files can be read.
    """
    seen: set[str] = set()
    walked: set[str] = set()
    for path in paths:
        for file in _files_at(path, walked):
            real = os.path.realpath(file.path) if file.path else file.name
            if real not in seen:
                seen.add(real)
                yield file


def read_file(file: SourceFile, limit: int = MAX_FILE_BYTES) -> Source:
    """The bytes of a file, at most `limit` of them.

    RefusedError where it cannot be read or changes meanwhile; LimitError where it is larger.
    """
    if file.problem:
        raise RefusedError(f"{file.name}: {file.problem}")
    try:
        data = _unchanging(file, limit + 1)
    except OSError as error:
        raise RefusedError(f"{file.name}: cannot be read ({_reason(error)}); check it is there") from error
    if len(data) > limit:
        raise exceeded(file.name, f"larger than {limit:,} bytes", "file_mb")
    return Source(file.name, "", data)


def _files_at(path: str, walked: set[str]) -> Iterator[SourceFile]:
    if path == STANDARD_INPUT:
        yield SourceFile("standard input", None)
    elif os.path.isdir(path):  # noqa: PTH112 - Path's raises for a name too long
        yield from _walk(Path(path), _name(Path(path)), walked)
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield _file(Path(path))
    else:
        yield from _matches(path, walked)


def _file(path: Path) -> SourceFile:
    """A file that was named itself; unlike those in a folder it may be a pipe."""
    there = os.path.exists(path)  # noqa: PTH110 - Path's raises for a name too long
    return SourceFile(_name(path), path, "" if there else "no such file; check the path")


def _matches(pattern: str, walked: set[str]) -> Iterator[SourceFile]:
    # Path.glob takes no absolute pattern, and finds hidden files.
    hits = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not hits:
        yield SourceFile(pattern, Path(pattern), "no file matches; check the pattern")
    for hit in hits:
        yield from _files_at(hit, walked)


def _walk(folder: Path, name: str, walked: set[str]) -> Iterator[SourceFile]:
    """The files in a folder and below it; links are followed, but no folder is walked twice."""
    real = os.path.realpath(folder)
    if real in walked:
        return
    walked.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield SourceFile(name, folder, f"cannot be opened ({_reason(error)}); check its permissions")
        return
    for entry in entries:
        inner = _printable(f"{name}/{entry.name}" if name else entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, inner, walked)
        else:
            yield SourceFile(inner, entry, _problem(entry))


def _problem(entry: Path) -> str:
    if entry.is_file():
        return ""
    return (
        "not a regular file; name it by itself to read it" if entry.exists() else "a link that leads nowhere"
    )


def _name(path: Path) -> str:
    """A relative path as it was given, or the last part of an absolute one, so that no local folder shows."""
    parts = path.parts
    if path.is_absolute() or not any(part not in ("..", ".") for part in parts):
        return _printable(path.resolve().name)
    return _printable("/".join(part for part in parts if part not in ("..", ".")))


def _printable(name: str) -> str:
    """The name, with U+FFFD for bytes that are not UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _unchanging(file: SourceFile, count: int) -> bytes:
    """Up to `count` bytes of a file that does not change while it is read; LimitError where it has more."""
    if file.path is None:
        return _read(_standard_input(), count)
    for _ in range(_MAX_TRIES):
        with file.path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if stat.S_ISREG(before.st_mode) and before.st_size >= count:
                raise exceeded(file.name, f"larger than {count - 1:,} bytes", "file_mb")
            data = _read(stream, count)
            if _is_whole(data, before, os.fstat(stream.fileno())):
                return data
    raise RefusedError(f"{file.name}: somebody is writing to it; try again when that is done")


def _is_whole(data: bytes, before: os.stat_result, after: os.stat_result) -> bool:
    """Whether the bytes are the whole of a file that has not changed; a pipe has nothing to compare."""
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
