"""Editors' passwords: what is kept of them, and when no more are tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import accounts
from app.accounts import MAX_FAILURES_AS_NAME, sign_in
from app.corrections import EditError
from archive.store import Store, open_store, sqlite_url
from tests.support.passwords import SHIPPED_METHOD
from tests.support.sign_in import PASSWORD

ELSEWHERE = "192.0.2.7"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(sqlite_url(tmp_path / "archive.db")) as opened:
        yield opened


def test_only_the_right_password_signs_in_and_none_is_kept(store: Store) -> None:
    accounts.add(store, "ana", "a long password")
    assert sign_in(store, "ana", "a long password", "10.0.0.1") is None
    for name, password in (("ana", "A long password"), ("ben", "a long password"), ("", "")):
        refusal = sign_in(store, name, password, "10.0.0.1")
        assert refusal is not None
        assert refusal.reason == "There is no editor of this name and password."
    assert "a long password" not in store.editors()[0].password


def test_a_guess_costs_an_attacker_as_much_as_scrypt_is_made_to(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "HASH_METHOD", SHIPPED_METHOD)
    accounts.add(store, "ana", PASSWORD)
    assert store.editors()[0].password.startswith("scrypt:32768:8:1$")
    assert sign_in(store, "ana", PASSWORD, ELSEWHERE) is None


def test_after_too_many_failures_even_the_right_password_waits(store: Store) -> None:
    accounts.add(store, "ana", "a long password")
    for _ in range(MAX_FAILURES_AS_NAME):
        sign_in(store, "ana", "wrong", "10.0.0.1")
    refusal = sign_in(store, "ana", "a long password", "10.0.0.1")
    assert refusal is not None
    assert refusal.wait > 0
    assert sign_in(store, "ana", "a long password", "10.0.0.99") is None


def test_an_editors_name_is_one_line(store: Store) -> None:
    for name in ("", " ana", "a\nb", "x" * 201):
        with pytest.raises(EditError):
            accounts.add(store, name, "a long password")


def test_a_name_is_closed_after_many_failures_from_many_addresses(store: Store) -> None:
    accounts.add(store, "ana", PASSWORD)
    for number in range(accounts.MAX_FAILURES_AS_NAME_ANYWHERE):
        store.record_failed_sign_in("ana", f"192.0.2.{number}", accounts.WINDOW_SECONDS)
    refusal = accounts.sign_in(store, "ana", PASSWORD, "198.51.100.1")
    assert refusal
    assert refusal.wait


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_all_addresses_of_one_line_count_as_one(address: str, counted_as: str) -> None:
    assert accounts.network_of(address) == counted_as


def test_more_sign_ins_at_once_than_the_machine_bears_are_asked_to_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_WAIT_SECONDS", 0.01)
    with accounts.CHECKS_AT_ONCE, accounts.CHECKS_AT_ONCE:
        refusal = accounts.sign_in(store, "ana", PASSWORD, ELSEWHERE)
    assert refusal
    assert refusal.wait == 1
