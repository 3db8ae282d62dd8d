"""The OpenAPI document is valid and covers every address."""

from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from tests.support.responses import data


def test_the_description_is_valid_openapi(client: FlaskClient) -> None:
    validate(data(client, "/api/v1/openapi.json"))


def test_the_description_covers_every_address(app: Flask, client: FlaskClient) -> None:
    described = set(data(client, "/api/v1/openapi.json")["paths"])
    rules = {rule.rule.replace("<id_>", "{id}") for rule in app.url_map.iter_rules()}
    assert described == {rule for rule in rules if rule.startswith("/api/")}
