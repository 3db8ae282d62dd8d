"""Splits and joins of items by editors: made, recorded, and made again in every new version of an issue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from archive.errors import BadRequestError, NotFoundError
from archive.models import Doubt, Draft, Item
from archive.store import item_merge, journal, repeats
from archive.store.claims import wording_of_item
from archive.store.rows import item_from_row, item_values
from archive.store.schema import edits, issues, items, publications
from archive.store.structural_edits import (
    DraftTagger,
    Join,
    ParagraphAnchor,
    Split,
    StructuralEdit,
    anchors_of,
    apply_edits,
)

_SPLIT, _JOIN = "split", "join"
_ALL_EDITS = select(edits).order_by(edits.c.number)


def reapply_edits(connection: Connection, issue_id: str, draft: Draft, tagger: DraftTagger) -> Draft:
    """A new version of an issue with its splits and joins; those that no longer fit become doubts."""
    rows = connection.execute(_ALL_EDITS.where(edits.c.issue == issue_id)).all()
    if not rows:
        return draft
    known = {_edit_from_row(row): row for row in rows}
    made, unfit = apply_edits(draft, [_edit_from_row(row) for row in rows], tagger)
    doubts = tuple(Doubt(_no_longer_fits(known[edit])) for edit in unfit)
    return replace(made, doubts=(*made.doubts, *doubts))


def split_item(
    connection: Connection,
    item_id: str,
    paragraph: int,
    headline: str,
    editor: str,
    reason: str,
    *,
    tagger: DraftTagger,
) -> str:
    """Split an item before a paragraph, counted from 1; returns the id of the new item."""
    issue, draft = _load_draft(connection, item_id)
    number = next(n for n, item in enumerate(draft.items) if item.id == item_id)
    anchors = anchors_of(draft.items)[number]
    if not 2 <= paragraph <= len(anchors):
        possible = (
            f"from 2 to {len(anchors)}" if len(anchors) > 1 else "more than one paragraph, and it has one"
        )
        raise BadRequestError(f"{item_id} can only be split at a paragraph {possible}")
    edit = Split(anchors[paragraph - 1], headline)
    _make_edit(connection, issue, draft, edit, (item_id, editor, reason), tagger)
    after = item_merge.live_rows(connection, issue.id)
    return str(after[number + 1].id)


def join_items(
    connection: Connection, item_id: str, other_id: str, editor: str, reason: str, *, tagger: DraftTagger
) -> None:
    """Append the item `other_id` of the same issue to `item_id`, to which its id then redirects."""
    issue, draft = _load_draft(connection, item_id)
    ids = [item.id for item in draft.items]
    if other_id not in ids:
        raise BadRequestError(f"{other_id} is no item of {issue.id}; only items of one issue can be joined")
    if other_id == item_id:
        raise BadRequestError(f"{item_id} cannot be joined with itself")
    anchors = anchors_of(draft.items)
    edit = Join(anchors[ids.index(other_id)][0], anchors[ids.index(item_id)][0])
    _make_edit(connection, issue, draft, edit, (item_id, editor, reason), tagger)


def _load_draft(connection: Connection, item_id: str) -> tuple[Row[Any], Draft]:
    """The row of an item's issue, and the issue as a draft without corrections."""
    query = (
        select(issues, publications.c.title.label("publication_title"))
        .join_from(items, issues, items.c.issue == issues.c.id)
        .join(publications)
        .where(items.c.id == item_id, items.c.removed.is_(False))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no item {item_id} to edit")
    found = tuple(item_from_row(each) for each in item_merge.live_rows(connection, row.id))
    return row, Draft(row.publication_title, row.date, found, language=row.language)


def _make_edit(
    connection: Connection,
    issue: Row[Any],
    draft: Draft,
    edit: StructuralEdit,
    said: tuple[str, str, str],
    tagger: DraftTagger,
) -> None:
    made, unfit = apply_edits(draft, [edit], tagger)
    if unfit:
        raise BadRequestError(f"{said[0]} cannot be edited so: its paragraphs are not where they were")
    _write_items(connection, issue, made.items)
    connection.execute(insert(edits).values(_edit_values(issue.id, edit, *said)))


def _write_items(connection: Connection, issue: Row[Any], new: Sequence[Item]) -> None:
    old = connection.execute(select(items).where(items.c.issue == issue.id).order_by(items.c.position)).all()
    values = [item_values(item) for item in new]
    wordings = tuple(wording_of_item(item) for item in new)
    merge = item_merge.plan_merge(issue.id, issue.next_number, old, values, wordings)
    counted = {"item_count": len(merge.rows), "next_number": merge.next_number}
    connection.execute(update(issues).where(issues.c.id == issue.id).values(counted))
    item_merge.apply_merge(connection, merge, "joined with another item by an editor")
    repeats.update_repeats(connection, merge.added, merge.known)
    journal.record_changes(connection, merge.touched)


def _edit_values(
    issue_id: str, edit: StructuralEdit, item_id: str, editor: str, reason: str
) -> dict[str, object]:
    into = edit.into if isinstance(edit, Join) else ParagraphAnchor("")
    return {
        "issue": issue_id,
        "item": item_id,
        "kind": _JOIN if isinstance(edit, Join) else _SPLIT,
        "paragraph": edit.at.text,
        "occurrence": edit.at.occurrence,
        "into": into.text,
        "into_occurrence": into.occurrence,
        "headline": edit.headline if isinstance(edit, Split) else "",
        "editor": editor,
        "at": journal.now(),
        "reason": reason,
    }


def _edit_from_row(row: Row[Any]) -> StructuralEdit:
    at = ParagraphAnchor(row.paragraph, row.occurrence)
    return (
        Join(at, ParagraphAnchor(row.into, row.into_occurrence))
        if row.kind == _JOIN
        else Split(at, row.headline)
    )


def _no_longer_fits(row: Row[Any]) -> str:
    what = "split" if row.kind == _SPLIT else "join"
    return f"the {what} that {row.editor} made on {row.at[:10]} does not fit this version"
