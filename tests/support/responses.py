"""Requests to the site, and what their responses hold: pages, JSON, links."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def page(client: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    """The page at `url`, which must answer with `status`."""
    return soup(answer(client, url, status))


def soup(response: TestResponse) -> BeautifulSoup:
    """The page of a response."""
    return BeautifulSoup(response.text, "lxml")


def data(client: FlaskClient, url: str, status: int = 200) -> dict[str, Any]:
    """The JSON object at `url`."""
    found: dict[str, Any] = answer(client, url, status).json or {}
    return found


def answer(client: FlaskClient, url: str, status: int = 200) -> TestResponse:
    """The response at `url`, which must have `status`."""
    response = client.get(url)
    assert response.status_code == status, f"{url} answered {response.status}: {response.text[:400]}"
    return response


def texts(parent: BeautifulSoup | Tag, selector: str) -> list[str]:
    """The texts of what a selector finds, white space collapsed."""
    return [" ".join(found.get_text().split()) for found in parent.select(selector)]


def links(parent: BeautifulSoup | Tag, selector: str) -> list[str]:
    """The addresses of the links that a selector finds."""
    return [str(found["href"]) for found in parent.select(selector)]


def link(parent: BeautifulSoup | Tag, text: str) -> str:
    """The address of the one link whose text begins with `text`."""
    found = [a for a in parent.select("a") if " ".join(a.get_text().split()).startswith(text)]
    assert len(found) == 1, f"{len(found)} links begin with {text!r}"
    return str(found[0]["href"])
