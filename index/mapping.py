"""Maps an item of the store to its index document."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from archive.models import EventDate, PlacedItem, Tag
from archive.vocabularies import SHIPPED, Vocabularies, regions
from archive.vocabularies.names import NameKind
from index.documents import IndexDocument, format_event_value
from index.expansion.acronyms import acronym_values


def index_document(placed: PlacedItem, vocabularies: Vocabularies = SHIPPED) -> IndexDocument:
    """The index document of an item; its facet values include all their ancestors."""
    item, issue, names = placed.item, placed.issue, vocabularies.names
    organisations = names.canonical_tags(NameKind.ORGANISATION, item.organisations)
    document = IndexDocument(
        id=item.id,
        issue=issue.id,
        date=issue.date,
        position=item.position,
        texts={"headline": item.headline, "takeaway": item.takeaway, "body": item.body},
        facets={
            "topic": _with_ancestors(item.topics, vocabularies.topics.ancestors),
            "region": _with_ancestors(regions.strong_enough(item.regions), regions.ancestors),
            "person": _values(names.canonical_tags(NameKind.PERSON, item.people)),
            "organisation": _values(organisations),
            "acronym": acronym_values(organisations),
            "date": date_values(issue.date),
            "publication": (issue.publication.id,),
            "event": _event_values(item.event_dates),
            "ahead": _event_values(event for event in item.event_dates if event.ahead),
        },
    )
    return replace(document, fingerprint=document_fingerprint(document))


def date_values(day: date) -> tuple[str, str]:
    """The values of the date facet for a day: its year and its month."""
    return day.isoformat()[:4], day.isoformat()[:7]


def document_fingerprint(document: IndexDocument) -> str:
    """A hash of everything in the document but its fingerprint: 16 hexadecimal digits."""
    content = [
        document.id,
        document.issue,
        document.date.isoformat(),
        document.position,
        sorted(document.texts.items()),
        sorted((facet, sorted(values)) for facet, values in document.facets.items()),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def _values(tags: Iterable[Tag]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.value for tag in tags))


def _event_values(events: Iterable[EventDate]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(format_event_value(event.first, event.last) for event in events))


def _with_ancestors(tags: Iterable[Tag], ancestors: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """The value of each tag, preceded by its ancestors, without repetitions."""
    return tuple(dict.fromkeys(value for tag in tags for value in (*ancestors(tag.value), tag.value)))
