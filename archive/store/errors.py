"""Faults of the database, said in one line with what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from archive.errors import StoreError

_ADVICE = {
    "SQLITE_FULL": "the disk is full; free some space and run it again, nothing was changed",
    "SQLITE_IOERR": "the disk does not take or give data; check its space and health and run it again, "
    "nothing was changed",
    "SQLITE_READONLY": "it may not be written; check the owner and permissions of the file and its folder",
    "SQLITE_BUSY": "another process is writing to it for long; run it again in a moment",
    "SQLITE_LOCKED": "another process is writing to it for long; run it again in a moment",
    "SQLITE_CORRUPT": "the file is damaged; put a backup in its place",
    "SQLITE_NOTADB": "the file is not a database of briefings; name another or put a backup in its place",
    "SQLITE_CANTOPEN": "the file or its folder cannot be opened; see that it is there, its permissions, and "
    "that the disk is not mounted read-only: SQLite keeps files beside it",
}


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn what SQLAlchemy raises inside into a StoreError that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"the archive {place(url)}: {_advice(error)}") from error


def place(url: URL) -> str:
    """Where the database is, in words for people and without a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return url.render_as_string(hide_password=True)


def _advice(error: SQLAlchemyError) -> str:
    origin = getattr(error, "orig", None)
    code = getattr(origin, "sqlite_errorname", "")
    found = next((advice for name, advice in _ADVICE.items() if code.startswith(name)), "")
    first_line = str(origin or error).strip().split("\n")[0]
    return found or f"the database refuses ({first_line}); check that it is there and may be written"
