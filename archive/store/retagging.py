"""Other tags for items that are there: what the taxonomy, the names or a model say of them now."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from archive.models import Item
from archive.store import journal
from archive.store.batches import batches
from archive.store.records import item_values
from archive.store.schema import items

_COLUMNS = ("topics", "regions", "people", "organisations", "event_dates")
_NOW = select(items.c.id, *(items.c[column] for column in _COLUMNS)).where(
    items.c.id.in_(bindparam("ids", expanding=True)), items.c.removed.is_(False)
)
_UPDATE = (
    update(items)
    .where(items.c.id == bindparam("key"))
    .values({column: bindparam(column) for column in _COLUMNS})
)


def retag(connection: Connection, found: Sequence[Item]) -> int:
    """Write the tags of items that differ from what is there; how many did."""
    changed = []
    for some in batches(found):
        batch = {item.id: item_values(item) for item in some}
        for row in connection.execute(_NOW, {"ids": list(batch)}):
            tags = {column: batch[row.id][column] for column in _COLUMNS}
            if any(row._mapping[column] != value for column, value in tags.items()):
                changed.append({"key": row.id, **tags})
    if changed:
        connection.execute(_UPDATE, changed)
        journal.record(connection, [row["key"] for row in changed])
    return len(changed)
