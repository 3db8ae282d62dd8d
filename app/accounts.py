"""Editors' passwords, and the limits on failed sign-ins."""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore

from werkzeug.security import check_password_hash, generate_password_hash

from app.corrections import EditError
from archive.store import Store

MIN_PASSWORD_LENGTH = 10
MAX_LENGTH = 200
WINDOW_SECONDS = 15 * 60.0
"""Seconds for which a failed sign-in counts."""

MAX_FAILURES_AS_NAME = 5
"""Failed sign-ins for one name from one address."""

MAX_FAILURES_AS_NAME_ANYWHERE = 50
"""More than MAX_FAILURES_AS_NAME, so that a stranger cannot shut an editor out with a few wrong passwords."""

MAX_FAILURES_FROM_ADDRESS = 20

HASH_METHOD = "scrypt:32768:8:1"
"""Of passwords: scrypt with N, r and p, which takes 32 MB and about a tenth of a second."""

CHECKS_AT_ONCE = BoundedSemaphore(2)  # a check takes 32 MB and a core; readers need the other threads
_WAIT_SECONDS = 2.0
_KEY = secrets.token_bytes(32)
_MAX_SEEN = 256
_seen: dict[bytes, str] = {}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why someone is not signed in; `wait` in seconds until it is worth trying again, 0 for at once."""

    reason: str
    wait: int = 0


def add(store: Store, name: str, password: str) -> None:
    """Add an editor, or give one another password; EditError where name or password will not do."""
    if not name or name != " ".join(name.split()) or len(name) > MAX_LENGTH:
        raise EditError("an editor's name has no space at its ends and at most 200 characters")
    if not MIN_PASSWORD_LENGTH <= len(password) <= MAX_LENGTH:
        raise EditError(f"a password has {MIN_PASSWORD_LENGTH} to {MAX_LENGTH} characters")
    store.save_editor(name, generate_password_hash(password, HASH_METHOD))


def sign_in(store: Store, name: str, password: str, address: str) -> Refusal | None:
    """None if the password is right; a refusal if it is wrong or too many sign-ins failed lately."""
    name, password, network = name[:MAX_LENGTH], password[:MAX_LENGTH], network_of(address)
    if not CHECKS_AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        return Refusal("Many are signing in at this moment; try again.", 1)
    try:
        return _check(store, name, password, network)
    finally:
        CHECKS_AT_ONCE.release()


def network_of(address: str) -> str:
    """The network that counts as one address: for IPv6 its first 64 bits, since one line has all the rest."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:MAX_LENGTH]
    if isinstance(known, ipaddress.IPv4Address):
        return address
    mapped = known.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(known), 64), strict=False))


def _check(store: Store, name: str, password: str, network: str) -> Refusal | None:
    failed = store.count_failed_sign_ins(name, network, WINDOW_SECONDS)
    if (
        failed.as_name_from_address >= MAX_FAILURES_AS_NAME
        or failed.as_name >= MAX_FAILURES_AS_NAME_ANYWHERE
        or failed.from_address >= MAX_FAILURES_FROM_ADDRESS
    ):
        minutes = int(WINDOW_SECONDS // 60)
        return Refusal(f"Too many sign-ins failed; try again in {minutes} minutes.", int(WINDOW_SECONDS))
    known = {editor.name: editor.password for editor in store.editors()}
    if _is_right(known.get(name, ""), name, password):
        if failed.as_name_from_address:
            store.clear_failed_sign_ins(name, network)
        return None
    store.record_failed_sign_in(name, network, WINDOW_SECONDS)
    return Refusal("There is no editor of this name and password.")


def _is_right(kept: str, name: str, password: str) -> bool:
    """Whether a password matches its stored hash; one that matched before is recognised without hashing.

    Programs send their password with every request, and the hash is slow by design.
    """
    seen = hashlib.blake2b(f"{name}\0{password}".encode("utf-8", "replace"), key=_KEY).digest()
    if kept and _seen.get(seen) == kept:
        return True
    # A name that is not known takes as long as one that is.
    right = check_password_hash(kept or _dummy_hash(), password) and bool(kept)
    if right:
        if len(_seen) >= _MAX_SEEN:
            _seen.clear()
        _seen[seen] = kept
    return right


@cache
def _dummy_hash() -> str:
    return generate_password_hash("nobody's", HASH_METHOD)
