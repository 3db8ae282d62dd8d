"""What a session or a password costs, whom it shows, and how long it holds."""

import base64
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import check_password_hash

from app import accounts
from app.web import create_app
from archive.errors import BriefingsError, StoreError
from archive.models import PlacedItem
from archive.store import Store
from tests.support.sign_in import BASIC, ITEM, PASSWORD, sign_in
from tests.support.small_archive import engine_over, settings_in

ELSEWHERE = "192.0.2.7"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were hashed, which is slow."""
    tried: list[str] = []

    def counted(kept: str, password: str) -> bool:
        tried.append(password)
        return check_password_hash(kept, password)

    monkeypatch.setattr(accounts, "check_password_hash", counted)
    monkeypatch.setattr(accounts, "_seen", {})
    return tried


@pytest.mark.parametrize(
    "url", ["/", "/search?q=gas", f"/items/{ITEM}", "/nowhere", "/review", "/api/v1/search"]
)
def test_what_an_editor_sees_is_never_stored_nor_compressed(signed_in: FlaskClient, url: str) -> None:
    answer = signed_in.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.cache_control.no_store
    assert "Cookie" in answer.vary
    assert "ETag" not in answer.headers
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("url", ["/", "/search?q=gas", "/nowhere", "/api/v1/search"])
def test_what_a_reader_sees_is_asked_for_again_and_differs_by_cookie(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.cache_control.no_cache
    assert "Cookie" in answer.vary
    assert "Set-Cookie" not in answer.headers


def test_what_a_program_reads_with_a_password_is_for_it_alone(private: FlaskClient) -> None:
    answer = private.get("/api/v1/search", headers=BASIC)
    assert answer.cache_control.private
    assert answer.headers["ETag"]


def test_no_static_file_carries_the_cookie_of_a_session(signed_in: FlaskClient) -> None:
    with signed_in.get("/static/site.css?v=1") as sheet:
        assert sheet.cache_control.public
        assert "Set-Cookie" not in sheet.headers


def test_reading_on_does_not_prolong_a_session(signed_in: FlaskClient) -> None:
    signed_in.get("/issues")  # makes the token of its forms
    assert "Set-Cookie" not in signed_in.get("/issues").headers


def test_signing_in_to_a_private_archive_keeps_all_of_the_search(private: FlaskClient) -> None:
    wanted = "/search?q=gas&region=CN"
    door = private.get(wanted).location
    assert (
        sign_in(private, next=private.get(door, follow_redirects=False).request.args["next"]).location
        == wanted
    )


def test_a_form_sent_without_a_session_leads_to_a_page_afterwards(private: FlaskClient) -> None:
    assert private.post("/review/settle").location == "/sign-in?next=/"


def test_a_store_that_cannot_be_asked_who_signed_in_is_one_line(
    signed_in: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Store) -> None:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(Store, "editors", broken)
    for url in (f"/items/{ITEM}/edit", f"/items/{ITEM}"):
        answer = signed_in.get(url)
        assert answer.status_code == 503
        assert "the disk is gone" in answer.text


def test_strangers_do_not_shut_an_editor_out_with_a_few_passwords(editors: Flask) -> None:
    stranger = editors.test_client()
    stranger.environ_base["REMOTE_ADDR"] = ELSEWHERE
    for _ in range(accounts.MAX_FAILURES_AS_NAME + 1):
        sign_in(stranger, words="wrong")
    assert sign_in(stranger).status_code == 429
    assert sign_in(editors.test_client()).status_code == 303
    assert sign_in(stranger).status_code == 429  # the editor's success helps nobody else


def test_a_program_that_sends_its_password_again_costs_one_hash(
    private: FlaskClient, hashed: list[str]
) -> None:
    for _ in range(3):
        assert private.get("/api/v1/search", headers=BASIC).status_code == 200
    assert hashed == [PASSWORD]


def test_a_password_known_once_does_not_outlive_its_change(
    private: FlaskClient, store: Store, hashed: list[str]
) -> None:
    private.get("/api/v1/search", headers=BASIC)
    accounts.add(store, "ana", "another password")
    assert private.get("/api/v1/search", headers=BASIC).status_code == 401
    assert hashed == [PASSWORD, PASSWORD]


def test_a_known_password_opens_nothing_after_too_many_wrong_ones(private: FlaskClient) -> None:
    private.get("/api/v1/search", headers=BASIC)
    wrong = {"Authorization": "Basic " + base64.b64encode(b"ana:wrong").decode()}
    for _ in range(accounts.MAX_FAILURES_AS_NAME):
        assert private.get("/api/v1/search", headers=wrong).status_code == 401
    assert private.get("/api/v1/search", headers=BASIC).status_code == 429


def test_of_several_fields_none_is_changed_where_one_cannot_be(editors: Flask, store: Store) -> None:
    store.correct(ITEM, "headline", "By an editor", editor="ben")
    sent = {"headline": None, "topics": ["Nope"]}
    assert editors.test_client().patch(f"/api/v1/items/{ITEM}", headers=BASIC, json=sent).status_code == 400
    placed = store.item(ITEM)
    assert isinstance(placed, PlacedItem)
    assert placed.item.headline == "By an editor"


def test_half_a_key_of_the_cookies_is_refused_by_name(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("half")
    with pytest.raises(BriefingsError, match=r"secret\.key: this is no whole key"):
        create_app(settings_in(tmp_path), engine_over(store))
