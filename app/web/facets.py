"""The facet panel's view models: values as trees, each with its count and the searches it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.web.links import Links
from app.web.state import SearchState
from app.web.vocabulary import Vocabulary
from index.fields import SHOWN_FACETS, Field

SHOWN_FIRST = 8
MOST_SHOWN = 40
MOST_CHILDREN = 12


@dataclass(frozen=True, slots=True)
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
        return self.children if len(self.children) <= MOST_CHILDREN else self.children[:SHOWN_FIRST]

    @property
    def more_children(self) -> tuple["ValueView", ...]:
        """The others."""
        return self.children[len(self.first_children) :]


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet as the panel shows it: the first values, those behind “more”, and what gathers them.

    `unlisted` counts the values that the panel leaves out.
    """

    name: str
    label: str
    first: tuple[ValueView, ...]
    more: tuple[ValueView, ...]
    wider: tuple[ValueView, ...]
    unlisted: int
    tree: "_Tree"

    @property
    def roots(self) -> tuple[ValueView, ...]:
        """All values that stand under no other; they are made when asked for, and are many."""
        return self.tree.roots()

    @property
    def values(self) -> tuple[ValueView, ...]:
        """Every value, those above before those below."""
        return tuple(walk(self.roots))


def facet_views(
    state: SearchState, counts: Mapping[str, Mapping[str, int]], vocabulary: Vocabulary
) -> tuple[FacetView, ...]:
    """The facets of the field table that have any value to show."""
    trees = (_Tree(state, facet, counts.get(facet.name, {}), vocabulary) for facet in SHOWN_FACETS)
    return tuple(tree.panel() for tree in trees if tree.counts)


def walk(values: Iterable[ValueView]) -> Iterator[ValueView]:
    """Values and all below them, each before its own."""
    for value in values:
        yield value
        yield from walk(value.children)


class _Tree:
    """One facet's counts as a tree of values; only those that are shown become views."""

    def __init__(
        self, state: SearchState, facet: Field, counts: Mapping[str, int], words: Vocabulary
    ) -> None:
        self.facet, self.words, self.links = facet, words, Links(state, facet.name)
        self.chosen = {f.value: f.exclude for f in state.chosen(facet.name)}
        self.counts = {**dict.fromkeys(self.chosen, 0), **counts}
        self.below: dict[str, list[str]] = defaultdict(list)
        for value in self.counts:
            self.below[self._parent(value)].append(value)
        self.above_chosen = {above for value in self.chosen for above in self._above(value)}

    def roots(self) -> tuple[ValueView, ...]:
        """The views of all values."""
        return self._views(self._sorted(self.below[""]))

    def panel(self) -> FacetView:
        """Regions begin with countries, as readers do; the continents that gather them follow as `wider`."""
        roots = self.below[""]
        areas = [value for value in roots if self._is_area(value)]
        top = self._sorted(self._below_areas(roots) if areas else roots)
        pinned = sum(map(self._is_pinned, top))
        shown = max(SHOWN_FIRST, pinned)
        if len(top) <= shown + 2:
            shown = len(top)
        return FacetView(
            name=self.facet.name,
            label=self.facet.label,
            first=tuple(map(self._shown, top[:shown])),
            more=tuple(self._view(value, ()) for value in top[shown:MOST_SHOWN]),
            wider=self._areas(areas),
            unlisted=max(0, len(top) - MOST_SHOWN),
            tree=self,
        )

    def _views(self, values: Iterable[str]) -> tuple[ValueView, ...]:
        return tuple(self._view(v, self._views(self._sorted(self.below.get(v, ())))) for v in values)

    def _shown(self, value: str) -> ValueView:
        """A value as the panel shows it: of many below one that is closed, the first."""
        below = self._sorted(self.below.get(value, ()))
        closed = self.chosen.get(value) is not False and not any(map(self._is_pinned, below))
        listed = below[:SHOWN_FIRST] if closed and len(below) > MOST_CHILDREN else below
        return self._view(value, tuple(map(self._shown, listed)), len(below) - len(listed))

    def _areas(self, values: Iterable[str]) -> tuple[ValueView, ...]:
        """Parts of the world, and below them only such."""
        areas = [value for value in values if self._is_area(value)]
        return tuple(self._view(v, self._areas(self.below.get(v, ()))) for v in self._sorted(areas))

    def _view(self, value: str, children: tuple[ValueView, ...], further: int = 0) -> ValueView:
        name, excluded = self.facet.name, self.chosen.get(value)
        links = self.links
        return ValueView(
            value,
            self.words.label(name, value),
            self.counts[value],
            (self.words.parent(name, value) or "") if self.facet.hierarchical else "",
            excluded is False,
            excluded is True,
            bool(self.chosen and children) and (excluded is False or any(map(_is_pinned, children))),
            links.add(value, self._rivals(value)) if excluded is None else links.remove(value),
            links.exclude(value),
            children,
            further,
        )

    def _parent(self, value: str) -> str:
        """The value above, if it is in the tree."""
        above = self.words.parent(self.facet.name, value) if self.facet.hierarchical else ""
        return above if above and above in self.counts else ""

    def _above(self, value: str) -> Iterator[str]:
        while value := self._parent(value):
            yield value

    def _rivals(self, value: str) -> frozenset[str]:
        """Chosen values that adding `value` makes pointless: all above it, and those asked for below it."""
        if not self.chosen or not self.facet.hierarchical:
            return frozenset()
        above = set(self.words.ancestors(self.facet.name, value))
        below = {
            v
            for v, out in self.chosen.items()
            if not out and value in self.words.ancestors(self.facet.name, v)
        }
        return frozenset(above & self.chosen.keys() | below)

    def _sorted(self, values: Iterable[str]) -> list[str]:
        if self.facet.name == "date":
            return sorted(values, reverse=True)
        label, counts, name = self.words.label, self.counts, self.facet.name
        return sorted(values, key=lambda v: (not self._is_pinned(v), -counts[v], label(name, v)))

    def _is_pinned(self, value: str) -> bool:
        return value in self.chosen or value in self.above_chosen

    def _is_area(self, value: str) -> bool:
        """Whether a region is a part of the world (an M49 number) rather than a country or a part of one."""
        return self.facet.name == "region" and value.isdigit()

    def _below_areas(self, values: Iterable[str]) -> Iterator[str]:
        for value in values:
            if self._is_area(value):
                yield from self._below_areas(self.below.get(value, ()))
            else:
                yield value


def _is_pinned(view: ValueView) -> bool:
    return view.selected or view.excluded or view.open
