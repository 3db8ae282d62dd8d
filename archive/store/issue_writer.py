"""Writing of issues: putting a draft, removing an issue, replacing tags. The caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from archive import identity
from archive.errors import NotFoundError
from archive.identity import match
from archive.models import Draft, Item, Publication, Source
from archive.store import claims, forms, item_merge, journal, repeats, sources, splits_and_joins
from archive.store.claims import Claim, StoredIssue, wording_of_item
from archive.store.database import batches
from archive.store.results import PutKind, PutResult
from archive.store.rows import (
    Values,
    doubt_values,
    draft_digest,
    head_values,
    item_from_row,
    item_label,
    item_values,
    matter_values,
    tombstone_label,
    wording_of_row,
)
from archive.store.schema import issues, items, publications
from archive.store.structural_edits import DraftTagger

_PUBLICATION = select(publications).where(publications.c.title_key == bindparam("key"))
_INSERT = insert(issues)
_UPDATE = update(issues).where(issues.c.id == bindparam("key"))
_OF_THE_DAY = select(issues.c.id).where(
    issues.c.publication == bindparam("publication"), issues.c.date == bindparam("date")
)
_TAG_COLUMNS = ("topics", "regions", "people", "organisations", "event_dates")
_CURRENT_TAGS = select(items.c.id, *(items.c[column] for column in _TAG_COLUMNS)).where(
    items.c.id.in_(bindparam("ids", expanding=True)), items.c.removed.is_(False)
)
_UPDATE_TAGS = (
    update(items)
    .where(items.c.id == bindparam("key"))
    .values({column: bindparam(column) for column in _TAG_COLUMNS})
)


def put_draft(
    connection: Connection, draft: Draft, source: Source, *, strict: bool, tagger: DraftTagger
) -> PutResult:
    """Put a draft as a new issue or as a new version of one; hold it if it has no date."""
    sha256 = sources.sha256_of(source.data)
    draft = claims.with_known_metadata(connection, draft, sha256)
    if draft.date is None:
        return sources.hold_draft(connection, draft, source, sha256)
    claim, values = _claim(draft, source, sha256)
    publication = _find_or_add_publication(connection, claim)
    stored = claims.find_stored_issue(connection, publication, claim)
    if stored and draft.partial:
        claim, values = _claim(_with_dropped_items(draft, stored), source, sha256)
    if stored and claims.is_unchanged(stored, claim):
        return _unchanged(stored, claim)
    if stored and strict:
        claims.refuse_duplicate(stored, claim)
    sources.save_source(connection, source, sha256)
    sources.release_held(connection, draft, source, sha256)
    if stored and forms.is_kept_in_richer_form(connection, stored, claim):
        claims.record_claim(connection, stored.row.id, claim)
        note = f"the text of {stored.row.id} stays as {stored.row.source_name} has it, a richer form of it"
        return PutResult(PutKind.UNCHANGED, stored.row.id, items=stored.row.item_count, note=note)
    if stored:
        claim, values = _with_edits(connection, stored, claim, values, tagger)
        return _update(connection, stored, claim, values)
    return _add(connection, publication, draft.date, claim, values)


def remove_issue(connection: Connection, issue_id: str, reason: str) -> None:
    """Remove an issue and its items, and leave tombstones; does nothing if it is removed already."""
    row = connection.execute(select(issues).where(issues.c.id == issue_id)).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no issue {issue_id}; `briefings issues` lists those there are")
    if row.removed:
        return
    live = connection.execute(
        select(items).where(items.c.issue == issue_id, items.c.removed.is_(False))
    ).all()
    title = connection.scalar(select(publications.c.title).where(publications.c.id == row.publication))
    connection.execute(update(issues).where(issues.c.id == issue_id).values(removed=True, item_count=0))
    connection.execute(update(items).where(items.c.issue == issue_id).values(removed=True))
    item_merge.add_tombstones(connection, "issue", {issue_id: tombstone_label(str(title), row.date)}, reason)
    item_merge.add_tombstones(connection, "item", {item.id: item_label(item) for item in live}, reason)
    repeats.update_repeats(connection, (), [item.id for item in live])
    journal.record_changes(connection, [item.id for item in live])


def replace_tags(connection: Connection, tagged: Sequence[Item]) -> int:
    """Write the tags of these items; returns how many items that changed."""
    changed = []
    for batch in batches(tagged):
        values = {item.id: item_values(item) for item in batch}
        for row in connection.execute(_CURRENT_TAGS, {"ids": list(values)}):
            tags = {column: values[row.id][column] for column in _TAG_COLUMNS}
            if any(row._mapping[column] != value for column, value in tags.items()):
                changed.append({"key": row.id, **tags})
    if changed:
        connection.execute(_UPDATE_TAGS, changed)
        journal.record_changes(connection, [row["key"] for row in changed])
    return len(changed)


def _claim(draft: Draft, source: Source, sha256: str) -> tuple[Claim, list[Values]]:
    values = [item_values(item) for item in draft.items]
    wordings = tuple(wording_of_item(item) for item in draft.items)
    return Claim(draft, source, sha256, draft_digest(draft, values), wordings), values


def _find_or_add_publication(connection: Connection, claim: Claim) -> Publication:
    """The publication of the draft's title, or of another form of the issue; else a new one.

    A new one gets the id that a profile gives, if that is free.
    """
    title, wanted = claim.draft.publication, claim.draft.publication_id
    key = identity.title_key(title)
    row = connection.execute(_PUBLICATION, {"key": key}).one_or_none()
    if row is not None:
        return Publication(row.id, row.title)
    if key and not wanted and (other := forms.find_publication_of_other_form(connection, claim)):
        return other
    taken = set(connection.scalars(select(publications.c.id)))
    name = identity.short_name(title, taken) if key else claims.UNNAMED
    name = wanted if wanted and wanted not in taken else name
    new = Publication(name, " ".join(title.split()) or "Unnamed publication")
    connection.execute(insert(publications).values(id=new.id, title=new.title, title_key=key))
    return new


def _with_edits(
    connection: Connection, stored: StoredIssue, claim: Claim, values: list[Values], tagger: DraftTagger
) -> tuple[Claim, list[Values]]:
    """The claim with the splits and joins of editors; its digest stays that of the parser's version."""
    draft = splits_and_joins.reapply_edits(connection, stored.row.id, claim.draft, tagger)
    if draft is claim.draft:
        return claim, values
    wordings = tuple(wording_of_item(item) for item in draft.items)
    return replace(claim, draft=draft, wordings=wordings), [item_values(item) for item in draft.items]


def _unchanged(stored: StoredIssue, claim: Claim) -> PutResult:
    note = ""
    if claims.is_superseded(stored, claim):
        note = f"{stored.row.source_name} has given a later version of {stored.row.id}"
    return PutResult(PutKind.UNCHANGED, stored.row.id, items=stored.row.item_count, note=note)


def _add(
    connection: Connection, publication: Publication, day: date, claim: Claim, values: Sequence[Values]
) -> PutResult:
    taken = set(connection.scalars(_OF_THE_DAY, {"publication": publication.id, "date": day}))
    new = identity.issue_id(publication.id, day, taken)
    before = claims.find_on_another_day(connection, claim)
    merge = item_merge.plan_merge(new, 1, (), values, claim.wordings)
    row = {"id": new, "publication": publication.id, "date": day, **_issue_values(claim, merge)}
    connection.execute(_INSERT, row)
    item_merge.apply_merge(connection, merge, "")
    claims.record_claim(connection, new, claim)
    repeats.update_repeats(connection, merge.added)
    journal.record_changes(connection, merge.touched)
    note = (
        f"the file gave {before} before; remove that if its date or publication was wrong" if before else ""
    )
    if not values:
        note = "no items found"
    return PutResult(PutKind.ADDED, new, items=len(values), added=len(merge.added), note=note)


def _update(connection: Connection, stored: StoredIssue, claim: Claim, values: Sequence[Values]) -> PutResult:
    old = stored.row
    merge = item_merge.plan_merge(old.id, old.next_number, stored.items, values, claim.wordings)
    connection.execute(_UPDATE, {"key": old.id, **_issue_values(claim, merge)})
    item_merge.apply_merge(connection, merge, f"no longer in the issue as {claim.source.name} has it")
    claims.record_claim(connection, old.id, claim)
    if old.removed:
        item_merge.remove_tombstones(connection, [old.id])
    repeats.update_repeats(connection, merge.added, merge.known)
    journal.record_changes(connection, _items_to_journal(stored, claim, merge))
    return PutResult(
        PutKind.ADDED if old.removed else PutKind.UPDATED,
        old.id,
        items=len(values),
        added=len(merge.added) + len(merge.revived),
        changed=len(merge.changed),
        removed=len(merge.vanished),
        note="; ".join(_remarks(stored, claim, merge)),
    )


def _issue_values(claim: Claim, merge: item_merge.ItemMerge) -> Values:
    return {
        **head_values(claim.draft),
        **matter_values(claim.draft),
        **doubt_values(claim.draft),
        "part": claim.draft.part,
        "source": claim.sha256,
        "source_name": claim.source.name,
        "draft": claim.digest,
        "item_count": len(merge.rows),
        "next_number": merge.next_number,
        "removed": False,
    }


def _items_to_journal(stored: StoredIssue, claim: Claim, merge: item_merge.ItemMerge) -> list[str]:
    """The ids of changed items, or of all items if metadata changed that is shown with each of them."""
    head = head_values(claim.draft)
    same_head = all(stored.row._mapping[column] == value for column, value in head.items())
    ids = list(merge.touched)
    return ids if same_head else list(dict.fromkeys([*ids, *(row["id"] for row in merge.rows)]))


def _remarks(stored: StoredIssue, claim: Claim, merge: item_merge.ItemMerge) -> list[str]:
    old, name = stored.row, claim.source.name
    remarks = []
    if old.removed:
        return [f"{old.id} had been removed and is back"]
    if claims.is_from_another_file(stored, claim):
        remarks.append(f"{name} updates the issue that {old.source_name} gave")
    if merge.vanished and len(merge.added) == len(merge.rows):
        remarks.append("it has no item in common with what was there")
    if not merge.rows:
        remarks.append("no items found")
    return remarks


def _with_dropped_items(draft: Draft, stored: StoredIssue) -> Draft:
    """A draft from a feed, preceded by the items of the stored issue that the feed has dropped."""
    live = [row for row in stored.items if not row.removed]
    given = [wording_of_item(item) for item in draft.items]
    again = set(match({row.id: wording_of_row(row) for row in live}, given).values())
    left = (item_from_row(row) for row in live if row.id not in again)
    return replace(draft, items=(*left, *draft.items))
