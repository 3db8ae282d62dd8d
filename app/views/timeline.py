"""The bars above the results: how many items of each month or year match, each bar a narrower search."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.views.facet_vocabulary import FacetVocabulary
from app.views.facets import FacetLinks
from app.views.search_state import SearchState

HEIGHT_STEPS = 20
MAX_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or year with its count and its search.

    `height` is 0 to HEIGHT_STEPS, and 0 only where nothing matches. `starts_year` marks a January.
    """

    value: str
    label: str
    count: int
    height: int
    selected: bool
    url: str
    starts_year: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars from the first month or year with a match to the last, gaps included."""

    unit: str
    bars: tuple[Bar, ...]


def timeline(state: SearchState, counts: Mapping[str, int], vocabulary: FacetVocabulary) -> Timeline | None:
    """The bars for the counts of the date facet: months where few enough, else years; None for one bar."""
    chosen = {f.value for f in state.filters_of("date") if not f.exclude}
    months = [value for value in counts if len(value) > len("2025")]
    if chosen and _months_spanned(months) > MAX_MONTHS:
        years = {value[:4] for value in chosen}
        months = [m for m in months if m[:4] in years]
    by_month = _months_spanned(months) <= MAX_MONTHS
    values = list(_months(months) if by_month else _years(months))
    if len(values) < 2:
        return None
    highest = max(counts.get(value, 0) for value in values)
    links = FacetLinks(state, "date")
    bars = tuple(_bar(links, value, counts.get(value, 0), highest, chosen, vocabulary) for value in values)
    return Timeline("month" if by_month else "year", bars)


def _bar(
    links: FacetLinks, value: str, count: int, highest: int, chosen: set[str], vocabulary: FacetVocabulary
) -> Bar:
    selected = value in chosen
    above_and_below = {v for v in chosen if v.startswith(value) or value.startswith(v)} if chosen else chosen
    return Bar(
        value=value,
        label=vocabulary.label("date", value),
        count=count,
        height=-(-count * HEIGHT_STEPS // highest) if highest else 0,
        selected=selected,
        url=links.remove(value) if selected else links.add(value, above_and_below),
        starts_year=value.endswith("-01"),
    )


def _months_spanned(months: Collection[str]) -> int:
    """How many months there are from the first to the last."""
    return _month_number(max(months)) - _month_number(min(months)) + 1 if months else 0


def _months(months: Collection[str]) -> Iterator[str]:
    if months:
        numbers = range(_month_number(min(months)), _month_number(max(months)) + 1)
        yield from (f"{n // 12:04}-{n % 12 + 1:02}" for n in numbers)


def _years(months: Collection[str]) -> Iterator[str]:
    years = range(int(min(months)[:4]), int(max(months)[:4]) + 1)
    yield from (f"{year:04}" for year in years)


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
