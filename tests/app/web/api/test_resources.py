"""The JSON API: the same answers as the pages, as its OpenAPI document describes them."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from tests.support.responses import data, links, page

SEARCHES = [
    "",
    "?q=gallium",
    "?q=gallium&region=CN&sort=oldest",
    "?q=steel+OR+gallium&-region=JP&page=2&limit=2",
    "?q=galium",
    "?q=gallium+lithium",
    "?q=%22gallium",
    "?from=2025&to=2025-02",
]
ADDRESSES = {
    "/api/v1/items/tl-2025-01-10-1": "Item",
    "/api/v1/items/en-2025-03-03-1": "Item",
    "/api/v1/issues/tl-2025-01-10": "Issue",
    "/api/v1/issues": "Issues",
    "/api/v1/issues?publication=en&year=2025": "Issues",
    "/api/v1/suggest?q=gal": "Suggestions",
    "/api/v1/suggest?q=": "Suggestions",
    "/api/v1/facets?q=gallium": "Facets",
    "/api/v1/ahead": "Expectations",
    "/api/v1/ahead?from=2025-04&region=CN&limit=1": "Expectations",
    **{f"/api/v1/search{query}": "Search" for query in SEARCHES},
}


@pytest.mark.parametrize("query", SEARCHES)
def test_the_api_finds_what_the_page_finds(client: FlaskClient, query: str) -> None:
    found, shown = data(client, f"/api/v1/search{query}"), page(client, f"/search{query}")
    assert [r["url"] for r in found["results"]] == [u.partition("?")[0] for u in links(shown, "h3 a")]
    heading = shown.select_one("h1")
    assert heading
    assert heading.get_text().startswith(f"{found['total'] or 'No'} item")


@pytest.mark.parametrize(("url", "schema"), ADDRESSES.items())
def test_answers_are_as_described(client: FlaskClient, url: str, schema: str) -> None:
    described = data(client, "/api/v1/openapi.json")
    checker = Draft202012Validator(
        {"$ref": f"#/components/schemas/{schema}", "components": described["components"]}
    )
    checker.validate(data(client, url))


def test_answers_have_no_key_that_is_not_described(client: FlaskClient) -> None:
    schemas = data(client, "/api/v1/openapi.json")["components"]["schemas"]
    for url, schema in ADDRESSES.items():
        assert set(data(client, url)) == set(schemas[schema]["properties"]), url


def test_highlights_are_slices_of_the_snippet(client: FlaskClient) -> None:
    snippets = [result["snippet"] for result in data(client, "/api/v1/search?q=gallium")["results"]]
    matched = {s["text"][start:end].lower() for s in snippets for start, end in s["highlights"]}
    assert matched == {"gallium"}


def test_facets_tell_values_labels_counts_parents_and_what_is_chosen(client: FlaskClient) -> None:
    values = data(client, "/api/v1/search?region=CN")["facets"]["region"]
    china = next(value for value in values if value["value"] == "CN")
    assert (china["label"], china["count"], china["selected"]) == ("China", 3, True)
    guangdong = next(value for value in values if value["value"] == "CN-GD")
    assert (guangdong["parent"], guangdong["url"]) == ("CN", "/search?region=CN-GD")


def test_facets_alone_are_those_of_the_search(client: FlaskClient) -> None:
    search, facets = data(client, "/api/v1/search?q=steel"), data(client, "/api/v1/facets?q=steel")
    assert facets == {name: search[name] for name in ("total", "facets", "revision")}


def test_the_number_of_results_can_be_chosen_up_to_a_hundred(client: FlaskClient) -> None:
    assert len(data(client, "/api/v1/search?limit=100")["results"]) == 11
    assert len(data(client, "/api/v1/search?limit=2")["results"]) == 2


def test_an_item_is_told_whole(client: FlaskClient) -> None:
    item = data(client, "/api/v1/items/tl-2025-01-10-1")
    assert item["headline"] == "Guangdong opens a market for chip tools"
    assert item["event_dates"] == [
        {
            "first": "2025-01-06",
            "last": "2025-01-06",
            "text": "6 January",
            "precision": "day",
            "ahead": False,
            "sentence": "",
        }
    ]
    assert item["topics"] == [{"value": "semiconductors", "label": "Semiconductors", "evidence": ["chip"]}]
    assert item["next"]["id"] == "tl-2025-01-10-2"
    link = item["paragraphs"][0]["links"][0]
    assert item["paragraphs"][0]["text"][link["start"] : link["end"]] == "a market"


def test_an_issue_is_told_with_all_items_in_order(client: FlaskClient) -> None:
    issue = data(client, "/api/v1/issues/tl-2025-01-10")
    assert [item["position"] for item in issue["items"]] == [1, 2, 3]
    assert issue["front_matter"][0]["text"] == "The letter is longer this week."


def test_suggestions_lead_to_items_and_searches(client: FlaskClient) -> None:
    found: list[dict[str, Any]] = data(client, "/api/v1/suggest?q=gal")["suggestions"]
    assert {"/items/tl-2024-11-08-1", "/items/tl-2025-03-14-1"} <= {s["url"] for s in found}
    topics = data(client, "/api/v1/suggest?q=trad")["suggestions"]
    assert "/search?topic=trade" in {s["url"] for s in topics}


@pytest.mark.parametrize(
    "url", ["/", "/search?q=gallium", "/api/v1/search", "/items/tl-2025-01-10-1", "/nowhere"]
)
def test_head_answers_as_get_without_a_body(client: FlaskClient, url: str) -> None:
    head, get = client.head(url), client.get(url)
    assert (head.status_code, head.headers["Content-Length"]) == (
        get.status_code,
        get.headers["Content-Length"],
    )
    assert head.data == b""
