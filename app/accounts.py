"""Editors' passwords, and how often someone may try one."""

from dataclasses import dataclass
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from app.editing import EditError
from archive.store import Store

SHORTEST = 10
LONGEST = 200
WINDOW = 15 * 60.0
"""For so many seconds a failed sign-in counts."""

MOST_AS_NAME = 5
MOST_FROM_ADDRESS = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why someone is not signed in; `wait` in seconds until it is worth trying again, 0 for at once."""

    reason: str
    wait: int = 0


def add(store: Store, name: str, password: str) -> None:
    """Add an editor, or give one another password; EditError where name or password will not do."""
    if not name or name != " ".join(name.split()) or len(name) > LONGEST:
        raise EditError("an editor's name has no space at its ends and at most 200 characters")
    if not SHORTEST <= len(password) <= LONGEST:
        raise EditError(f"a password has {SHORTEST} to {LONGEST} characters")
    store.keep_editor(name, generate_password_hash(password))


def sign_in(store: Store, name: str, password: str, address: str) -> Refusal | None:
    """Check a password, unless too many failed lately; None where it is right."""
    as_name, from_address = store.failed_sign_ins(name, address, WINDOW)
    if as_name >= MOST_AS_NAME or from_address >= MOST_FROM_ADDRESS:
        minutes = int(WINDOW // 60)
        return Refusal(f"Too many sign-ins failed; try again in {minutes} minutes.", int(WINDOW))
    known = {editor.name: editor.password for editor in store.editors()}
    # A name that is not known takes as long as one that is.
    right = check_password_hash(known.get(name) or _nobodys(), password[:LONGEST])
    if name in known and right:
        if as_name:
            store.forgive_sign_ins(name)
        return None
    store.fail_sign_in(name[:LONGEST], address, WINDOW)
    return Refusal("There is no editor of this name and password.")


@cache
def _nobodys() -> str:
    return generate_password_hash("nobody's")
