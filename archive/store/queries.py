"""Queries for issues and items, with redirects followed and corrections applied."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, extract, func, select

from archive.errors import NotFoundError
from archive.models import Issue, IssueHead, Item, PlacedItem, Publication, Tombstone
from archive.store import corrections, journal
from archive.store.database import batches
from archive.store.results import StoreStatus
from archive.store.rows import head_from_columns, item_from_columns, load_paragraphs, tombstone_from_row
from archive.store.schema import held, issues, items, publications, redirects, tombstones

ITEM_COLUMNS = tuple(items.c[field.name] for field in fields(Item))
HEAD_COLUMNS = (
    issues.c.id.label("issue_id"),
    publications.c.id.label("publication_id"),
    publications.c.title.label("publication_title"),
    issues.c.date.label("issue_date"),
    issues.c.place.label("issue_place"),
    issues.c.title.label("issue_title"),
    issues.c.number.label("issue_number"),
    issues.c.language.label("issue_language"),
    issues.c.source.label("issue_source"),
    issues.c.source_name.label("issue_source_name"),
    issues.c.item_count.label("issue_item_count"),
)
_HEADS = select(*HEAD_COLUMNS).join_from(issues, publications).where(issues.c.removed.is_(False))
_ISSUE = _HEADS.add_columns(issues.c.front_matter, issues.c.back_matter).where(issues.c.id == bindparam("id"))
_ITEMS_OF_ISSUE = (
    select(*ITEM_COLUMNS)
    .where(items.c.issue == bindparam("id"), items.c.removed.is_(False))
    .order_by(items.c.position)
)
# Whether there are any corrections is selected with the items, which saves another statement.
_PLACED_ITEMS = (
    select(*ITEM_COLUMNS, *HEAD_COLUMNS, corrections.ANY_CORRECTION.label("corrections"))
    .join_from(items, issues, items.c.issue == issues.c.id)
    .join(publications)
    .where(items.c.removed.is_(False))
)
_PLACED_BY_ID = _PLACED_ITEMS.where(items.c.id.in_(bindparam("ids", expanding=True)))
_PLACED_BY_ISSUE = _PLACED_ITEMS.where(items.c.issue.in_(bindparam("ids", expanding=True))).order_by(
    issues.c.date, issues.c.id, items.c.position
)
_TOMBSTONE = select(tombstones).where(tombstones.c.id == bindparam("id"))
_REDIRECT = select(redirects.c.target).where(redirects.c.id == bindparam("id"))


def load_issue(connection: Connection, issue_id: str, *, as_parsed: bool = False) -> Issue | Tombstone:
    """An issue with all its items, or its tombstone; NotFoundError if there never was one.

    `as_parsed` leaves out corrections of fields.
    """
    row = connection.execute(_ISSUE, {"id": issue_id}).one_or_none()
    if row is None:
        return _tombstone(connection, issue_id, "issue")
    found = [item_from_columns(row) for row in connection.execute(_ITEMS_OF_ISSUE, {"id": issue_id})]
    corrected = found if as_parsed else corrections.apply_corrections(connection, found)
    *head, front_matter, back_matter = row
    return Issue(
        head_from_columns(head), tuple(corrected), load_paragraphs(front_matter), load_paragraphs(back_matter)
    )


def load_item(connection: Connection, item_id: str) -> PlacedItem | Tombstone:
    """An item, the item it was merged into, or its tombstone; NotFoundError if there never was one."""
    found = load_items(connection, [item_id])
    if found:
        return found[0]
    target = connection.scalar(_REDIRECT, {"id": item_id})
    return load_item(connection, target) if target else _tombstone(connection, item_id, "item")


def load_items(connection: Connection, ids: Sequence[str]) -> list[PlacedItem]:
    """The items with these ids, in the same order; missing ones are left out."""
    found: dict[str, PlacedItem] = {}
    for batch in batches(ids):
        rows = connection.execute(_PLACED_BY_ID, {"ids": list(batch)}).all()
        found.update((p.item.id, p) for p in _placed_items(connection, rows))
    return [found[name] for name in ids if name in found]


def load_items_of_issues(connection: Connection, ids: Sequence[str]) -> list[PlacedItem]:
    """All items of these issues, in order of publication."""
    return _placed_items(connection, connection.execute(_PLACED_BY_ISSUE, {"ids": list(ids)}).all())


def issue_ids(connection: Connection) -> list[str]:
    """The ids of all issues, oldest first."""
    query = select(issues.c.id).where(issues.c.removed.is_(False)).order_by(issues.c.date, issues.c.id)
    return list(connection.scalars(query))


def issue_heads(
    connection: Connection, *, publication: str, year: int | None, offset: int, limit: int | None
) -> list[IssueHead]:
    """The heads of the issues of a publication ("" for all) and year, newest first."""
    query = _HEADS.order_by(issues.c.date.desc(), issues.c.id.desc()).offset(offset).limit(limit)
    if publication:
        query = query.where(issues.c.publication == publication)
    if year is not None:
        query = query.where(extract("year", issues.c.date) == year)
    return [head_from_columns(row) for row in connection.execute(query).all()]


def issue_heads_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, IssueHead]:
    """The heads of these issues by their ids; at most a few hundred at a time."""
    rows = connection.execute(_HEADS.where(issues.c.id.in_(ids))).all()
    return {row.issue_id: head_from_columns(row) for row in rows}


def issue_counts_by_year(connection: Connection, publication: str) -> dict[int, int]:
    """How many issues of a publication ("" for all) each year has, the newest year first."""
    year = extract("year", issues.c.date)
    query = select(year, func.count()).where(issues.c.removed.is_(False)).group_by(year).order_by(year.desc())
    if publication:
        query = query.where(issues.c.publication == publication)
    return {int(found): count for found, count in connection.execute(query)}


def load_publications(connection: Connection) -> list[Publication]:
    """The publications that have issues, by title."""
    having = select(issues.c.publication).where(issues.c.removed.is_(False))
    query = select(publications).where(publications.c.id.in_(having)).order_by(publications.c.title)
    return [Publication(row.id, row.title) for row in connection.execute(query)]


def store_status(connection: Connection) -> StoreStatus:
    """How much the store holds."""
    query = select(
        func.count(issues.c.publication.distinct()),
        func.count(),
        func.coalesce(func.sum(issues.c.item_count), 0),
        func.min(issues.c.date),
        func.max(issues.c.date),
    ).where(issues.c.removed.is_(False))
    named, counted, item_count, first, last = connection.execute(query).one()
    waiting = connection.scalar(select(func.count()).select_from(held)) or 0
    return StoreStatus(named, counted, item_count, waiting, journal.newest_revision(connection), first, last)


def _placed_items(connection: Connection, rows: Sequence[Sequence[Any]]) -> list[PlacedItem]:
    known: dict[str, IssueHead] = {}
    read, size = [item_from_columns(row[: len(ITEM_COLUMNS)]) for row in rows], len(ITEM_COLUMNS)
    for row in rows:
        if row[size] not in known:
            known[row[size]] = head_from_columns(row[size:-1])
    if rows and rows[0][-1]:
        read = corrections.apply_corrections(connection, read)
    return [PlacedItem(load_item, known[row[size]]) for load_item, row in zip(read, rows, strict=True)]


def _tombstone(connection: Connection, name: str, what: str) -> Tombstone:
    row = connection.execute(_TOMBSTONE, {"id": name}).one_or_none()
    if row is None or row.kind != what:
        raise NotFoundError(f"there is no {what} {name}")
    return tombstone_from_row(row)
