"""Two apps in one process: each goes by the names and the topics of its own archive."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from flask.testing import FlaskClient

from app.web import create_app
from archive.models import Draft, Item, Paragraph, Source
from archive.store import open_store
from index.engines.memory.engine import MemoryEngine
from index.mapping import index_document
from tests.support.small_archive import settings_in

TEXT = "The Zorpians went to sea at high tide, and Aninha with them."
TOPICS = """
[[topic]]
id = "sea"
label = "{label}"
medtop = "medtop:06000000"
terms = {{ 5 = ["high tide"] }}
"""


def app_of(folder: Path, names: str, label: str) -> FlaskClient:
    """The app of an archive with one issue, whose files say what names are and what the topic is called."""
    folder.mkdir()
    (folder / "names.toml").write_text(names, "utf-8")
    (folder / "topics.toml").write_text(TOPICS.format(label=label), "utf-8")
    settings = replace(settings_in(folder), names=folder / "names.toml", topics=folder / "topics.toml")
    draft = Draft(
        "Sea Letter", date(2025, 3, 3), (Item(position=1, headline="News", paragraphs=(Paragraph(TEXT),)),)
    )
    engine = MemoryEngine(settings.vocabularies)
    with open_store(settings.database) as store:
        store.put(settings.tagger.tag(draft), Source("a.txt", "text/plain", b"a"))
        documents = [index_document(placed, settings.vocabularies) for placed in store.all_items()]
        engine.rebuild(documents, store.revision)
    return create_app(settings, engine).test_client()


def said(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_each_of_two_apps_goes_by_its_own_names_and_topics(tmp_path: Path) -> None:
    one = app_of(tmp_path / "one", '[organisation]\n"Zorp" = ["Zorpians"]', "The sea")
    two = app_of(tmp_path / "two", '[person]\n"Ana Brito" = ["Aninha"]', "Oceans and coasts")
    for client, mine, other in ((one, "Zorp", "Ana Brito"), (two, "Ana Brito", "Zorp")):
        item = client.get("/api/v1/items/sl-2025-03-03-1").get_json()
        named = [tag["value"] for tag in (*item["people"], *item["organisations"])]
        assert mine in named
        assert other not in named
    for client, label in ((one, "The sea"), (two, "Oceans and coasts"), (one, "The sea")):
        item = client.get("/api/v1/items/sl-2025-03-03-1").get_json()
        assert [tag["label"] for tag in item["topics"]] == [label]
        assert label in said(client, "/search?q=tide")
        assert label in said(client, f"/api/v1/suggest?q={label.split()[-1]}")
    assert one.get("/api/v1/search?person=aninha").status_code == 400
    assert two.get("/api/v1/search?person=aninha").get_json()["total"] == 1
