"""The facet panel's view models: values as trees, each with its count and the searches it leads to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from app.views.facet_vocabulary import FacetVocabulary
from app.views.search_state import PATH, SearchState, url_encoded, url_quoted
from index.facet_values import NAME_FACETS
from index.fields import SHOWN_FACETS, Field

FIRST_VALUES = 8
FIRST_NAMES = 5
MAX_VALUES = 40
MAX_NAMES = 20
MAX_VALUES_COUNTED = 100
"""The people, organisations and publications counted with a search: those of most items."""

MAX_CHILDREN = 12


# Not frozen, for a page makes hundreds, and to make a frozen one takes four times as long.
@dataclass(slots=True)
class ValueView:
    """A facet value: `url` is the search with it, or without it where it is chosen.

    `open` says whether what stands below shows from the start: some of it, or this very value, is chosen.
    `further` counts the values below that the panel leaves out until it is.
    """

    value: str
    label: str
    count: int
    parent: str
    selected: bool
    excluded: bool
    open: bool
    url: str
    exclude_url: str
    children: tuple["ValueView", ...] = ()
    further: int = 0

    @property
    def first_children(self) -> tuple["ValueView", ...]:
        """The values below that show first: all, unless they are more than the months of a year."""
        return self.children if len(self.children) <= MAX_CHILDREN else self.children[:FIRST_VALUES]

    @property
    def more_children(self) -> tuple["ValueView", ...]:
        """The values below that show behind “more”."""
        return self.children[len(self.first_children) :]


class FacetView:
    """One facet's counts as a tree of values; views are made only of the values that are read."""

    def __init__(
        self, state: SearchState, facet: Field, counts: Mapping[str, int], words: FacetVocabulary
    ) -> None:
        self.name, self.label = facet.name, facet.label
        self._most = MAX_NAMES if facet.name in NAME_FACETS else MAX_VALUES
        self._words, self._links, self._nested = words, FacetLinks(state, facet.name), facet.hierarchical
        self._chosen = {f.value: f.exclude for f in state.filters_of(facet.name)}
        self._counts = {**dict.fromkeys(self._chosen, 0), **counts} if self._chosen else counts
        self._below = self._grouped()
        self._above_chosen = {above for value in self._chosen for above in self._above(value)}

    @cached_property
    def first(self) -> tuple[ValueView, ...]:
        """The values that the panel begins with."""
        return tuple(map(self._shown, self._top[: self._shown_first]))

    @cached_property
    def more(self) -> tuple[ValueView, ...]:
        """The values behind “more”."""
        return tuple(map(self._view, self._top[self._shown_first : self._most]))

    @property
    def uncounted(self) -> bool:
        """Whether there may be more values than were counted."""
        return not self._nested and len(self._counts) >= MAX_VALUES_COUNTED

    @property
    def unlisted(self) -> int:
        """How many values the panel leaves out."""
        return max(0, len(self._tops) - self._most)

    @cached_property
    def wider(self) -> tuple[ValueView, ...]:
        """The parts of the world, which gather the countries."""
        return self._areas(self._below[""])

    @cached_property
    def roots(self) -> tuple[ValueView, ...]:
        """The values without a parent, all of them, with everything below."""
        return self._views(self._below[""])

    @property
    def values(self) -> Iterator[ValueView]:
        """All values without their children, each after its parent."""
        waiting = self._sorted(self._below[""])[::-1]
        while waiting:
            yield self._view(value := waiting.pop())
            if value in self._below:
                waiting += self._sorted(self._below[value])[::-1]

    @cached_property
    def _tops(self) -> list[str]:
        """The values that the panel lists; for regions the countries, not the parts of the world."""
        roots = self._below[""]
        return self._below_areas(roots) if self.name == "region" else roots

    @cached_property
    def _top(self) -> list[str]:
        """The first of these values, as many as the panel can show, in order."""
        return self._sorted(self._tops, max(self._most, len(self._chosen) + len(self._above_chosen) + 2))

    @cached_property
    def _shown_first(self) -> int:
        first = FIRST_NAMES if self.name in NAME_FACETS else FIRST_VALUES
        shown = max(first, sum(map(self._is_pinned, self._top)))
        return len(self._tops) if len(self._tops) <= shown + 2 else shown

    def _views(self, values: Collection[str]) -> tuple[ValueView, ...]:
        return tuple(self._view(v, self._views(self._below.get(v, ()))) for v in self._sorted(values))

    def _shown(self, value: str) -> ValueView:
        """The view of a value; a closed value with many children has only its first ones."""
        below = self._sorted(self._below.get(value, ()))
        if not below:
            return self._view(value)
        closed = self._chosen.get(value) is not False and not any(map(self._is_pinned, below))
        listed = below[:FIRST_VALUES] if closed and len(below) > MAX_CHILDREN else below
        return self._view(value, tuple(map(self._shown, listed)), len(below) - len(listed))

    def _areas(self, values: Iterable[str]) -> tuple[ValueView, ...]:
        """The parts of the world among the values, with only parts of the world below them."""
        areas = [value for value in values if self._is_area(value)]
        return tuple(self._view(v, self._areas(self._below.get(v, ()))) for v in self._sorted(areas))

    def _view(self, value: str, children: tuple[ValueView, ...] = (), further: int = 0) -> ValueView:
        label, count = self._words.label(self.name, value), self._counts[value]
        above = (self._words.parent(self.name, value) or "") if self._nested else ""
        if not self._chosen:
            addresses = self._links.both(value)
            return ValueView(value, label, count, above, False, False, False, *addresses, children, further)
        excluded, links = self._chosen.get(value), self._links
        return ValueView(
            value,
            label,
            count,
            above,
            excluded is False,
            excluded is True,
            bool(children) and (excluded is False or any(map(_is_pinned, children))),
            links.add(value, self._rivals(value)) if excluded is None else links.remove(value),
            links.exclude(value),
            children,
            further,
        )

    def _grouped(self) -> dict[str | None, list[str]]:
        """The values right below each value, and below "" those at the top."""
        if not self._nested:
            return {"": list(self._counts)}
        below, counts = defaultdict[str | None, list[str]](list), self._counts
        for value, above in zip(counts, map(self._words.parent, repeat(self.name), counts), strict=False):
            below[above if above in counts else ""].append(value)
        return below

    def _parent(self, value: str) -> str:
        """The value above, if it is in the tree."""
        above = self._words.parent(self.name, value) if self._nested else ""
        return above if above and above in self._counts else ""

    def _above(self, value: str) -> Iterator[str]:
        while value := self._parent(value):
            yield value

    def _rivals(self, value: str) -> frozenset[str]:
        """The chosen values that adding `value` makes redundant: its ancestors, and included descendants."""
        if not self._nested:
            return frozenset()
        above = self._words.ancestors(self.name, value)
        return frozenset([v for v in above if v in self._chosen] + self._wanted_below.get(value, []))

    @cached_property
    def _wanted_below(self) -> dict[str, list[str]]:
        """The included values below each value."""
        below = defaultdict[str, list[str]](list)
        for value, excluded in self._chosen.items():
            for above in () if excluded else self._words.ancestors(self.name, value):
                below[above].append(value)
        return below

    def _sorted(self, values: Collection[str], most: int = 0) -> list[str]:
        """The values in the panel's order, or the first `most` of them."""
        if len(values) < 2:
            return list(values)
        if self.name == "date":
            return sorted(values, reverse=True)
        if 0 < most < len(values):
            values = self._frequent(values, most)
        label, counts, name = self._words.label, self._counts, self.name
        if not self._chosen:
            return sorted(values, key=lambda v: (-counts[v], label(name, v)))
        return sorted(values, key=lambda v: (not self._is_pinned(v), -counts[v], label(name, v)))

    def _frequent(self, values: Collection[str], most: int) -> list[str]:
        """The values that can be among the first `most`, so that only their labels are looked up."""
        counts = self._counts
        least = sorted(map(counts.__getitem__, values))[-most]
        return [value for value in values if counts[value] >= least or self._is_pinned(value)]

    def _is_pinned(self, value: str) -> bool:
        return value in self._chosen or value in self._above_chosen

    def _is_area(self, value: str) -> bool:
        """Whether a region is a part of the world (an M49 number) rather than a country or a part of one."""
        return self.name == "region" and value.isdigit()

    def _below_areas(self, values: Iterable[str]) -> list[str]:
        found = [value for value in values if not value.isdigit()]
        for area in filter(str.isdigit, values):
            found += self._below_areas(self._below.get(area, ()))
        return found


def facet_views(
    state: SearchState, counts: Mapping[str, Mapping[str, int]], vocabulary: FacetVocabulary
) -> tuple[FacetView, ...]:
    """The facets of the field table that have any value to show."""
    chosen = {filter_.facet for filter_ in state.filters}
    return tuple(
        FacetView(state, facet, counts.get(facet.name, {}), vocabulary)
        for facet in SHOWN_FACETS
        if counts.get(facet.name) or facet.name in chosen
    )


def _is_pinned(view: ValueView) -> bool:
    return view.selected or view.excluded or view.open


class FacetLinks:
    """The searches that one facet's values lead to; the first page of each.

    They are those of `SearchState.add`, `remove` and `exclude`; what the addresses share is encoded once.
    """

    def __init__(self, state: SearchState, facet: str) -> None:
        chosen = state.filters_of(facet)
        self._wanted = [f.value for f in chosen if not f.exclude]
        self._left_out = [f.value for f in chosen if f.exclude]
        self._facet = facet
        before, after = state.args_around(facet)
        self._before, self._after = url_encoded(before), url_encoded(after)
        self._plain = not chosen
        self._start = f"{PATH}?{self._before}{'&' if before else ''}"
        self._end = f"{'&' if after else ''}{self._after}"

    def both(self, value: str) -> tuple[str, str]:
        """The URLs of `add` and `exclude`, where no value of the facet is chosen."""
        parameter = f"{self._facet}={url_quoted(value)}{self._end}"
        return f"{self._start}{parameter}", f"{self._start}-{parameter}"

    def add(self, value: str, instead_of: Collection[str] = ()) -> str:
        """The URL with `value` too, in place of the values in `instead_of`."""
        if self._plain:
            return self.both(value)[0]
        gone = {value, *instead_of}
        return self._address(
            [*(v for v in self._wanted if v not in gone), value],
            [v for v in self._left_out if v not in gone],
        )

    def exclude(self, value: str) -> str:
        """The URL that excludes `value`."""
        if self._plain:
            return self.both(value)[1]
        return self._address(_without(self._wanted, value), [*_without(self._left_out, value), value])

    def remove(self, value: str) -> str:
        """The URL without a filter on `value`."""
        return self._address(_without(self._wanted, value), _without(self._left_out, value))

    def _address(self, wanted: Iterable[str], left_out: Iterable[str]) -> str:
        own = [f"{self._facet}={url_quoted(value)}" for value in wanted]
        own += [f"-{self._facet}={url_quoted(value)}" for value in left_out]
        query = "&".join(filter(None, [self._before, *own, self._after]))
        return f"{PATH}?{query}" if query else PATH


def _without(values: Iterable[str], value: str) -> list[str]:
    return [v for v in values if v != value]
