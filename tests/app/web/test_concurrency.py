"""What a page costs the store, and many readers at once while the index is made anew."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web import create_app
from archive.models import PlacedItem, Source
from archive.store import Store
from index.engines import open_engine
from index.sync import catch_up, reindex
from tests.support.responses import answer, page, texts
from tests.support.small_archive import draft_of, settings_in


def test_a_page_of_results_asks_the_store_for_all_its_items_at_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    items = Store.items

    def counted(store: Store, ids: list[str]) -> list[PlacedItem]:
        asked.append(len(ids))
        return items(store, ids)

    monkeypatch.setattr(Store, "items", counted)
    answer(client, "/search")
    assert asked == [5]


def test_readers_go_on_reading_while_the_index_is_made_anew(tmp_path: Path, store: Store) -> None:
    settings = settings_in(tmp_path)
    reindex(store, open_engine(settings.index))
    app = create_app(settings)

    def read(number: int) -> int:
        url = ("/search?q=gallium", "/api/v1/search", "/items/tl-2025-01-10-1", "/")[number % 4]
        return app.test_client().get(url).status_code

    with ThreadPoolExecutor(6) as readers:
        answers = [readers.submit(read, number) for number in range(80)]
        for _ in range(3):
            reindex(store, open_engine(settings.index))
        assert {each.result() for each in answers} == {200}
    app.extensions["briefings"].store.close()


def test_a_new_issue_is_found_as_soon_as_the_index_has_caught_up(tmp_path: Path, store: Store) -> None:
    settings = settings_in(tmp_path)
    reindex(store, open_engine(settings.index))
    app: Flask = create_app(settings)
    client = app.test_client()
    item = {"headline": "Antimony", "paragraphs": ["Antimony."], "takeaway": "", "topics": {}, "regions": {}}
    told = {"publication": "Metal Post", "date": "2025-06-01", "place": "Lima", "items": [item]}
    assert texts(page(client, "/search?q=antimony"), "h1") == ["No items"]
    store.put(draft_of(told), Source("m", "text/plain", b"m"))
    engine = open_engine(settings.index)
    catch_up(store, engine)
    engine.close()
    assert texts(page(client, "/search?publication=Metal+Post&q=antimony"), "h1") == ["1 item, Jun 2025"]
    app.extensions["briefings"].store.close()
