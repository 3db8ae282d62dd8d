"""Tagging: what the items of a draft are about, who, where and when, each with the words that say so."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from archive.models import Draft, EventDate, Item, Tag
from archive.tagging.event_dates import find_event_dates
from archive.tagging.names.name_tagger import NameTags, tag_names
from archive.tagging.region_tagger import tag_regions
from archive.tagging.topic_tagger import tag_topics
from archive.vocabularies import SHIPPED, Vocabularies, regions
from archive.vocabularies.names import NameKind
from archive.vocabularies.topics import Taxonomy


def tag(draft: Draft, vocabularies: Vocabularies = SHIPPED, topic_model: Path | None = None) -> Draft:
    """The draft with topics, regions, names and event dates in each item; tags that an item has stay.

    `topic_model` is the file of a learnt model, which decides on the topics that it has learnt. Raises
    TaxonomyError, NamesError or ModelError where a file cannot be used.
    """
    names = tag_names(draft.items, vocabularies.names)
    return replace(
        draft,
        items=tuple(
            _tagged(item, found, draft, vocabularies, topic_model)
            for item, found in zip(draft.items, names, strict=True)
        ),
    )


def _tagged(
    item: Item, names: NameTags, draft: Draft, vocabularies: Vocabularies, topic_model: Path | None
) -> Item:
    topics, known = vocabularies.topics, vocabularies.names
    events = find_event_dates(item, draft.date, draft.date_order)
    person = partial(known.resolve, NameKind.PERSON)
    organisation = partial(known.resolve, NameKind.ORGANISATION)
    return replace(
        item,
        topics=_merged(item.topics, _topics_of(item, topics, topic_model), topics.resolve),
        regions=_merged(item.regions, tag_regions(item), regions.resolve),
        people=_merged(item.people, names.people, person),
        organisations=_merged(item.organisations, names.organisations, organisation),
        event_dates=_with_new_dates(item.event_dates, events),
    )


def _topics_of(item: Item, taxonomy: Taxonomy, topic_model: Path | None) -> tuple[Tag, ...]:
    """The topics of an item: by the taxonomy's terms, or by the model where that knows better."""
    by_terms = tag_topics(item, taxonomy)
    if topic_model is None:
        return by_terms
    from archive.tagging.topic_model import load_model, merged  # loads NumPy

    return merged(item, by_terms, load_model(topic_model))


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
