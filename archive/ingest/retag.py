"""Tagging the stored items again, and a preview of what another taxonomy would change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.models import Draft, Issue, Item, with_source_tags
from archive.profiles.profile import Profile
from archive.profiles.recognition import NO_PROFILES, ProfileSet
from archive.splitting.profile_rules import with_topics
from archive.store import Store
from archive.tagging import SHIPPED_TAGGER, Tagger
from archive.tagging.topic_tagger import tag_topics
from archive.vocabularies import Vocabularies
from archive.vocabularies.names import load_names
from archive.vocabularies.topics import Taxonomy

Progress = Callable[[int], None]
"""A callback that gets the number of issues done so far."""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """The topics that an item would gain and lose."""

    id: str
    headline: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def retag(
    store: Store,
    profiles: ProfileSet = NO_PROFILES,
    tagger: Tagger = SHIPPED_TAGGER,
    progress: Progress | None = None,
) -> int:
    """Tag every item of the store again and return how many changed; editors' corrections stay.

    The names that the issues teach are learnt first, and written to the vocabularies' file for them.
    """
    _learn_names(store, tagger.vocabularies)
    changed = 0
    for number, issue in enumerate(store.parsed_issues(), 1):
        changed += store.replace_tags(retag_issue(issue, profiles.of(issue.head.publication), tagger))
        if progress:
            progress(number)
    return changed


def _learn_names(store: Store, vocabularies: Vocabularies) -> None:
    if vocabularies.learnt_file is None:
        return
    from archive.tagging.names.name_memory import NameMemory  # loads the taggers

    memory = NameMemory(load_names(vocabularies.names_file))
    for issue in store.parsed_issues():
        memory.add(issue.items)
    memory.learnt().save(vocabularies.learnt_file)


def retag_issue(
    issue: Issue, profile: Profile | None = None, tagger: Tagger = SHIPPED_TAGGER
) -> Sequence[Item]:
    """The items of an issue, tagged again; tags that their source gave stay."""
    untagged = tuple(with_topics(with_source_tags(item), profile) for item in issue.items)
    head = issue.head
    draft = Draft(head.publication.title, head.date, untagged, language=head.language)
    return tagger.tag(replace(draft, date_order=profile.date_order) if profile else draft).items


def topic_changes(
    store: Store, taxonomy: Taxonomy, profiles: ProfileSet = NO_PROFILES
) -> Iterator[TopicChange]:
    """What another taxonomy would change, item by item; topics that an editor has set are left out."""
    corrected = store.corrected_fields()
    for issue in store.parsed_issues():
        profile = profiles.of(issue.head.publication)
        for item in issue.items:
            if "topics" in corrected.get(item.id, ()):
                continue
            before = {each.value for each in item.topics}
            given = with_topics(with_source_tags(item), profile).topics
            after = {each.value for each in (*given, *tag_topics(item, taxonomy))}
            if before != after:
                yield TopicChange(
                    item.id, item.headline, tuple(sorted(after - before)), tuple(sorted(before - after))
                )
