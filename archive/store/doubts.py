"""The parser's doubts about issues, which editors can settle, and the traits of a publication's issues."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from archive.errors import NotFoundError
from archive.identity import title_key
from archive.models import Doubt, Traits
from archive.store import journal, queries
from archive.store.database import batches
from archive.store.results import DoubtedIssue
from archive.store.rows import load_accounting, load_doubts, load_traits
from archive.store.schema import issues, items, publications, settled

_TRAITS = (
    select(issues.c.date, issues.c.accounting)
    .join_from(issues, publications)
    .where(publications.c.title_key == bindparam("key"), issues.c.removed.is_(False))
    .order_by(issues.c.date, issues.c.id)
)
_DOUBTED = select(issues.c.id, issues.c.doubts, issues.c.accounting, issues.c.part).where(
    issues.c.doubts != "[]", issues.c.removed.is_(False)
)
_ITEM_IDS = select(items.c.issue, items.c.position, items.c.id).where(
    items.c.issue.in_(bindparam("ids", expanding=True)), items.c.removed.is_(False)
)
_SETTLED = select(settled.c.issue, settled.c.position, settled.c.reason).where(
    settled.c.issue.in_(bindparam("ids", expanding=True))
)


def traits_by_day(connection: Connection, publication: str) -> list[tuple[date, Traits]]:
    """The dates and traits of a publication's issues, by its title, oldest first."""
    rows = connection.execute(_TRAITS, {"key": title_key(publication)}).all()
    return [(row.date, found) for row in rows if (found := load_traits(row.accounting))]


def doubted_issues(
    connection: Connection, publication: str = "", *, with_settled: bool = False
) -> Iterator[DoubtedIssue]:
    """The issues of a publication ("" for all) that have unsettled doubts, newest first."""
    query = _DOUBTED.order_by(issues.c.date.desc(), issues.c.id.desc())
    if publication:
        query = query.where(issues.c.publication == publication)
    rows = connection.execute(query).all()
    for batch in batches(rows):
        yield from _doubted_from_rows(connection, batch, with_settled=with_settled)


def _doubted_from_rows(
    connection: Connection, rows: Sequence[Row[Any, Any, Any, Any]], *, with_settled: bool
) -> Iterator[DoubtedIssue]:
    """The issues of these rows that have doubts; without settled ones unless `with_settled`."""
    ids = {"ids": [row.id for row in rows]}
    hidden = set() if with_settled else {tuple(key) for key in connection.execute(_SETTLED, ids)}
    names = {(issue, position): name for issue, position, name in connection.execute(_ITEM_IDS, ids)}
    heads = queries.issue_heads_by_id(connection, ids["ids"])
    for row in rows:
        doubts = [d for d in load_doubts(row.doubts) if (row.id, d.position, d.reason) not in hidden]
        about = {doubt.position: names.get((row.id, doubt.position), "") for doubt in doubts}
        if doubts:
            yield DoubtedIssue(heads[row.id], row.part, tuple(doubts), about, load_accounting(row.accounting))


def settle_doubts(connection: Connection, name: str, note: str, editor: str) -> tuple[Doubt, ...]:
    """Settle the doubts about an item, or about an issue itself; `name` is its id. Returns those settled.

    NotFoundError if there is no unsettled doubt about it.
    """
    item = connection.execute(
        select(items.c.issue, items.c.position).where(items.c.id == name, items.c.removed.is_(False))
    ).one_or_none()
    issue_id, position = (item.issue, item.position) if item else (name, 0)
    rows = connection.execute(_DOUBTED.where(issues.c.id == issue_id)).all()
    unsettled = _doubted_from_rows(connection, rows, with_settled=False)
    open_doubts = [doubt for issue in unsettled for doubt in issue.doubts if doubt.position == position]
    if not open_doubts:
        raise NotFoundError(f"there is no doubt about {name}; `briefings review` lists what there is")
    settlement = {"note": note, "editor": editor, "at": journal.now()}
    for doubt in open_doubts:
        values = {"issue": issue_id, "position": position, "reason": doubt.reason}
        connection.execute(insert(settled).values(**values, **settlement))
    return tuple(open_doubts)
