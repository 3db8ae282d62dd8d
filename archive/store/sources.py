"""The original bytes of sources, and the drafts that are held because they have no date."""

import hashlib
import re
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from archive.errors import NotFoundError
from archive.models import Draft, HeldIssue, Source
from archive.store import journal
from archive.store.results import PutKind, PutResult
from archive.store.rows import held_issue_from_row
from archive.store.schema import held, sources

# An edited file keeps at least this share of its words.
_SAME_FILE_SHARE = 0.5
_WORD = re.compile(rb"\w+")

_IS_KEPT = select(sources.c.sha256).where(sources.c.sha256 == bindparam("sha256"))
_INSERT_SOURCE = insert(sources)
_HELD = select(held).where(
    held.c.part == bindparam("part"),
    (held.c.source == bindparam("sha256")) | (held.c.source_name == bindparam("name")),
)


def hold_draft(connection: Connection, draft: Draft, source: Source, sha256: str) -> PutResult:
    """Hold a draft that has no date, with a guess at it; one that is held already is updated."""
    reason = "no date found"
    put = PutResult(PutKind.HELD, items=len(draft.items), reason=reason, guess=draft.date_guess)
    save_source(connection, source, sha256)
    same_part = (held.c.source == sha256) & (held.c.part == draft.part)
    values = {"source_name": source.name, "reason": reason, "guess": draft.date_guess}
    if connection.execute(update(held).where(same_part).values(**values)).rowcount:
        return put
    release_held(connection, draft, source, sha256)
    key = {"source": sha256, "part": draft.part, "held": journal.now()}
    connection.execute(insert(held).values(**key, **values))
    return put


def release_held(connection: Connection, draft: Draft, source: Source, sha256: str) -> None:
    """Delete what is held of this source, or of an earlier version of the same file."""
    wanted = {"part": draft.part, "sha256": sha256, "name": source.name}
    for row in connection.execute(_HELD, wanted).all():
        if row.source == sha256 or _is_earlier_version(connection, row, source):
            connection.execute(delete(held).where(held.c.source == row.source, held.c.part == row.part))


def held_issues(connection: Connection) -> list[HeldIssue]:
    """All held issues, the longest waiting first."""
    rows = connection.execute(select(held).order_by(held.c.held, held.c.source_name, held.c.part))
    return [held_issue_from_row(row) for row in rows]


def save_source(connection: Connection, source: Source, sha256: str) -> None:
    """Save the bytes of a source, unless they are there already."""
    if connection.scalar(_IS_KEPT, {"sha256": sha256}) is None:
        kept = {"name": source.name, "media_type": source.media_type, "data": source.data}
        connection.execute(_INSERT_SOURCE, {"sha256": sha256, **kept})


@lru_cache(maxsize=1)
def sha256_of(data: bytes) -> str:
    """The SHA-256 of a source's bytes, cached because a large source can have many issues."""
    return hashlib.sha256(data).hexdigest()


def load_source(connection: Connection, sha256: str) -> Source:
    """The source with this SHA-256; NotFoundError if there is none."""
    row = connection.execute(select(sources).where(sources.c.sha256 == sha256)).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no source {sha256}")
    return Source(row.name, row.media_type, row.data)


def _is_earlier_version(connection: Connection, row: Row[Any], new: Source) -> bool:
    """Whether most words of the held source are in `new`; two files of one name can be different files."""
    words = set(_WORD.findall(load_source(connection, row.source).data))
    return len(words & set(_WORD.findall(new.data))) >= _SAME_FILE_SHARE * len(words)
