"""The site over the small archive, with the oracle as its engine; one for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web import create_app
from archive.store import Store
from tests.web.building import engine_over, fill, settings_in


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site that no test changes."""
    yield from _site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of one test's own."""
    with fill(settings_in(tmp_path)) as store:
        yield store


@pytest.fixture
def fresh_app(tmp_path: Path, store: Store) -> Iterator[Flask]:
    """A site over `store`."""
    yield from _over(store, tmp_path)


def _site(folder: Path) -> Iterator[Flask]:
    with fill(settings_in(folder)) as store:
        yield from _over(store, folder)


def _over(store: Store, folder: Path) -> Iterator[Flask]:
    app = create_app(settings_in(folder, page_size=5), engine_over(store))
    yield app
    app.extensions["briefings"].store.close()
