"""What items expect, in the order of the days for which they do: a page of it without looking at every item.

The index holds the days of events ahead as values of a column. Those of the items that fit are counted and
put in order; then only the items of the values that a page needs are asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from index.documents import event_days
from index.engine import Engine, Filter, Search, Sort
from index.query.nodes import Events, Everything, Node, Value, conjunction

AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: events expected on any day from `first` to `last` by items that fit; a page of `limit`."""

    first: date
    last: date | None = None
    query: Node = field(default_factory=Everything)
    filters: tuple[Filter, ...] = ()
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Expectation:
    """The days on which the item `id` expects something."""

    first: date
    last: date
    id: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """A page of them, how many there are in all, and the archive revision that the answer holds for."""

    total: int
    found: tuple[Expectation, ...]
    revision: int


def expectations(engine: Engine, asked: Asked) -> Expectations:
    """Those that fit, in the order of their days; of the same days, the newest issue's first.

    What is under way already stands where it ends. Raises IndexUnavailableError.
    """
    wanted = conjunction([asked.query, Events(asked.first, asked.last, AHEAD)])
    results = engine.search(Search(wanted, asked.filters, limit=0, facets=(AHEAD,)))
    counts = _in_order(results.facets[AHEAD], asked)
    found = tuple(
        Expectation(*event_days(value), id_)
        for value, offset, limit in _cut(counts.items(), asked.offset, asked.limit)
        for id_ in _carriers(engine, asked, value, offset, limit)
    )
    return Expectations(sum(counts.values()), found, results.revision)


def _in_order(counts: Mapping[str, int], asked: Asked) -> dict[str, int]:
    """The values with a day in the time asked for, by that day."""

    def key(value: str) -> tuple[date, date]:
        first, last = event_days(value)
        return (first if first >= asked.first else last), last

    fitting = [value for value in counts if _overlaps(value, asked)]
    return {value: counts[value] for value in sorted(fitting, key=key)}


def _overlaps(value: str, asked: Asked) -> bool:
    first, last = event_days(value)
    return asked.first <= last and (asked.last is None or first <= asked.last)


def _cut(counts: Iterable[tuple[str, int]], offset: int, limit: int) -> Iterator[tuple[str, int, int]]:
    """Of which values a page has items: from which on, and how many."""
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


def _carriers(engine: Engine, asked: Asked, value: str, offset: int, limit: int) -> list[str]:
    wanted = conjunction([asked.query, Value(AHEAD, value)])
    request = Search(wanted, asked.filters, sort=Sort.NEWEST, offset=offset, limit=limit)
    return [hit.id for hit in engine.search(request).hits]
