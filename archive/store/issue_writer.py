"""Putting a draft into the store and taking an issue out of it; each call is one transaction's work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from archive import identity
from archive.errors import NotFoundError
from archive.identity import match
from archive.models import Draft, Publication, Source
from archive.store import claims, item_merge, journal, repeats, sources, splits_and_joins
from archive.store.claims import Claim, Standing, wording_of_item
from archive.store.results import Put, PutKind
from archive.store.rows import (
    Values,
    check_values,
    draft_digest,
    head_values,
    issue_label,
    item_of,
    item_values,
    label_of,
    matter_values,
    wording_of,
)
from archive.store.schema import issues, items, publications
from archive.store.structural_edits import DraftTagger

_PUBLICATION = select(publications).where(publications.c.title_key == bindparam("key"))
_INSERT = insert(issues)
_UPDATE = update(issues).where(issues.c.id == bindparam("key"))
_OF_THE_DAY = select(issues.c.id).where(
    issues.c.publication == bindparam("publication"), issues.c.date == bindparam("date")
)


def put(connection: Connection, draft: Draft, source: Source, *, strict: bool, tagger: DraftTagger) -> Put:
    """Put a draft: as a new issue, as a new version of one, or aside where it has no date."""
    sha256 = sources.sha256_of(source.data)
    draft = claims.remembered(connection, draft, sha256)
    if draft.date is None:
        return sources.hold(connection, draft, source, sha256)
    claim, values = _claim(draft, source, sha256)
    publication = _publication(connection, draft.publication, draft.publication_id)
    standing = claims.find(connection, publication, claim)
    if standing and draft.partial:
        claim, values = _claim(completed(draft, standing), source, sha256)
    if standing and claims.is_unchanged(standing, claim):
        return _unchanged(standing, claim)
    if standing and strict:
        claims.refuse_duplicate(standing, claim)
    sources.keep_source(connection, source, sha256)
    sources.release(connection, draft, source, sha256)
    if standing:
        claim, values = _as_edited(connection, standing, claim, values, tagger)
        return _update(connection, standing, claim, values)
    return _add(connection, publication, draft.date, claim, values)


def remove(connection: Connection, issue_id: str, reason: str) -> None:
    """Take an issue and its items out, leaving tombstones; nothing happens where that was done before."""
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
    item_merge.bury(connection, "issue", {issue_id: issue_label(str(title), row.date)}, reason)
    item_merge.bury(connection, "item", {item.id: label_of(item) for item in live}, reason)
    repeats.settle(connection, (), [item.id for item in live])
    journal.record(connection, [item.id for item in live])


def _claim(draft: Draft, source: Source, sha256: str) -> tuple[Claim, list[Values]]:
    values = [item_values(item) for item in draft.items]
    wordings = tuple(wording_of_item(item) for item in draft.items)
    return Claim(draft, source, sha256, draft_digest(draft, values), wordings), values


def _publication(connection: Connection, title: str, wanted: str) -> Publication:
    """The publication of this title, made where it is new, and named as `wanted` unless that is taken."""
    key = identity.title_key(title)
    row = connection.execute(_PUBLICATION, {"key": key}).one_or_none()
    if row is not None:
        return Publication(row.id, row.title)
    taken = set(connection.scalars(select(publications.c.id)))
    name = identity.short_name(title, taken) if key else claims.UNNAMED
    name = wanted if wanted and wanted not in taken else name
    new = Publication(name, " ".join(title.split()) or "Unnamed publication")
    connection.execute(insert(publications).values(id=new.id, title=new.title, title_key=key))
    return new


def _as_edited(
    connection: Connection, standing: Standing, claim: Claim, values: list[Values], tagger: DraftTagger
) -> tuple[Claim, list[Values]]:
    """A claim with the splits and joins that editors made in it; its fingerprint stays the parser's."""
    draft = splits_and_joins.edited(connection, standing.row.id, claim.draft, tagger)
    if draft is claim.draft:
        return claim, values
    wordings = tuple(wording_of_item(item) for item in draft.items)
    return replace(claim, draft=draft, wordings=wordings), [item_values(item) for item in draft.items]


def _unchanged(standing: Standing, claim: Claim) -> Put:
    note = ""
    if claims.is_superseded(standing, claim):
        note = f"{standing.row.source_name} has given a later version of {standing.row.id}"
    return Put(PutKind.UNCHANGED, standing.row.id, items=standing.row.item_count, note=note)


def _add(
    connection: Connection, publication: Publication, day: date, claim: Claim, values: Sequence[Values]
) -> Put:
    taken = set(connection.scalars(_OF_THE_DAY, {"publication": publication.id, "date": day}))
    new = identity.issue_id(publication.id, day, taken)
    before = claims.dated_before(connection, claim)
    merge = item_merge.plan(new, 1, (), values, claim.wordings)
    row = {"id": new, "publication": publication.id, "date": day, **_issue_values(claim, merge)}
    connection.execute(_INSERT, row)
    item_merge.carry_out(connection, merge, "")
    claims.record(connection, new, claim)
    repeats.settle(connection, merge.added)
    journal.record(connection, merge.touched)
    note = (
        f"the file gave {before} before; remove that if its date or publication was wrong" if before else ""
    )
    if not values:
        note = "no items found"
    return Put(PutKind.ADDED, new, items=len(values), added=len(merge.added), note=note)


def _update(connection: Connection, standing: Standing, claim: Claim, values: Sequence[Values]) -> Put:
    old = standing.row
    merge = item_merge.plan(old.id, old.next_number, standing.items, values, claim.wordings)
    connection.execute(_UPDATE, {"key": old.id, **_issue_values(claim, merge)})
    item_merge.carry_out(connection, merge, f"no longer in the issue as {claim.source.name} has it")
    claims.record(connection, old.id, claim)
    if old.removed:
        item_merge.unbury(connection, [old.id])
    repeats.settle(connection, merge.added, merge.known)
    journal.record(connection, _to_journal(standing, claim, merge))
    return Put(
        PutKind.ADDED if old.removed else PutKind.UPDATED,
        old.id,
        items=len(values),
        added=len(merge.added) + len(merge.revived),
        changed=len(merge.changed),
        removed=len(merge.vanished),
        note="; ".join(_remarks(standing, claim, merge)),
    )


def _issue_values(claim: Claim, merge: item_merge.Merge) -> Values:
    return {
        **head_values(claim.draft),
        **matter_values(claim.draft),
        **check_values(claim.draft),
        "part": claim.draft.part,
        "source": claim.sha256,
        "source_name": claim.source.name,
        "draft": claim.digest,
        "item_count": len(merge.rows),
        "next_number": merge.next_number,
        "removed": False,
    }


def _to_journal(standing: Standing, claim: Claim, merge: item_merge.Merge) -> list[str]:
    """The items that changed, and all of the issue where what changed is shown with each of them."""
    head = head_values(claim.draft)
    same_head = all(standing.row._mapping[column] == value for column, value in head.items())
    ids = list(merge.touched)
    return ids if same_head else list(dict.fromkeys([*ids, *(row["id"] for row in merge.rows)]))


def _remarks(standing: Standing, claim: Claim, merge: item_merge.Merge) -> list[str]:
    old, name = standing.row, claim.source.name
    remarks = []
    if old.removed:
        return [f"{old.id} had been removed and is back"]
    if claims.is_from_another_file(standing, claim):
        remarks.append(f"{name} updates the issue that {old.source_name} gave")
    if merge.vanished and len(merge.added) == len(merge.rows):
        remarks.append("it has no item in common with what was there")
    if not merge.rows:
        remarks.append("no items found")
    return remarks


def completed(draft: Draft, standing: Standing) -> Draft:
    """The draft with the items of the standing issue that it has no longer, before its own."""
    live = [row for row in standing.items if not row.removed]
    given = [wording_of_item(item) for item in draft.items]
    again = set(match({row.id: wording_of(row) for row in live}, given).values())
    left = (item_of(row) for row in live if row.id not in again)
    return replace(draft, items=(*left, *draft.items))
