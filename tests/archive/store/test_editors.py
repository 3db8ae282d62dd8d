"""The editors and the sign-ins that failed."""

import pytest

from archive.errors import NotFoundError
from archive.store import Store


def test_editors_are_kept_by_name_and_another_password_replaces_the_first(store: Store) -> None:
    store.save_editor("ben", "hash 1")
    store.save_editor("ana", "hash 2")
    store.save_editor("ben", "hash 3")
    assert [(editor.name, editor.password) for editor in store.editors()] == [
        ("ana", "hash 2"),
        ("ben", "hash 3"),
    ]


def test_an_editor_who_is_dropped_is_gone(store: Store) -> None:
    store.save_editor("ben", "hash")
    store.delete_editor("ben")
    assert store.editors() == []
    with pytest.raises(NotFoundError, match="ben"):
        store.delete_editor("ben")


def test_failures_count_by_name_and_by_address_and_only_for_a_while(store: Store) -> None:
    store.record_failed_sign_in("ana", "10.0.0.1", 60)
    store.record_failed_sign_in("ana", "10.0.0.2", 60)
    store.record_failed_sign_in("ben", "10.0.0.1", 60)
    assert store.count_failed_sign_ins("ana", "10.0.0.1", 60) == (1, 2, 2)
    assert store.count_failed_sign_ins("eve", "10.0.0.9", 60) == (0, 0, 0)
    assert store.count_failed_sign_ins("ana", "10.0.0.1", -1) == (0, 0, 0)


def test_a_sign_in_forgives_the_failures_from_its_own_address_alone(store: Store) -> None:
    for address in ("10.0.0.1", "10.0.0.2"):
        store.record_failed_sign_in("ana", address, 60)
    store.record_failed_sign_in("ben", "10.0.0.1", 60)
    store.clear_failed_sign_ins("ana", "10.0.0.1")
    assert store.count_failed_sign_ins("ana", "10.0.0.1", 60) == (0, 1, 1)
    assert store.count_failed_sign_ins("ana", "10.0.0.2", 60) == (1, 1, 1)
