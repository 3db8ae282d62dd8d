"""An editor of the small archive, and requests that sign this editor in."""

import base64

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ITEM = "tl-2025-01-10-1"
PASSWORD = "a long password"
BASIC = {"Authorization": "Basic " + base64.b64encode(f"ana:{PASSWORD}".encode()).decode()}


def csrf_token(client: FlaskClient, url: str) -> str:
    found = BeautifulSoup(client.get(url).text, "lxml").select_one("main input[name=csrf_token]")
    assert found
    return str(found["value"])


def sign_in(client: FlaskClient, words: str = PASSWORD, **more: str) -> TestResponse:
    form = {"name": "ana", "password": words, "csrf_token": csrf_token(client, "/sign-in"), **more}
    return client.post("/sign-in", data=form)
