"""How sure the parse of each issue is: its doubts, which an editor can settle; what it teaches of others."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select

from archive.errors import NotFoundError
from archive.identity import title_key
from archive.models import Doubt, Traits
from archive.store import journal, reading
from archive.store.answers import Doubted
from archive.store.records import accounting_of, clean, doubts_of, traits_of
from archive.store.schema import issues, items, publications, settled

_TRAITS = (
    select(issues.c.date, issues.c.accounting)
    .join_from(issues, publications)
    .where(publications.c.title_key == bindparam("key"), issues.c.removed.is_(False))
    .order_by(issues.c.date, issues.c.id)
)
_DOUBTED = select(issues.c.id).where(issues.c.doubts != "[]", issues.c.removed.is_(False))
_ITEM_IDS = select(items.c.position, items.c.id).where(
    items.c.issue == bindparam("issue"), items.c.removed.is_(False)
)
_SETTLED = select(settled.c.position, settled.c.reason).where(settled.c.issue == bindparam("issue"))


def traits(connection: Connection, publication: str) -> list[tuple[date, Traits]]:
    """The days and traits of a publication's issues, by its title, oldest first."""
    rows = connection.execute(_TRAITS, {"key": title_key(clean(publication))}).all()
    return [(row.date, found) for row in rows if (found := traits_of(row.accounting))]


def doubted(
    connection: Connection, publication: str = "", *, with_settled: bool = False
) -> Iterator[Doubted]:
    """The issues of a publication ("" for all) that have doubts, newest first, with those not settled yet."""
    query = _DOUBTED.order_by(issues.c.date.desc(), issues.c.id.desc())
    if publication:
        query = query.where(issues.c.publication == publication)
    for name in list(connection.scalars(query)):
        found = one_doubted(connection, name, with_settled=with_settled)
        if found.doubts:
            yield found


def one_doubted(connection: Connection, issue_id: str, *, with_settled: bool = False) -> Doubted:
    """The doubts about an issue; NotFoundError where there is none of this id."""
    row = connection.execute(
        select(issues.c.doubts, issues.c.accounting).where(
            issues.c.id == issue_id, issues.c.removed.is_(False)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no issue {issue_id}")
    done = {tuple(found) for found in connection.execute(_SETTLED, {"issue": issue_id})}
    ids = dict(map(tuple, connection.execute(_ITEM_IDS, {"issue": issue_id})))
    doubts = tuple(
        doubt for doubt in doubts_of(row.doubts) if with_settled or (doubt.position, doubt.reason) not in done
    )
    head = reading.head(connection, issue_id)
    return Doubted(
        head, doubts, {d.position: ids.get(d.position, "") for d in doubts}, accounting_of(row.accounting)
    )


def settle(connection: Connection, name: str, note: str, editor: str) -> tuple[Doubt, ...]:
    """Settle the doubts about an item or, by the id of an issue, about the issue itself; those settled now.

    NotFoundError where nothing of this id is doubted.
    """
    item = connection.execute(
        select(items.c.issue, items.c.position).where(items.c.id == name, items.c.removed.is_(False))
    ).one_or_none()
    issue_id, position = (item.issue, item.position) if item else (name, 0)
    open_doubts = [d for d in one_doubted(connection, issue_id).doubts if d.position == position]
    if not open_doubts:
        raise NotFoundError(f"there is no doubt about {name}; `briefings review` lists what there is")
    said = {"note": clean(note), "editor": clean(editor), "at": journal.now()}
    for doubt in open_doubts:
        values = {"issue": issue_id, "position": position, "reason": doubt.reason}
        connection.execute(insert(settled).values(**values, **said))
    return tuple(open_doubts)
