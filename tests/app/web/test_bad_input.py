"""Bad input from the network: always an answer, or a 400 that says what to change; never a 500."""

import random

import pytest
from flask.testing import FlaskClient

from tests.support.responses import answer, data, link, page, soup, texts

QUERIES = {
    "unbalanced quotes": '"gallium',
    "unbalanced brackets": "((gallium",
    "closing brackets": "gallium))",
    "lone operators": "OR AND NOT - ~ *",
    "only a field": "headline:",
    "unknown field": "colour:red",
    "unknown value": "topic:nothing",
    "bad date": "date:2025-99",
    "ten thousand characters": "gallium " * 1250,
    "one long word": "x" * 10_000,
    "opening brackets": "[x " * 4000,
    "deep brackets": "(" * 5000 + "x" + ")" * 5000,
    "NUL": "gal\0lium",
    "control characters": "\x01\x02\x1b[31m",
    "emoji": "🌍 🇨🇳 👩‍💻",
    "right to left": "\u202egallium\u202c",
    "halves of pairs": "a\ufffdb",
    "wildcards": "*a* ?b? a*b*c*d* **** ????",
    "fuzzy": "gallium~9 ~ a~0",
    "sql": "'; DROP TABLE items; --",
    "template": "{{ 7 * 7 }} {% raw %}",
    "slash": "either/or c:\\path",
    "percent": "100% %s %d",
    "thai": "ภาษาไทย",
    "han": "北京 上海",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
@pytest.mark.parametrize("path", ["/search", "/api/v1/search", "/api/v1/suggest", "/items/tl-2025-01-10-1"])
def test_any_query_text_is_answered(client: FlaskClient, path: str, query: str) -> None:
    response = client.get(path, query_string={"q": query})
    assert response.status_code == 200, response.text[:300]


@pytest.mark.parametrize(
    "name", ["q", "topic", "-region", "date", "publication", "from", "to", "sort", "page", "limit"]
)
@pytest.mark.parametrize(
    "value", ["%00", "%FF%FE", "%F0%9F", "%0D%0ASet-Cookie:a=b", "x" * 10_000, "%ED%A0%80", "[]"]
)
def test_no_value_of_any_parameter_breaks_a_page(client: FlaskClient, name: str, value: str) -> None:
    for path in ("/search", "/api/v1/search", "/api/v1/facets", "/issues"):
        response = client.get(f"{path}?{name}={value}")
        assert response.status_code in (200, 400), f"{path}: {response.status}"
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/search?q=gallium&page=1000000000", "Page 1000000000 lies past the last; there is one page."),
        ("/search?page=4", "Page 4 lies past the last; there are 3 pages."),
        ("/search?from=2026&to=2025", "“from” (2026) lies after “to” (2025)"),
        ("/search?colour=red", "There is no field “colour”"),
        ("/search?region=Atlantis", "There is no region “Atlantis”"),
        ("/search?publication=none", "There is no publication “none”"),
        ("/issues?page=9", "Page 9 lies past the last"),
        ("/issues?year=25", "no year"),
        ("/issues?publication=none", "no such publication"),
    ],
)
def test_what_cannot_be_searched_is_said_in_one_line(client: FlaskClient, url: str, told: str) -> None:
    assert told in texts(page(client, url, 400), "main p")[0]
    problem = data(client, "/api/v1" + url, 400)
    assert told in problem["detail"]
    assert problem["status"] == 400


def test_a_bad_search_links_to_the_mended_one(client: FlaskClient) -> None:
    mended = link(page(client, "/search?q=gallium&page=99&region=CN", 400), "Search")
    assert mended == "/search?q=gallium&region=CN"
    assert data(client, "/api/v1/search?q=gallium&page=99", 400)["mended"] == "/api/v1/search?q=gallium"


def test_values_without_items_are_no_mistake(client: FlaskClient) -> None:
    assert texts(page(client, "/search?region=FJ"), "h1") == ["No items"]
    assert texts(page(client, "/search?topic=sports"), "h1") == ["No items"]


@pytest.mark.parametrize("path", ["/items/", "/issues/", "/api/v1/items/", "/api/v1/issues/"])
@pytest.mark.parametrize(
    "id_", ["none-2025-01-01-1", "%00", "%FF", "..%2F..%2Fetc", "x" * 5000, "%F0%9F%8C%8D", "a b"]
)
def test_an_unknown_id_is_not_found(client: FlaskClient, path: str, id_: str) -> None:
    response = answer(client, path + id_, 404)
    kind = "application/problem+json" if path.startswith("/api") else "text/html"
    assert response.mimetype == kind


def test_other_methods_are_refused(client: FlaskClient) -> None:
    assert client.post("/search").status_code == 405
    response = client.delete("/api/v1/items/tl-2025-01-10-1")
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("query", ["gallium+" * 4000, "(" * 5000 + "gallium"])
def test_an_endless_query_is_not_repeated_in_every_link(client: FlaskClient, query: str) -> None:
    response = answer(client, f"/search?q={query}")
    assert texts(soup(response), ".notes li")
    assert len(response.text) < 500_000


def test_too_many_filters_are_refused(client: FlaskClient) -> None:
    days = "&".join(f"date={year}" for year in range(1900, 2025))
    assert "too many" in answer(client, f"/search?{days}", 400).text


def test_random_urls_never_break_the_site(client: FlaskClient) -> None:
    chosen = random.Random(7)
    names = ["q", "topic", "-topic", "region", "from", "to", "sort", "page", "limit", "date", "x"]
    values = [
        "",
        "1",
        "CN",
        "trade",
        "2025",
        "2025-13",
        '"',
        "a b",
        "%",
        "\u0000",
        "é",
        "-1",
        "newest",
        "🌍",
        "((",
    ]
    for _ in range(300):
        pairs = [(chosen.choice(names), chosen.choice(values)) for _ in range(chosen.randrange(6))]
        assert client.get("/search", query_string=pairs).status_code in (200, 400), pairs
