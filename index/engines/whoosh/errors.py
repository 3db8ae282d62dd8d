"""Turns what Whoosh, pickle and the file system raise into IndexUnavailableError."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import IndexUnavailableError

_DAMAGE = (
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    OSError,
    OverflowError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)
"""What decoding damaged files may raise, should the damage get past the checksums."""

_DAMAGED_ARRAYS = (LookupError, OverflowError, ValueError, struct.error, zlib.error)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Report a failure to read or decode the files of an index."""
    try:
        yield
    except PermissionError as error:
        raise IndexUnavailableError(
            f"the index in {folder} may not be read; check its permissions"
        ) from error
    except _DAMAGE as error:
        raise damaged(folder, f"{type(error).__name__}: {error}") from error


@contextmanager
def evaluating(folder: Path) -> Iterator[None]:
    """Report what computing with the damaged arrays of a segment may raise."""
    try:
        yield
    except _DAMAGED_ARRAYS as error:
        raise damaged(folder, f"{type(error).__name__}: {error}") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Report a failure to write the files of an index."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexUnavailableError(f"the index in {folder} cannot be written: {reason}") from error


def damaged(folder: Path, reason: str) -> IndexUnavailableError:
    """The error for an index whose files have changed since they were written."""
    line = " ".join(reason.split())
    return IndexUnavailableError(f"the index in {folder} is damaged ({line}); run `briefings reindex`")


def outdated(folder: Path) -> IndexUnavailableError:
    """The error for an index that another version of the program wrote."""
    return IndexUnavailableError(f"the index in {folder} is of another version; run `briefings reindex`")


def busy(folder: Path) -> IndexUnavailableError:
    """The error for an index that another process is writing."""
    return IndexUnavailableError(
        f"the index in {folder} is being written by another process; try again later"
    )


def missing(folder: Path) -> IndexUnavailableError:
    """The error for a folder without an index."""
    return IndexUnavailableError(f"there is no index in {folder}; run `briefings reindex`")
