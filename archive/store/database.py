"""The database: connections, transactions, migrations of older schemas, and explanations of its errors."""

import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from archive.errors import StoreError
from archive.store.schema import REVISION

T = TypeVar("T")

BUSY_SECONDS = 30
_PAUSE_SECONDS = 0.01
# Any number, as long as no other program on the same PostgreSQL server locks it.
_WRITE_LOCK_KEY = 5_264_803

# SQLite takes 32,766 parameters at most; a few hundred at a time are as fast.
_BATCH_SIZE = 500

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


class Database:
    """Transactions on one database; an error rolls the transaction back and is raised as StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._readers = engine
        self._writers = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with errors_explained(self._readers.url), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start; committed at the end, or rolled back."""
        with errors_explained(self._writers.url), self._writers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._readers.dispose()


def open_database(url: str) -> Database:
    """The database at a SQLAlchemy URL, created or migrated if needed; may raise StoreError."""
    target = _target(url)
    with errors_explained(target):
        engine = _engine(target)
    database = Database(engine)
    try:
        _upgrade(database, target)
    except StoreError:
        database.close()
        raise
    return database


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite database in a file, whose name may have any characters."""
    return f"sqlite:///{quote(str(file))}"


def _target(url: str) -> URL:
    try:
        target = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            f"{url!r} names no database; write sqlite:///FILE or postgresql+psycopg://HOST/NAME"
        ) from error
    file = target.database or ":memory:"
    if target.get_backend_name() == "sqlite" and not file.startswith((":memory:", "file:")):
        _make_folder(Path(file).parent)
    return target


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"the folder {folder} cannot be made ({reason}); name another with --home or mend its permissions"
        ) from error


def _engine(target: URL) -> Engine:
    try:
        engine = create_engine(target)
    except ModuleNotFoundError as error:
        raise StoreError(f"the database driver {error.name} is missing; install it with pip") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and cannot be IMMEDIATE.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _switch_to_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait where another process is switching the same new file."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK_KEY})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))


def _upgrade(database: Database, target: URL) -> None:
    with database.reading() as connection:
        if _revision(connection) == REVISION:
            return
    with database.writing() as connection:
        # Another process may have migrated it while this one waited.
        if _revision(connection) != REVISION:
            _migrate(connection, target)


def _revision(connection: Connection) -> str:
    """The Alembic revision of the database, "" where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _migrate(connection: Connection, target: URL) -> None:
    # Alembic takes long to import, and is rarely needed.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    # Alembic logs each step at INFO, which nobody who opens an archive wants to see.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with as_file(files("archive.store") / "migrations") as folder:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        try:
            command.upgrade(config, REVISION)
        except CommandError as error:
            raise StoreError(
                f"the archive {location(target)} was written by a newer version of Briefings; "
                "upgrade with: pip install --upgrade briefing-archive"
            ) from error


def batches(values: Sequence[T], size: int = _BATCH_SIZE) -> Iterator[Sequence[T]]:
    """The values in their order, at most `size` at a time."""
    return (values[start : start + size] for start in range(0, len(values), size))


@contextmanager
def errors_explained(url: URL) -> Iterator[None]:
    """Raise errors of SQLAlchemy as StoreError, with a message that says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"the archive {location(url)}: {_advice(error)}") from error


def location(url: URL) -> str:
    """The file or URL of the database for a message, without a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return url.render_as_string(hide_password=True)


def _advice(error: SQLAlchemyError) -> str:
    origin = getattr(error, "orig", None)
    code = getattr(origin, "sqlite_errorname", "")
    found = next((advice for name, advice in _ADVICE.items() if code.startswith(name)), "")
    first_line = str(origin or error).strip().split("\n")[0]
    return found or f"the database refuses ({first_line}); check that it is there and may be written"
