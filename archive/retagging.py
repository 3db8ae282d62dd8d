"""Tagging anew what is in the store, and what another taxonomy would change before it does."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archive.models import Draft, Issue, Item
from archive.store import Store
from archive.tagging import tag
from archive.tagging.bare import bare, given
from archive.tagging.topics import tag_topics
from archive.topics import Taxonomy

Told = Callable[[int], None]
"""Called with the number of issues done so far."""


@dataclass(frozen=True, slots=True)
class Change:
    """The topics that an item would gain and lose."""

    id: str
    headline: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def retag(store: Store, told: Told | None = None) -> int:
    """Tag every item as it would be tagged if it came in now; how many changed. Corrections stay."""
    changed = 0
    for number, issue in enumerate(store.as_parsed(), 1):
        changed += store.retag(retagged(issue))
        if told:
            told(number)
    return changed


def retagged(issue: Issue) -> Sequence[Item]:
    """An issue's items with the tags that they would get now; those that their source gave stay."""
    untagged = tuple(bare(item) for item in issue.items)
    head = issue.head
    return tag(Draft(head.publication.title, head.date, untagged, language=head.language)).items


def tried(store: Store, taxonomy: Taxonomy) -> Iterator[Change]:
    """What another taxonomy would change, item by item; topics that an editor has set stay."""
    standing = store.standing()
    for issue in store.as_parsed():
        for item in issue.items:
            if "topics" in standing.get(item.id, ()):
                continue
            now = {each.value for each in item.topics}
            then = {each.value for each in (*given(item.topics), *tag_topics(item, taxonomy))}
            if now != then:
                yield Change(item.id, item.headline, tuple(sorted(then - now)), tuple(sorted(now - then)))
