"""The site over the small archive, with the oracle as its engine; one for all tests that only read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import accounts
from app.web import create_app
from archive.store import Store
from tests.support.sign_in import PASSWORD, sign_in
from tests.support.small_archive import engine_over, fill, settings_in


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


@pytest.fixture
def editors(store: Store, fresh_app: Flask) -> Flask:
    """A site with one editor."""
    accounts.add(store, "ana", PASSWORD)
    return fresh_app


@pytest.fixture
def signed_in(editors: Flask) -> FlaskClient:
    client = editors.test_client()
    assert sign_in(client).status_code == 303
    return client


@pytest.fixture
def private(store: Store, tmp_path: Path) -> FlaskClient:
    accounts.add(store, "ana", PASSWORD)
    settings = replace(settings_in(tmp_path), private=True)
    return create_app(settings, engine_over(store)).test_client()


def _site(folder: Path) -> Iterator[Flask]:
    with fill(settings_in(folder)) as store:
        yield from _over(store, folder)


def _over(store: Store, folder: Path) -> Iterator[Flask]:
    app = create_app(settings_in(folder, page_size=5), engine_over(store))
    yield app
    app.extensions["briefings"].store.close()
