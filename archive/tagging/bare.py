"""Items without what the taggers said of them, to be tagged anew."""

from collections.abc import Iterable
from dataclasses import replace

from archive.models import GIVEN, Item, Tag


def bare(item: Item) -> Item:
    """The item with the tags that its source gave, and no others."""
    return replace(
        item,
        topics=given(item.topics),
        regions=given(item.regions),
        people=given(item.people),
        organisations=given(item.organisations),
        event_dates=(),
    )


def given(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Those of the tags that the source gave."""
    return tuple(tag for tag in tags if tag.evidence == GIVEN)
