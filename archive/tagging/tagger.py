"""Tagging: what the items of a draft are about, who, where and when, each with the words that say so."""

import os
from collections.abc import Callable
from dataclasses import replace

from archive.models import Draft, EventDate, Item, Tag
from archive.tagging.event_dates import find_event_dates
from archive.tagging.names.known import Kind
from archive.tagging.names.known import current as known_names
from archive.tagging.names.name_tagger import Names, tag_names
from archive.tagging.region_tagger import tag_regions
from archive.tagging.topic_tagger import tag_topics
from archive.vocabularies.regions import resolve as resolve_region
from archive.vocabularies.topics import MODEL
from archive.vocabularies.topics import resolve as resolve_topic


def tag(draft: Draft) -> Draft:
    """The draft with topics, regions, names and event dates in each item; tags that an item has stay."""
    known = known_names()

    def person(name: str) -> str | None:
        return known.resolve(Kind.PERSON, name)

    def organisation(name: str) -> str | None:
        return known.resolve(Kind.ORGANISATION, name)

    def tagged(item: Item, names: Names) -> Item:
        return replace(
            item,
            topics=_merged(item.topics, topics_of(item), resolve_topic),
            regions=_merged(item.regions, tag_regions(item), resolve_region),
            people=_merged(item.people, names.people, person),
            organisations=_merged(item.organisations, names.organisations, organisation),
            event_dates=_with_new_dates(
                item.event_dates, find_event_dates(item, draft.date, draft.date_order)
            ),
        )

    named = zip(draft.items, tag_names(draft.items), strict=True)
    return replace(draft, items=tuple(tagged(item, names) for item, names in named))


def topics_of(item: Item) -> tuple[Tag, ...]:
    """The topics of an item: by the taxonomy's terms, or by the model in use where that knows better."""
    found = tag_topics(item)
    if not os.environ.get(MODEL):
        return found
    from archive.tagging import topic_model  # loads NumPy

    model = topic_model.in_use()
    return topic_model.merged(item, found, model) if model else found


def _merged(
    given: tuple[Tag, ...], found: tuple[Tag, ...], resolve: Callable[[str], str | None]
) -> tuple[Tag, ...]:
    """The given tags under the names in use here, then those found that are not among them."""
    kept = {tag.value: tag for tag in (replace(t, value=resolve(t.value) or t.value) for t in given)}
    for tag in found:
        kept.setdefault(tag.value, tag)
    return tuple(kept.values())


def _with_new_dates(given: tuple[EventDate, ...], found: tuple[EventDate, ...]) -> tuple[EventDate, ...]:
    held = {(event.first, event.last) for event in given}
    return (*given, *(event for event in found if (event.first, event.last) not in held))
