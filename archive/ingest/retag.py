"""Tagging anew what is in the store, and what another taxonomy would change before it does."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.models import Draft, Issue, Item, bare
from archive.profiles.recognising import NO_PROFILES, Profiles
from archive.profiles.records import Profile
from archive.splitting.by_profile import with_topics
from archive.store import Store
from archive.tagging import SHIPPED_TAGGER, Tagger
from archive.tagging.topic_tagger import tag_topics
from archive.vocabularies.topics import Taxonomy

Told = Callable[[int], None]
"""Called with the number of issues done so far."""


@dataclass(frozen=True, slots=True)
class Change:
    """The topics that an item would gain and lose."""

    id: str
    headline: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def retag(
    store: Store,
    profiles: Profiles = NO_PROFILES,
    tagger: Tagger = SHIPPED_TAGGER,
    told: Told | None = None,
) -> int:
    """Tag every item as it would be tagged if it came in now; how many changed. Corrections stay."""
    changed = 0
    for number, issue in enumerate(store.as_parsed(), 1):
        changed += store.retag(retagged(issue, profiles.of(issue.head.publication), tagger))
        if told:
            told(number)
    return changed


def retagged(issue: Issue, profile: Profile | None = None, tagger: Tagger = SHIPPED_TAGGER) -> Sequence[Item]:
    """An issue's items with the tags that they would get now; those that their source gave stay."""
    untagged = tuple(with_topics(bare(item), profile) for item in issue.items)
    head = issue.head
    draft = Draft(head.publication.title, head.date, untagged, language=head.language)
    return tagger.tag(replace(draft, date_order=profile.date_order) if profile else draft).items


def tried(store: Store, taxonomy: Taxonomy, profiles: Profiles = NO_PROFILES) -> Iterator[Change]:
    """What another taxonomy would change, item by item; topics that an editor has set stay."""
    standing = store.standing()
    for issue in store.as_parsed():
        profile = profiles.of(issue.head.publication)
        for item in issue.items:
            if "topics" in standing.get(item.id, ()):
                continue
            now = {each.value for each in item.topics}
            then = {
                each.value for each in (*with_topics(bare(item), profile).topics, *tag_topics(item, taxonomy))
            }
            if now != then:
                yield Change(item.id, item.headline, tuple(sorted(then - now)), tuple(sorted(now - then)))
