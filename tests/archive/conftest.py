"""A fresh store for each test: on SQLite, or on the PostgreSQL server that BRIEFINGS_TEST_POSTGRESQL names.

The tests of putting, removing, holding, correcting and reading run on both; the others are about SQLite.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from archive.store import Store, open_store
from archive.tagging import SHIPPED_TAGGER

SERVER = os.environ.get("BRIEFINGS_TEST_POSTGRESQL")


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    if not SERVER:
        yield f"sqlite:///{tmp_path / 'archive.db'}"
        return
    name = f"test_{uuid.uuid4().hex}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The SQLite file of a store that holds nothing."""
    path = tmp_path_factory.mktemp("empty") / "archive.db"
    with open_store(f"sqlite:///{path}"):
        pass
    return path.read_bytes()


@pytest.fixture
def store(url: str, tmp_path: Path, empty_database: bytes) -> Iterator[Store]:
    if not SERVER:
        (tmp_path / "archive.db").write_bytes(empty_database)
    with open_store(url, SHIPPED_TAGGER.tag) as opened:
        yield opened
