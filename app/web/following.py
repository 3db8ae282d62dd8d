"""Bringing the index up to an edit made on the site; the edit itself never depends on it."""

from app.views.context import Desk
from archive.errors import IndexUnavailableError
from index.sync import catch_up


def follow(desk: Desk) -> str:
    """Let the index take over what changed; what keeps it from that, or ""."""
    try:
        catch_up(desk.store, desk.engine)
    except IndexUnavailableError as error:
        return str(error)
    return ""
