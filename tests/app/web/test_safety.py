"""Nothing of what sources or readers send becomes markup, and every answer has the headers that say so."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.support.responses import answer, links, page, texts

PAGES = [
    "/",
    "/search",
    "/search?q=power+OR+gas",
    "/search?q=alert",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?q=%22%3E%3Cimg+src=x+onerror=alert(1)%3E",
    "/search?topic=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/search?%3Cscript%3E=1",
    "/items/en-2025-03-03-1",
    "/items/en-2025-03-03-1?q=%3Cscript%3E+onerror",
    "/items/tl-2025-01-10-1",
    "/items/%3Cscript%3E",
    "/issues/en-2025-03-03",
    "/issues?publication=%3Cscript%3E",
    "/issues",
    "/topics",
    "/regions",
    "/ahead",
    "/ahead?q=%3Cscript%3E&region=CN",
    "/help",
    "/nowhere/%3Cscript%3E",
]


@pytest.mark.parametrize("url", PAGES)
def test_no_text_becomes_markup(client: FlaskClient, url: str) -> None:
    found = BeautifulSoup(client.get(url).text, "lxml")
    scripts = found.select("script")
    assert [bool(str(s.get("src", "")).startswith("/static/")) and not s.text for s in scripts] == [True]
    for element in found.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"], element
    assert not found.select("style, iframe, object, embed, base, img")


@pytest.mark.parametrize("url", PAGES)
def test_links_have_harmless_schemes_only(client: FlaskClient, url: str) -> None:
    found = BeautifulSoup(client.get(url).text, "lxml")
    for element in found.select("[href], [src], [action]"):
        for name in ("href", "src", "action"):
            target = str(element.get(name, "/"))
            assert re.match(r"/|#|https?://|mailto:", target), target


def test_hostile_text_is_kept_as_text(client: FlaskClient) -> None:
    found = page(client, "/items/en-2025-03-03-1")
    assert texts(found, "h1") == ["<script>alert('headline')</script> & <img src=x onerror=alert(1)>"]
    assert "A paragraph with <script>alert('text')</script> in it" in texts(found, ".text p")[0]
    assert links(found, ".text a") == ['https://example.org/"onclick="alert(1)']


def test_links_of_sources_open_nothing_and_vouch_for_nothing(client: FlaskClient) -> None:
    found = page(client, "/items/tl-2025-01-10-1").select(".text a")
    assert [(a["href"], a["rel"]) for a in found] == [
        ("https://example.org/market", ["noopener", "nofollow", "ugc"])
    ]


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/search?q=a",
        "/search?page=0",
        "/nowhere",
        "/static/site.css",
        "/api/v1/search",
        "/api/v1/nowhere",
    ],
)
def test_every_answer_forbids_what_it_does_not_need(client: FlaskClient, url: str) -> None:
    with client.get(url) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]


def test_a_failure_inside_is_a_page_without_its_details(fresh_app: Flask) -> None:
    def fail() -> str:
        raise ValueError("a secret")

    app, client = fresh_app, fresh_app.test_client()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["pages.issues"] = fail
    app.view_functions["api.issues"] = fail
    assert "secret" not in answer(client, "/issues", 500).text
    response = answer(client, "/api/v1/issues", 500)
    assert response.mimetype == "application/problem+json"
    assert "secret" not in response.text


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search?q=gallium")
    again = client.get("/search?q=gallium", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.text == ""


def test_static_files_are_kept_for_a_year_at_an_address_that_changes_with_them(client: FlaskClient) -> None:
    sheet = links(page(client, "/"), "link[rel=stylesheet]")[0]
    assert re.fullmatch(r"/static/site\.css\?v=[0-9a-f]{12}", sheet)
    with client.get(sheet) as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_large_answers_are_compressed_for_those_who_ask(client: FlaskClient) -> None:
    packed = client.get("/search", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get("/search").data
    assert "Accept-Encoding" in packed.headers["Vary"]
