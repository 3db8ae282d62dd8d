"""Sources that show a window on what was published, as feeds do: what has left the window stays."""

from dataclasses import replace

from archive.identity import match
from archive.models import Draft
from archive.store.claims import Standing, wording_of_item
from archive.store.records import item_of, wording_of


def completed(draft: Draft, standing: Standing) -> Draft:
    """The draft with the items of the standing issue that it has no longer, before its own."""
    live = [row for row in standing.items if not row.removed]
    given = [wording_of_item(item) for item in draft.items]
    again = set(match({row.id: wording_of(row) for row in live}, given).values())
    left = (item_of(row) for row in live if row.id not in again)
    return replace(draft, items=(*left, *draft.items))
