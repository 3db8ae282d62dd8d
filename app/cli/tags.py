"""The tags of an item as JSON: what `briefings parse --jsonl` and `briefings tag --jsonl` print of them."""

from collections.abc import Callable, Iterable
from typing import Any

from archive.models import EventDate, Item, Tag
from archive.vocabularies import regions, topics


def tags_as_json(item: Item) -> dict[str, Any]:
    """Topics, regions, people, organisations and event dates, each with the words that earned it."""
    return {
        "topics": _tags(item.topics, topics.label),
        "regions": _tags(item.regions, regions.label),
        "people": _tags(item.people),
        "organisations": _tags(item.organisations),
        "event_dates": [_event(event) for event in item.event_dates],
    }


def _tags(tags: Iterable[Tag], label: Callable[[str], str] = str) -> list[dict[str, Any]]:
    return [
        {
            "value": tag.value,
            "label": label(tag.value),
            "strength": tag.weight,
            "role": tag.role,
            "evidence": list(tag.evidence),
            "origin": tag.origin.value,
        }
        for tag in tags
    ]


def _event(event: EventDate) -> dict[str, Any]:
    return {
        "first": event.first.isoformat(),
        "last": event.last.isoformat(),
        "precision": event.precision.value,
        "ahead": event.ahead,
        "text": event.text,
        "sentence": event.sentence,
    }
