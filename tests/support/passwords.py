"""Password hashes that cost next to nothing, for tests that sign in."""

from collections.abc import Iterator

import pytest

from app import accounts

SHIPPED_METHOD = accounts.HASH_METHOD


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords with the smallest scrypt there is, for the whole session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASH_METHOD", "scrypt:256:1:1")
        yield
