"""Repeats: links from items to the earlier item that they repeat, found by MinHash when items are written.

Of items that repeat each other, only the oldest has its bands in the table, and the others are linked to it.
So a text that stands in every issue is compared with one item and not with hundreds, and links form no
chains.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from archive.repeats.similarity import ShingledText, repeat_similarity
from archive.store.database import batches
from archive.store.rows import load_paragraphs
from archive.store.schema import bands, issues, items
from archive.store.schema import repeats as links

_MAX_COMPARED = 20
"""The most items whose texts are compared with one item; those that share most bands come first."""

_ROWS = (
    select(items.c.id, items.c.issue, items.c.position, items.c.paragraphs, issues.c.date)
    .join_from(items, issues)
    .where(items.c.id.in_(bindparam("ids", expanding=True)), items.c.removed.is_(False))
)
_HOLDERS = select(bands.c.band, bands.c.item).where(bands.c.band.in_(bindparam("bands", expanding=True)))
_POINTING = select(links.c.item).where(links.c.earlier.in_(bindparam("ids", expanding=True)))
_POINTS_AT = select(links.c.earlier).where(links.c.item == bindparam("id"))
_INSERT_BANDS, _INSERT_LINK = insert(bands), insert(links)
_DELETE_BANDS = delete(bands).where(bands.c.item.in_(bindparam("ids", expanding=True)))
_DELETE_LINKS = delete(links).where(links.c.item.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class _ComparedItem:
    """An item to be compared: its place in time, its text and the bands of the text."""

    id: str
    issue: str
    day: date
    position: int
    text: ShingledText
    bands: tuple[int, ...]

    @property
    def order(self) -> tuple[date, str, int]:
        """The sort key, by which older items come first."""
        return self.day, self.issue, self.position


def update_repeats(connection: Connection, new: Iterable[str], old: Iterable[str] = ()) -> None:
    """Update the links of items that are `new` in this transaction, or `old` and changed or removed."""
    touched = list(old)
    _link(connection, [*new, *touched, *_forget(connection, touched)])


def repeats_of(connection: Connection, item_id: str) -> list[str]:
    """The ids of all other items of the same text, in no particular order."""
    first = connection.scalar(_POINTS_AT, {"id": item_id}) or item_id
    return [name for name in (first, *connection.scalars(_POINTING, {"ids": [first]})) if name != item_id]


def _forget(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Delete the bands and links of items; returns the ids of other items that were linked to them."""
    orphans: list[str] = []
    for batch in batches(ids):
        orphans += connection.scalars(_POINTING, {"ids": batch})
        connection.execute(_DELETE_BANDS, {"ids": batch})
    for batch in batches([*ids, *orphans]):
        connection.execute(_DELETE_LINKS, {"ids": batch})
    left = set(ids)
    return [name for name in orphans if name not in left]


def _link(connection: Connection, ids: Sequence[str]) -> None:
    """Link items to those that they repeat, oldest first; store the bands of items that repeat none."""
    waiting = sorted(_load_items(connection, ids), key=lambda item: item.order)
    holders = _holders(connection, {band for item in waiting for band in item.bands})
    likely = {other for item in waiting for other in _likely_repeats(item, holders)}
    known = {item.id: item for item in (*_load_items(connection, list(likely)), *waiting)}
    pending = _PendingRows(connection)
    for index, item in enumerate(waiting):
        compared = [(known[name], _similarity(item, known[name])) for name in _likely_repeats(item, holders)]
        found = sorted(((o, share) for o, share in compared if share), key=lambda pair: pair[0].order)
        if found and found[0][0].order < item.order:
            pending.link(item, *found[0])
            continue
        pending.offer(item)
        for band in item.bands:
            holders.setdefault(band, []).append(item.id)
        if found:
            pending.write()
            _relink_later(connection, [other.id for other, _ in found], waiting[index + 1 :])
            return
    pending.write()


def _relink_later(connection: Connection, later: Sequence[str], waiting: Sequence[_ComparedItem]) -> None:
    """Link again the items of `later`, which an older item repeats, those linked to them, and the rest."""
    orphans = _forget(connection, later)
    _link(connection, [*later, *orphans, *(item.id for item in waiting)])


class _PendingRows:
    """Rows of bands and links, collected to be written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._bands: list[dict[str, Any]] = []
        self._links: list[dict[str, Any]] = []

    def link(self, item: _ComparedItem, earlier: _ComparedItem, share: float) -> None:
        """Add the link from an item to the earlier one that it repeats."""
        self._links.append({"item": item.id, "earlier": earlier.id, "similarity": round(share, 3)})

    def offer(self, item: _ComparedItem) -> None:
        """Add the bands of an item that repeats none."""
        self._bands += [{"band": band, "item": item.id} for band in item.bands]

    def write(self) -> None:
        """Write and clear the rows."""
        for insertion, rows in ((_INSERT_BANDS, self._bands), (_INSERT_LINK, self._links)):
            if rows:
                self._connection.execute(insertion, rows)
                rows.clear()


def _likely_repeats(item: _ComparedItem, holders: dict[int, list[str]]) -> list[str]:
    """The ids of the items that share most bands with this one."""
    shared = Counter(name for band in item.bands for name in holders.get(band, ()) if name != item.id)
    return [name for name, _ in shared.most_common(_MAX_COMPARED)]


def _similarity(item: _ComparedItem, other: _ComparedItem) -> float:
    return repeat_similarity(item.text, other.text) if item.issue != other.issue else 0.0


def _holders(connection: Connection, wanted: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for batch in batches(sorted(wanted)):
        for row in connection.execute(_HOLDERS, {"bands": batch}):
            found.setdefault(row.band, []).append(row.item)
    return found


def _load_items(connection: Connection, ids: Sequence[str]) -> list[_ComparedItem]:
    return [
        _compared_item(row) for batch in batches(ids) for row in connection.execute(_ROWS, {"ids": batch})
    ]


def _compared_item(row: Any) -> _ComparedItem:
    from archive.repeats import minhash  # loads NumPy, which only writers need

    text = "\n".join(paragraph.text for paragraph in load_paragraphs(row.paragraphs))
    return _ComparedItem(
        row.id, row.issue, row.date, row.position, ShingledText(text), tuple(minhash.bands(text))
    )
