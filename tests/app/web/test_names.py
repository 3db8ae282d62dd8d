"""People and organisations on the pages and in the API, and acronyms that are looked for in both forms."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.web import create_app
from archive.models import Draft, Item, Paragraph, Source
from archive.store import open_store
from archive.tagging.tagger import tag
from tests.support.responses import data, links, page, texts
from tests.support.small_archive import engine_over, settings_in

ITEMS = json.loads((Path(__file__).parent / "names.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = settings_in(tmp_path_factory.mktemp("names"))
    items = tuple(
        Item(position=number, headline=headline, paragraphs=(Paragraph(text),))
        for number, (headline, text) in enumerate(ITEMS, 1)
    )
    with open_store(settings.database) as store:
        store.put(tag(Draft("Money Letter", date(2025, 3, 3), items)), Source("a.txt", "text/plain", b"a"))
        app = create_app(settings, engine_over(store))
        yield app.test_client()
        app.extensions["briefings"].close()


def found(client: FlaskClient, url: str) -> list[str]:
    return sorted(result["id"][-1] for result in data(client, url)["results"])


def test_people_and_organisations_are_facets_whose_links_narrow_the_search(client: FlaskClient) -> None:
    panel = page(client, "/search").select_one(".facets")
    assert panel
    assert {"Person", "Organisation"} <= set(texts(panel, "h2"))
    assert "Acronym" not in texts(panel, "h2")
    assert "/search?person=Ana+Brito" in links(panel, "a.pick")
    assert found(client, "/api/v1/search?person=Ana+Brito") == ["1", "4"]
    assert found(client, "/api/v1/search?-person=Ana+Brito") == ["2", "3"]


@pytest.mark.parametrize(
    "typed", ["person:%22ana%20brito%22", "person:ana", "who:Ana", "people:%22ANA%20BRITO%22"]
)
def test_a_person_is_found_by_a_field_whatever_the_case(client: FlaskClient, typed: str) -> None:
    assert found(client, f"/api/v1/search?q={typed}") == ["1", "4"]


def test_who_was_meant_by_a_part_of_a_name_is_told(client: FlaskClient) -> None:
    assert data(client, "/api/v1/search?q=person:ana")["repairs"] == [
        "The person was taken to be ‘Ana Brito’."
    ]
    assert data(client, "/api/v1/search?q=person:%22Ana+Brito%22")["repairs"] == []


def test_a_name_that_stands_in_no_item_is_searched_for_as_text_and_refused_as_a_filter(
    client: FlaskClient,
) -> None:
    assert "No person is called ‘Nobody’" in data(client, "/api/v1/search?q=person:Nobody")["repairs"][0]
    problem = data(client, "/api/v1/search?person=Nobody", 400)
    assert "no item of the archive names one" in problem["detail"]


def test_an_item_shows_who_is_named_in_which_office_and_the_words_for_it(client: FlaskClient) -> None:
    item = data(client, "/api/v1/items/ml-2025-03-03-1")
    assert [(p["value"], p["role"]) for p in item["people"]] == [("Ana Brito", "Chilean Finance Minister")]
    (body,) = item["organisations"]
    assert body["value"] == "International Monetary Fund"
    assert set(body["evidence"]) == {"International Monetary Fund", "IMF"}
    shown = texts(page(client, "/items/ml-2025-03-03-1"), ".facts dd")
    assert any(line.startswith("Ana Brito, Chilean Finance Minister") for line in shown)


def test_an_acronym_finds_the_long_form_too_and_says_so_with_a_way_out(client: FlaskClient) -> None:
    answer = data(client, "/api/v1/search?q=IMF")
    assert found(client, "/api/v1/search?q=IMF") == ["1", "2", "3"]
    assert answer["expansions"] == [{"typed": "IMF", "besides": "International Monetary Fund"}]
    assert answer["as_typed_url"] == "/search?q=IMF&exact=1"
    (line,) = texts(page(client, "/search?q=IMF"), ".asked .meant")
    assert line == "Also looked for International Monetary Fund, for IMF. Search only for what was typed"


def test_the_long_form_finds_the_acronym_too(client: FlaskClient) -> None:
    assert found(client, "/api/v1/search?q=international+monetary+fund") == ["1", "2", "3"]


@pytest.mark.parametrize("url", ["/api/v1/search?q=IMF&exact=1", "/api/v1/search?q=%22IMF%22"])
def test_what_was_typed_alone_can_be_asked_for(client: FlaskClient, url: str) -> None:
    answer = data(client, url)
    assert found(client, url) == ["1", "3"]
    assert (answer["expansions"], answer["as_typed_url"]) == ([], None)


def test_a_search_for_what_was_typed_alone_leads_back(client: FlaskClient) -> None:
    assert "/search?q=IMF" in links(page(client, "/search?q=IMF&exact=1"), ".chips a")


def test_both_forms_are_marked_in_the_results(client: FlaskClient) -> None:
    marked = texts(page(client, "/search?q=IMF"), ".results mark")
    assert {"IMF", "International Monetary Fund"} <= set(marked)


def test_facets_of_a_search_count_both_forms(client: FlaskClient) -> None:
    assert data(client, "/api/v1/facets?q=IMF")["total"] == 3


def test_the_words_for_a_name_are_its_other_forms_alone(client: FlaskClient) -> None:
    (fact,) = [text for text in texts(page(client, "/items/ml-2025-03-03-1"), ".facts dd") if "Brito" in text]
    assert fact.count("Ana Brito") == 1
    assert fact.endswith("Brito")
