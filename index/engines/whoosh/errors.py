"""The one place where what Whoosh, pickle or the file system raise becomes IndexUnavailableError."""

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
"""What decoding damaged files may end in, should it get past the checksums."""

_DAMAGED_ARRAYS = (LookupError, OverflowError, ValueError, struct.error, zlib.error)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Report any failure to read as an index that cannot be used."""
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
    """Report what damaged arrays of a segment may end in as an index that cannot be used."""
    try:
        yield
    except _DAMAGED_ARRAYS as error:
        raise damaged(folder, f"{type(error).__name__}: {error}") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Report a failure to write."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexUnavailableError(f"the index in {folder} cannot be written: {reason}") from error


def damaged(folder: Path, reason: str) -> IndexUnavailableError:
    """The error for an index that is not as it was written."""
    line = " ".join(reason.split())
    return IndexUnavailableError(f"the index in {folder} is damaged ({line}); run `briefings reindex`")


def outdated(folder: Path) -> IndexUnavailableError:
    """The error for an index that another version wrote."""
    return IndexUnavailableError(f"the index in {folder} is of another version; run `briefings reindex`")


def busy(folder: Path) -> IndexUnavailableError:
    """The error for an index that somebody else keeps writing."""
    return IndexUnavailableError(
        f"the index in {folder} is being written by another process; try again later"
    )


def missing(folder: Path) -> IndexUnavailableError:
    """The error for an index that is not there."""
    return IndexUnavailableError(f"there is no index in {folder}; run `briefings reindex`")
