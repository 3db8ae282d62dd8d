"""The facet panel's view models: values as trees, each with its count and the searches it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.web.state import SearchState
from app.web.vocabulary import Vocabulary
from index.fields import FACETS, Field

SHOWN_FIRST = 8
MOST_SHOWN = 40
MOST_CHILDREN = 12


@dataclass(frozen=True, slots=True)
class ValueView:
    """A facet value. `rivals` are the chosen values that adding it makes pointless.

    Addresses are made when asked for: an archive has many more values than a page shows.
    """

    state: SearchState
    facet: str
    value: str
    label: str
    count: int
    parent: str
    selected: bool
    excluded: bool
    rivals: frozenset[str] = frozenset()
    children: tuple["ValueView", ...] = ()

    @property
    def first_children(self) -> tuple["ValueView", ...]:
        """The values below that show first: all, unless they are more than the months of a year."""
        return self.children if len(self.children) <= MOST_CHILDREN else self.children[:SHOWN_FIRST]

    @property
    def more_children(self) -> tuple["ValueView", ...]:
        """The others."""
        return self.children[len(self.first_children) :]

    @property
    def url(self) -> str:
        """The search with this value, or without it where it is chosen."""
        if self.selected or self.excluded:
            return self.state.remove(self.facet, self.value).url()
        return self.state.add(self.facet, self.value, self.rivals).url()

    @property
    def exclude_url(self) -> str:
        """The search without the items that have this value."""
        return self.state.exclude(self.facet, self.value).url()

    @property
    def open(self) -> bool:
        """Whether what stands below shows from the start: some of it, or this very value, is chosen."""
        return any(v.selected or v.excluded for v in walk(self.children)) or (
            self.selected and self.children != ()
        )


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet: its `roots`, and how they are shown: the first, those behind “more”, and what gathers them.

    `unlisted` counts the values that the panel leaves out.
    """

    name: str
    label: str
    first: tuple[ValueView, ...]
    more: tuple[ValueView, ...]
    wider: tuple[ValueView, ...]
    unlisted: int
    roots: tuple[ValueView, ...]

    @property
    def values(self) -> tuple[ValueView, ...]:
        """Every value, those above before those below."""
        return tuple(walk(self.roots))


def facet_views(
    state: SearchState, counts: Mapping[str, Mapping[str, int]], vocabulary: Vocabulary
) -> tuple[FacetView, ...]:
    """The facets of the field table that have any value to show."""
    views = (_Tree(state, facet, counts.get(facet.name, {}), vocabulary).view() for facet in FACETS)
    return tuple(view for view in views if view.roots)


def walk(values: Iterable[ValueView]) -> Iterator[ValueView]:
    """Values and all below them, each before its own."""
    for value in values:
        yield value
        yield from walk(value.children)


class _Tree:
    """One facet's counts, made into a tree of views."""

    def __init__(
        self, state: SearchState, facet: Field, counts: Mapping[str, int], words: Vocabulary
    ) -> None:
        self.state, self.facet, self.words = state, facet, words
        self.chosen = {f.value: f.exclude for f in state.chosen(facet.name)}
        self.counts = {**dict.fromkeys(self.chosen, 0), **counts}
        self.below: dict[str, list[str]] = defaultdict(list)
        for value in self.counts:
            parent = words.parent(facet.name, value) if facet.hierarchical else ""
            self.below[parent if parent in self.counts else ""].append(value)

    def view(self) -> FacetView:
        """Regions begin with countries, as readers do; the continents that gather them follow as `wider`."""
        roots = self._views(self.below[""])
        wider = tuple(v for v in roots if _is_area(self.facet, v))
        top = self._sorted(_below_areas(self.facet, roots)) if wider else roots
        pinned = sum(v.selected or v.excluded or v.open for v in top)
        shown = max(SHOWN_FIRST, pinned)
        if len(top) <= shown + 2:
            shown = len(top)
        return FacetView(
            name=self.facet.name,
            label=self.facet.label,
            first=tuple(top[:shown]),
            more=tuple(replace(view, children=()) for view in top[shown:MOST_SHOWN]),
            wider=tuple(_areas_only(self.facet, wider)),
            unlisted=max(0, len(top) - MOST_SHOWN),
            roots=tuple(roots),
        )

    def _views(self, values: Iterable[str]) -> list[ValueView]:
        return self._sorted(self._view(value) for value in values)

    def _view(self, value: str) -> ValueView:
        name, excluded = self.facet.name, self.chosen.get(value)
        return ValueView(
            state=self.state,
            facet=name,
            value=value,
            label=self.words.label(name, value),
            count=self.counts[value],
            parent=(self.words.parent(name, value) or "") if self.facet.hierarchical else "",
            selected=excluded is False,
            excluded=excluded is True,
            rivals=self._rivals(value) if self.chosen else frozenset(),
            children=tuple(self._views(self.below[value])) if value in self.below else (),
        )

    def _rivals(self, value: str) -> frozenset[str]:
        """Chosen values that adding `value` makes pointless: all above it, and those asked for below it."""
        if not self.facet.hierarchical:
            return frozenset()
        above = set(self.words.ancestors(self.facet.name, value))
        below = {
            v
            for v, out in self.chosen.items()
            if not out and value in self.words.ancestors(self.facet.name, v)
        }
        return frozenset(above & self.chosen.keys() | below)

    def _sorted(self, views: Iterable[ValueView]) -> list[ValueView]:
        if self.facet.name == "date":
            return sorted(views, key=lambda v: v.value, reverse=True)
        return sorted(views, key=lambda v: (not (v.selected or v.excluded or v.open), -v.count, v.label))


def _is_area(facet: Field, view: ValueView) -> bool:
    """Whether a region is a part of the world (an M49 number) rather than a country or a part of one."""
    return facet.name == "region" and view.value.isdigit()


def _below_areas(facet: Field, views: Iterable[ValueView]) -> Iterator[ValueView]:
    for view in views:
        if _is_area(facet, view):
            yield from _below_areas(facet, view.children)
        else:
            yield view


def _areas_only(facet: Field, views: Iterable[ValueView]) -> Iterator[ValueView]:
    for view in views:
        if _is_area(facet, view):
            yield replace(view, children=tuple(_areas_only(facet, view.children)))
