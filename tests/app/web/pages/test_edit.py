"""Signing in, and editing items by the pages and by the API."""

import base64
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts
from archive.models import PlacedItem
from archive.store import Store
from tests.support.responses import page, texts
from tests.support.sign_in import BASIC, ITEM, PASSWORD, csrf_token, sign_in


def send(client: FlaskClient, **fields: str) -> TestResponse:
    url = f"/items/{ITEM}/edit"
    return client.post(url, data={"csrf_token": csrf_token(client, url), **fields})


def item(store: Store) -> PlacedItem:
    found = store.item(ITEM)
    assert isinstance(found, PlacedItem)
    return found


def test_a_reader_sees_no_way_to_edit_and_is_asked_to_sign_in(editors: Flask) -> None:
    client = editors.test_client()
    assert "/edit" not in client.get(f"/items/{ITEM}").text
    for answer in (client.get(f"/items/{ITEM}/edit"), client.post(f"/items/{ITEM}/edit")):
        assert (answer.status_code, answer.location) == (303, f"/sign-in?next=/items/{ITEM}/edit")


def test_after_signing_in_one_is_where_one_wanted_to_be(editors: Flask) -> None:
    client = editors.test_client()
    assert sign_in(client, next=f"/items/{ITEM}/edit").location == f"/items/{ITEM}/edit"
    assert texts(page(client, f"/items/{ITEM}/edit"), "h1") == ["Edit"]


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "evil",
        "/\t/evil.example",
        "/\n/evil",
        "/a\r\nb: c",
    ],
)
def test_signing_in_leads_to_no_other_site(editors: Flask, target: str) -> None:
    assert sign_in(editors.test_client(), next=target).location == "/"


def test_a_wrong_password_says_so_and_signs_nobody_in(editors: Flask) -> None:
    client = editors.test_client()
    answer = sign_in(client, words="wrong")
    assert answer.status_code == 403
    assert "There is no editor of this name and password." in answer.text
    assert client.get(f"/items/{ITEM}/edit").status_code == 303


def test_too_many_wrong_passwords_close_the_name_for_a_while(editors: Flask) -> None:
    client = editors.test_client()
    for _ in range(accounts.MAX_FAILURES_AS_NAME):
        sign_in(client, words="wrong")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    told = client.patch(f"/api/v1/items/{ITEM}", headers=BASIC, json={"headline": "New"})
    assert told.status_code == 429


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts(editors: Flask) -> None:
    client = editors.test_client()
    cookie = sign_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert PASSWORD not in cookie
    secure = editors.test_client().get("/sign-in", base_url="https://example.org")
    assert "Secure" in secure.headers["Set-Cookie"]


@pytest.mark.parametrize("url", ["/sign-in", "/sign-out", f"/items/{ITEM}/edit"])
def test_a_form_without_its_token_changes_nothing(signed_in: FlaskClient, store: Store, url: str) -> None:
    before = item(store)
    answer = signed_in.post(url, data={"headline": "Forged", "was-headline": "x", "csrf_token": "forged"})
    assert answer.status_code == 400
    assert "This form is too old" in answer.text
    assert item(store) == before
    assert signed_in.get(f"/items/{ITEM}/edit").status_code == 200


def test_another_password_or_the_end_of_an_account_ends_all_sessions(
    signed_in: FlaskClient, store: Store
) -> None:
    accounts.add(store, "ana", "another password")
    assert signed_in.get(f"/items/{ITEM}/edit").status_code == 303
    store.delete_editor("ana")
    assert signed_in.get(f"/items/{ITEM}/edit").status_code == 303


def test_signing_out_ends_the_session(signed_in: FlaskClient) -> None:
    form = {"csrf_token": csrf_token(signed_in, f"/items/{ITEM}/edit")}
    assert signed_in.post("/sign-out", data=form).status_code == 303
    assert signed_in.get(f"/items/{ITEM}/edit").status_code == 303


def test_a_correction_shows_at_once_in_the_item_its_facts_and_search(
    signed_in: FlaskClient, store: Store
) -> None:
    answer = send(
        signed_in,
        headline="Zanzibar opens a market",
        **{"was-headline": item(store).item.headline},
        topics="Energy\nTrade",
        **{"was-topics": "anything"},
        reason="as printed",
    )
    assert answer.location == f"/items/{ITEM}"
    found = page(signed_in, f"/items/{ITEM}")
    assert texts(found, "h1") == ["Zanzibar opens a market"]
    assert texts(found, "p[role=status]") == ["Corrected: headline, topics."]
    assert any("by ana," in fact and "as printed" in fact for fact in texts(found, ".facts dd"))
    assert [tag.value for tag in item(store).item.topics] == ["energy", "trade"]
    assert f"/items/{ITEM}" in signed_in.get("/search?q=Zanzibar").text


def test_what_another_editor_changed_meanwhile_is_left_alone(signed_in: FlaskClient, store: Store) -> None:
    stale = item(store).item.headline
    store.correct(ITEM, "headline", "By another", editor="ben")
    send(signed_in, headline=stale, takeaway="New", **{"was-headline": stale, "was-takeaway": "x"})
    assert item(store).item.headline == "By another"
    assert item(store).item.takeaway == "New"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"topics": "Energie", "was-topics": ""}, "there is no topic Energie"),
        ({"regions": "Atlantis", "was-regions": ""}, "there is no region Atlantis"),
        ({"headline": "", "was-headline": "x"}, "a headline cannot be empty"),
        ({"do": "split", "paragraph": "x"}, "choose the paragraph"),
        ({"do": "split", "paragraph": "99"}, "can only be split at a paragraph"),
        ({"do": "join", "with": "tl-1999-01-01-1"}, "only items of one issue can be joined"),
        ({"undo": "url"}, "is no field that can be corrected"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_form(
    signed_in: FlaskClient, store: Store, fields: dict[str, str], problem: str
) -> None:
    before = item(store)
    answer = send(signed_in, **fields)
    assert answer.status_code == 400
    assert problem in " ".join(texts(BeautifulSoup(answer.text, "lxml"), ".refused"))
    assert item(store) == before


def test_a_form_that_is_refused_keeps_what_was_typed(signed_in: FlaskClient, store: Store) -> None:
    typed = {"takeaway": "A judgement.", "was-takeaway": "x", "topics": "Energie", "was-topics": "y"}
    form = BeautifulSoup(send(signed_in, **typed, reason="as printed").text, "lxml")
    assert texts(form, "textarea[name=takeaway], textarea[name=topics]") == ["A judgement.", "Energie"]
    assert [box["value"] for box in form.select("[name=was-takeaway], #why-correct")] == ["x", "as printed"]


def test_a_takeaway_that_an_editor_writes_stands_below_the_item(signed_in: FlaskClient, store: Store) -> None:
    send(signed_in, takeaway="A judgement.", **{"was-takeaway": "x"})
    for url in (f"/items/{ITEM}", "/issues/tl-2025-01-10"):
        assert "Takeaway A judgement." in texts(page(signed_in, url), "p.takeaway")


def test_items_are_split_joined_and_corrections_undone_by_forms(signed_in: FlaskClient, store: Store) -> None:
    count = len(list(store.all_items()))
    send(signed_in, do="split", paragraph="2", headline="A second story")
    new = next(placed.item for placed in store.all_items() if placed.item.headline == "A second story")
    send(signed_in, do="join", **{"with": new.id})
    assert len(list(store.all_items())) == count
    send(signed_in, headline="Another", **{"was-headline": "x"})
    send(signed_in, undo="headline")
    assert item(store).item.headline != "Another"


def test_an_item_that_is_not_there_cannot_be_edited(signed_in: FlaskClient) -> None:
    assert signed_in.get("/items/tl-1999-01-01-1/edit").status_code == 404
    assert signed_in.patch("/api/v1/items/nothing", headers=BASIC, json={}).status_code == 404


def test_a_program_corrects_with_name_and_password(editors: Flask, store: Store) -> None:
    client = editors.test_client()
    sent = {"headline": "Zanzibar opens a market", "regions": ["TZ"], "reason": "as printed"}
    answer = client.patch(f"/api/v1/items/{ITEM}", headers=BASIC, json=sent)
    told = answer.get_json()
    assert answer.status_code == 200
    assert (told["headline"], [region["value"] for region in told["regions"]]) == (
        "Zanzibar opens a market",
        ["TZ"],
    )
    assert [(c["field"], c["editor"], c["reason"]) for c in told["corrections"]] == [
        ("headline", "ana", "as printed"),
        ("regions", "ana", "as printed"),
    ]
    assert client.get("/api/v1/search?q=Zanzibar").get_json()["total"] == 1
    undone = client.patch(f"/api/v1/items/{ITEM}", headers=BASIC, json={"headline": None}).get_json()
    assert undone["headline"] != "Zanzibar opens a market"


def test_a_program_splits_and_joins(editors: Flask, store: Store) -> None:
    client = editors.test_client()
    address = f"/api/v1/items/{ITEM}"
    assert (
        client.post(f"{address}/split", headers=BASIC, json={"paragraph": 2, "headline": "B"}).status_code
        == 200
    )
    new = next(placed.item.id for placed in store.all_items() if placed.item.headline == "B")
    assert client.post(f"{address}/join", headers=BASIC, json={"with": new}).status_code == 200


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ([1], "send a JSON object"),
        ({"headline": 3}, "takes one text"),
        ({"topics": "energy"}, "takes a list of values"),
        ({"topics": [3]}, "takes a list of texts"),
        ({"url": "x"}, "url is no field"),
        ({"headline": "x", "reason": 3}, "reason is a text"),
        ({"url": None}, "url is no field"),
    ],
)
def test_what_a_program_may_not_send_is_a_400_that_says_why(
    editors: Flask, sent: object, problem: str
) -> None:
    answer = editors.test_client().patch(f"/api/v1/items/{ITEM}", headers=BASIC, json=sent)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert problem in answer.get_json()["detail"]


def test_a_program_without_a_password_is_told_to_sign_in(editors: Flask) -> None:
    client = editors.test_client()
    wrong = {"Authorization": "Basic " + base64.b64encode(b"ana:wrong").decode()}
    for headers in ({}, wrong, {"Authorization": "Bearer x"}):
        answer = client.patch(f"/api/v1/items/{ITEM}", headers=headers, json={"headline": "New"})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_session_serves_programs_only_with_its_token(signed_in: FlaskClient, store: Store) -> None:
    address = f"/api/v1/items/{ITEM}"
    assert signed_in.patch(address, json={"headline": "Forged"}).status_code == 400
    headers = {"X-CSRFToken": csrf_token(signed_in, f"/items/{ITEM}/edit")}
    assert signed_in.patch(address, headers=headers, json={"headline": "Mine"}).status_code == 200
    assert item(store).item.headline == "Mine"


def test_forms_with_tokens_are_neither_stored_nor_compressed(signed_in: FlaskClient) -> None:
    answer = signed_in.get(f"/items/{ITEM}/edit", headers={"Accept-Encoding": "gzip"})
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers


def test_a_private_archive_shows_readers_nothing_but_the_door(private: FlaskClient) -> None:
    for url in ("/", "/search?q=gallium", f"/items/{ITEM}", "/issues", "/review"):
        answer = private.get(url)
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in?next=/")
    assert private.get("/api/v1/search").status_code == 401
    assert private.get("/api/v1/search", headers=BASIC).status_code == 200
    assert private.get("/sign-in").status_code == 200
    with private.get("/static/site.css") as sheet:
        assert sheet.status_code == 200
    sign_in(private)
    assert private.get(f"/items/{ITEM}").status_code == 200


def test_the_key_of_the_cookies_is_made_once_and_for_its_owner_alone(editors: Flask, tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    assert editors.secret_key == key.read_text("ascii")
    assert len(key.read_text("ascii")) == 64
    assert key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("secret.key*")] == ["secret.key"]
