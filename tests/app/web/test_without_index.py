"""What the site does without an index, or with one that is damaged, empty or made while it runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.web import create_app
from archive.store import Store
from index.engines import open_engine
from index.sync import reindex
from tests.support.responses import answer, data, page, texts
from tests.support.small_archive import fill, settings_in


@pytest.fixture
def bare(tmp_path: Path, store: Store) -> Iterator[FlaskClient]:
    app = create_app(settings_in(tmp_path))
    yield app.test_client()
    app.extensions["briefings"].store.close()


@pytest.mark.parametrize("url", ["/search", "/search?q=gallium", "/topics", "/regions", "/ahead"])
def test_searches_say_in_one_line_how_to_make_the_index(bare: FlaskClient, url: str) -> None:
    response = answer(bare, url, 503)
    assert "briefings reindex" in response.text
    assert response.headers["Retry-After"]


@pytest.mark.parametrize("url", ["/api/v1/search", "/api/v1/facets", "/api/v1/suggest?q=a", "/api/v1/ahead"])
def test_the_api_says_it_too(bare: FlaskClient, url: str) -> None:
    assert "briefings reindex" in data(bare, url, 503)["detail"]


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/items/tl-2025-01-10-1",
        "/issues/tl-2025-01-10",
        "/issues",
        "/help",
        "/api/v1/items/tl-2025-01-10-1",
    ],
)
def test_items_and_issues_are_there_without_an_index(bare: FlaskClient, url: str) -> None:
    answer(bare, url)


def test_an_index_made_meanwhile_is_taken_up(bare: FlaskClient, store: Store, tmp_path: Path) -> None:
    answer(bare, "/search", 503)
    reindex(store, open_engine(settings_in(tmp_path).index))
    assert texts(page(bare, "/search?q=gallium"), "h1") == ["3 items, Nov 2024 – Mar 2025"]
    assert page(bare, "/items/tl-2024-11-08-1").select(".similar a")


def test_a_damaged_index_is_said_to_be_so(bare: FlaskClient, store: Store, tmp_path: Path) -> None:
    folder = Path(settings_in(tmp_path).index)
    reindex(store, open_engine(folder))
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"\xff" * 64)
    assert "briefings reindex" in answer(bare, "/search?q=gallium", 503).text
    answer(bare, "/items/tl-2025-01-10-1")


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    fill(settings, copies=0).close()
    app = create_app(settings)
    assert "briefings ingest" in answer(app.test_client(), "/").text
    assert texts(page(app.test_client(), "/issues"), "h1") == ["0 issues"]
    app.extensions["briefings"].store.close()
