"""Upcoming events: the days on which items expect something, in the order of these days, page by page.

The index holds the days of expected events as values of the field `ahead`. The values that matching items
carry are counted and put in order; then only the items of the values on the page are searched for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from index.documents import parse_event_value
from index.engine import Engine, Filter, Search, Sort
from index.query.nodes import EventDates, Everything, Node, Value, conjunction

AHEAD_FIELD = "ahead"


@dataclass(frozen=True, slots=True)
class UpcomingSearch:
    """A request for events that items matching `query` and `filters` expect from `first` to `last`.

    Both days are included; `last` None leaves the end open. The answer has `limit` events from `offset`.
    """

    first: date
    last: date | None = None
    query: Node = field(default_factory=Everything)
    filters: tuple[Filter, ...] = ()
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class UpcomingEvent:
    """The days on which the item `id` expects something."""

    first: date
    last: date
    id: str


@dataclass(frozen=True, slots=True)
class UpcomingEvents:
    """A page of events; `total` counts all, `revision` is the archive revision that the answer holds for."""

    total: int
    events: tuple[UpcomingEvent, ...]
    revision: int


def upcoming_events(engine: Engine, request: UpcomingSearch) -> UpcomingEvents:
    """The expected events by their first day, then by their last, then from the newest issue to the oldest.

    An event that began before the first day asked for is ordered by its last day. Raises
    IndexUnavailableError.
    """
    query = conjunction([request.query, EventDates(request.first, request.last, AHEAD_FIELD)])
    results = engine.search(Search(query, request.filters, limit=0, facets=(AHEAD_FIELD,)))
    counts = _in_order(results.facets[AHEAD_FIELD], request)
    events = tuple(
        UpcomingEvent(*parse_event_value(value), id_)
        for value, offset, limit in _page(counts.items(), request.offset, request.limit)
        for id_ in _items_expecting(engine, request, value, offset, limit)
    )
    return UpcomingEvents(sum(counts.values()), events, results.revision)


def _in_order(counts: Mapping[str, int], request: UpcomingSearch) -> dict[str, int]:
    """The values with a day in the period asked for; a matching item may carry others too."""

    def key(value: str) -> tuple[date, date]:
        first, last = parse_event_value(value)
        return (first if first >= request.first else last), last

    fitting = [value for value in counts if _overlaps(value, request)]
    return {value: counts[value] for value in sorted(fitting, key=key)}


def _overlaps(value: str, request: UpcomingSearch) -> bool:
    first, last = parse_event_value(value)
    return request.first <= last and (request.last is None or first <= request.last)


def _page(counts: Iterable[tuple[str, int]], offset: int, limit: int) -> Iterator[tuple[str, int, int]]:
    """Each value with items on the page, with the offset and the number of these among its items."""
    for value, count in counts:
        if limit <= 0:
            return
        if offset >= count:
            offset -= count
            continue
        taken = min(count - offset, limit)
        yield value, offset, taken
        limit -= taken
        offset = 0


def _items_expecting(
    engine: Engine, request: UpcomingSearch, value: str, offset: int, limit: int
) -> list[str]:
    query = conjunction([request.query, Value(AHEAD_FIELD, value)])
    search = Search(query, request.filters, sort=Sort.NEWEST, offset=offset, limit=limit)
    return [hit.id for hit in engine.search(search).hits]
