"""The merge of a new version's items into an issue: which ids are kept, which are new, which are gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from archive.identity import Wording, absorbed_by, item_id, match
from archive.store import journal
from archive.store.rows import Values, item_label, wording_of_row
from archive.store.schema import items, redirects, tombstones


@dataclass(frozen=True, slots=True)
class ItemMerge:
    """The changes that a new version makes to an issue's items; `rows` has all of them, by position."""

    rows: tuple[Values, ...]
    next_number: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    vanished: Mapping[str, Row[Any]] = field(default_factory=dict)
    absorbed: Mapping[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> tuple[str, ...]:
        """The ids of all items that differ from before."""
        return (*self.added, *self.known)

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of those that existed before."""
        return (*self.revived, *self.changed, *self.vanished)


def plan_merge(
    issue_id: str,
    next_number: int,
    old: Sequence[Row[Any]],
    values: Sequence[Values],
    wordings: Sequence[Wording],
) -> ItemMerge:
    """The merge of a new version's values, with their wordings, into the `old` rows of an issue."""
    ids = _matched(old, wordings)
    rows = []
    for index, columns in enumerate(values):
        if index not in ids:
            ids[index] = item_id(issue_id, next_number)
            next_number += 1
        rows.append({"id": ids[index], "issue": issue_id, "position": index + 1, "removed": False, **columns})
    before = {row.id: row for row in old}
    kept = set(ids.values())
    vanished = {row.id: row for row in old if not row.removed and row.id not in kept}
    known = [row for row in rows if row["id"] in before]
    current = {ids[index]: wording for index, wording in enumerate(wordings)}
    return ItemMerge(
        rows=tuple(rows),
        next_number=next_number,
        added=tuple(row["id"] for row in rows if row["id"] not in before),
        changed=tuple(r["id"] for r in known if not before[r["id"]].removed and _differs(r, before[r["id"]])),
        revived=tuple(row["id"] for row in known if before[row["id"]].removed),
        vanished=vanished,
        absorbed=_absorbed(vanished, current),
    )


def apply_merge(connection: Connection, merge: ItemMerge, reason: str) -> None:
    """Write a merge; `reason` is that of the tombstones. The caller records the changes in the journal."""
    _insert(connection, merge)
    _update(connection, merge)
    _remove_vanished(connection, merge, reason)


def live_rows(connection: Connection, issue_id: str) -> Sequence[Row[Any]]:
    """The rows of the items in an issue, in order."""
    return connection.execute(_LIVE_ITEMS, {"issue": issue_id}).all()


def add_tombstones(connection: Connection, kind: str, labels: Mapping[str, str], reason: str) -> None:
    """Add a tombstone for each id of `labels`; `kind` is "issue" or "item"."""
    shared = {"kind": kind, "removed": journal.now(), "reason": reason}
    rows = [{"id": name, "label": label, **shared} for name, label in labels.items()]
    if rows:
        connection.execute(_INSERT_TOMBSTONES, rows)


def remove_tombstones(connection: Connection, ids: Iterable[str]) -> None:
    """Delete the tombstones and redirects of these ids."""
    wanted = list(ids)
    if wanted:
        connection.execute(delete(tombstones).where(tombstones.c.id.in_(wanted)))
        connection.execute(delete(redirects).where(redirects.c.id.in_(wanted)))


def _matched(old: Sequence[Row[Any]], wordings: Sequence[Wording]) -> dict[int, str]:
    """The ids that new items keep, by index: of items in the issue first, then of removed ones."""
    if not old:
        return {}
    ids = match({row.id: wording_of_row(row) for row in old if not row.removed}, wordings)
    left = [index for index in range(len(wordings)) if index not in ids]
    gone = {row.id: wording_of_row(row) for row in old if row.removed}
    again = match(gone, [wordings[index] for index in left])
    return ids | {left[place]: name for place, name in again.items()}


def _absorbed(vanished: Mapping[str, Row[Any]], current: Mapping[str, Wording]) -> dict[str, str]:
    homes = {name: absorbed_by(wording_of_row(row), current) for name, row in vanished.items()}
    return {name: home for name, home in homes.items() if home is not None}


def _differs(new: Values, old: Row[Any]) -> bool:
    return any(new[column] != value for column, value in old._mapping.items())


def _insert(connection: Connection, merge: ItemMerge) -> None:
    added = set(merge.added)
    rows = [row for row in merge.rows if row["id"] in added]
    if rows:
        connection.execute(_INSERT, rows)


def _update(connection: Connection, merge: ItemMerge) -> None:
    stale = {*merge.changed, *merge.revived}
    rows = [{**row, "key": row["id"]} for row in merge.rows if row["id"] in stale]
    if rows:
        connection.execute(_UPDATE, rows)
    remove_tombstones(connection, merge.revived)


def _remove_vanished(connection: Connection, merge: ItemMerge, reason: str) -> None:
    if not merge.vanished:
        return
    connection.execute(update(items).where(items.c.id.in_(list(merge.vanished))).values(removed=True))
    for name, home in merge.absorbed.items():
        connection.execute(update(redirects).where(redirects.c.target == name).values(target=home))
        connection.execute(insert(redirects).values(id=name, target=home))
    alone = {row.id: item_label(row) for row in merge.vanished.values() if row.id not in merge.absorbed}
    add_tombstones(connection, "item", alone, reason)


_LIVE_ITEMS = (
    select(items)
    .where(items.c.issue == bindparam("issue"), items.c.removed.is_(False))
    .order_by(items.c.position)
)
_INSERT = insert(items)
_INSERT_TOMBSTONES = insert(tombstones)
_UPDATE = (
    update(items)
    .where(items.c.id == bindparam("key"))
    .values({column.name: bindparam(column.name) for column in items.c if column.name not in ("id", "issue")})
)
