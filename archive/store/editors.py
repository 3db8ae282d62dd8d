"""Editors, and recent failed sign-ins; passwords are stored as salted hashes only."""

import time
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, or_, select

from archive.errors import NotFoundError
from archive.models import Editor
from archive.store import journal
from archive.store.schema import editors, failures


class FailedSignIns(NamedTuple):
    """Counts of failed sign-ins: with a name from an address, with the name anywhere, from the address."""

    as_name_from_address: int
    as_name: int
    from_address: int


def save_editor(connection: Connection, name: str, password: str) -> None:
    """Add an editor, or change the password of one."""
    connection.execute(delete(editors).where(editors.c.name == name))
    row = {"name": name, "password": password, "added": journal.now()}
    connection.execute(insert(editors).values(row))


def delete_editor(connection: Connection, name: str) -> None:
    """Delete an editor; NotFoundError if there is none of this name."""
    if not connection.execute(delete(editors).where(editors.c.name == name)).rowcount:
        raise NotFoundError(f"there is no editor {name}; `briefings editors list` names them")


def load_editors(connection: Connection) -> list[Editor]:
    """The editors, by name."""
    rows = connection.execute(select(editors).order_by(editors.c.name))
    return [Editor(row.name, row.password, datetime.fromisoformat(row.added)) for row in rows]


def record_failed_sign_in(connection: Connection, name: str, address: str, within: float) -> None:
    """Record a sign-in that failed now, and delete records older than `within` seconds."""
    now = time.time()
    connection.execute(delete(failures).where(failures.c.at < now - within))
    connection.execute(insert(failures).values(name=name, address=address, at=now))


def clear_failed_sign_ins(connection: Connection, name: str, address: str) -> None:
    """Delete the records with this name from this address; those from elsewhere may be someone else's."""
    this_sign_in = failures.c.name == name, failures.c.address == address
    connection.execute(delete(failures).where(*this_sign_in))


def count_failed_sign_ins(connection: Connection, name: str, address: str, within: float) -> FailedSignIns:
    """How many sign-ins failed within the last `within` seconds."""
    recent = select(failures.c.name, failures.c.address).where(
        failures.c.at >= time.time() - within,
        or_(failures.c.name == name, failures.c.address == address),
    )
    rows = connection.execute(recent).all()
    as_name = [row.address == address for row in rows if row.name == name]
    return FailedSignIns(sum(as_name), len(as_name), sum(row.address == address for row in rows))
