"""Corrections of fields, stored beside the parser's values and applied when an item is read."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, insert, select

from archive.errors import NotFoundError, StoreError
from archive.models import Edit, Item, Origin, Tag
from archive.store import journal
from archive.store.database import batches
from archive.store.schema import corrections, edits, items

_TEXT_FIELDS = ("headline", "takeaway")

ANY_CORRECTION = exists(select(corrections.c.number))
_HISTORY = select(corrections).where(corrections.c.item == bindparam("item")).order_by(corrections.c.number)
_STRUCTURAL_EDITS = select(edits).where(edits.c.item == bindparam("item")).order_by(edits.c.number)
_ALL_CORRECTIONS = select(corrections.c.item, corrections.c.field, corrections.c.value).order_by(
    corrections.c.number
)
_CORRECTED_IDS = (
    select(corrections.c.item)
    .join_from(corrections, items)
    .where(items.c.removed.is_(False))
    .distinct()
    .order_by(corrections.c.item)
)
_OF_ITEMS = (
    select(corrections.c.item, corrections.c.field, corrections.c.value)
    .where(corrections.c.item.in_(bindparam("ids", expanding=True)))
    .order_by(corrections.c.number)
)


def record_correction(
    connection: Connection,
    item_id: str,
    field: str,
    value: str | Sequence[str] | None,
    editor: str,
    reason: str,
) -> None:
    """Record a correction of an existing item; `value` None withdraws earlier ones of the field."""
    _check(field, value)
    row = connection.execute(select(items.c.removed).where(items.c.id == item_id)).one_or_none()
    if row is None or row.removed:
        raise NotFoundError(f"there is no item {item_id} to correct")
    correction = {"field": field, "value": json.dumps(value, ensure_ascii=False)}
    who = {"editor": editor, "at": journal.now(), "reason": reason}
    connection.execute(insert(corrections).values(item=item_id, **correction, **who))
    journal.record_changes(connection, [item_id])


def edit_history(connection: Connection, item_id: str) -> list[Edit]:
    """The edits of an item, oldest first."""
    field_corrections = [
        Edit(row.item, row.field, _value(row.value), row.editor, _instant(row.at), row.reason)
        for row in connection.execute(_HISTORY, {"item": item_id})
    ]
    structural = [
        Edit(row.item, row.kind, row.paragraph, row.editor, _instant(row.at), row.reason)
        for row in connection.execute(_STRUCTURAL_EDITS, {"item": item_id})
    ]
    return sorted([*field_corrections, *structural], key=lambda each: each.at)


def corrected_ids(connection: Connection) -> list[str]:
    """The ids of the items of which any field was ever corrected."""
    return list(connection.scalars(_CORRECTED_IDS))


def corrected_fields(connection: Connection) -> dict[str, frozenset[str]]:
    """The fields of each item, by its id, whose correction has not been withdrawn."""
    found: dict[str, dict[str, bool]] = {}
    for row in connection.execute(_ALL_CORRECTIONS):
        found.setdefault(row.item, {})[row.field] = row.value != "null"
    return {item: frozenset(f for f, valid in fields.items() if valid) for item, fields in found.items()}


def apply_corrections(connection: Connection, parsed: Sequence[Item]) -> list[Item]:
    """The items with their corrections applied, in the same order."""
    if not parsed or not connection.scalar(select(ANY_CORRECTION)):
        return list(parsed)
    changes: dict[str, dict[str, object]] = {}
    for batch in batches(parsed):
        ids = [item.id for item in batch]
        for row in connection.execute(_OF_ITEMS, {"ids": ids}):
            changes.setdefault(row.item, {})[row.field] = json.loads(row.value)
    return [_apply(item, changes.get(item.id, {})) for item in parsed]


def _check(field: str, value: str | Sequence[str] | None) -> None:
    if field not in _CORRECTABLE:
        raise StoreError(f"{field} cannot be corrected; {', '.join(_CORRECTABLE)} can")
    if value is not None and isinstance(value, str) != (field in _TEXT_FIELDS):
        raise StoreError(
            f"a correction of {field} takes {'one text' if field in _TEXT_FIELDS else 'a list of values'}"
        )


def _apply(item: Item, changes: dict[str, object]) -> Item:
    for field, value in changes.items():
        if value is not None:
            item = _CORRECTABLE[field](item, value)
    return item


def _value(text: str) -> str | tuple[str, ...] | None:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _tags(value: object) -> tuple[Tag, ...]:
    return tuple(Tag(str(v), Origin.EDITOR) for v in value) if isinstance(value, list) else ()


_CORRECTABLE: dict[str, Callable[[Item, object], Item]] = {
    "headline": lambda item, value: replace(item, headline=str(value)),
    "takeaway": lambda item, value: replace(item, takeaway=str(value)),
    "topics": lambda item, value: replace(item, topics=_tags(value)),
    "regions": lambda item, value: replace(item, regions=_tags(value)),
    "people": lambda item, value: replace(item, people=_tags(value)),
    "organisations": lambda item, value: replace(item, organisations=_tags(value)),
}
