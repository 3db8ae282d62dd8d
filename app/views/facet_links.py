"""Addresses of a search with one value of one facet more or less: hundreds a page, so put together fast."""

from collections.abc import Collection, Iterable

from app.views.search_state import PATH, SearchState, encoded, quoted


class Links:
    """The searches that one facet's values lead to; the first page of each.

    They are those of `SearchState.add`, `remove` and `exclude`; what the addresses share is encoded once.
    """

    def __init__(self, state: SearchState, facet: str) -> None:
        chosen = state.chosen(facet)
        self._wanted = [f.value for f in chosen if not f.exclude]
        self._left_out = [f.value for f in chosen if f.exclude]
        self._facet = facet
        before, after = state.around(facet)
        self._before, self._after = encoded(before), encoded(after)
        self._plain = not chosen
        self._start = f"{PATH}?{self._before}{'&' if before else ''}"
        self._end = f"{'&' if after else ''}{self._after}"

    def both(self, value: str) -> tuple[str, str]:
        """What `add` and `exclude` give, where no value of the facet is chosen."""
        parameter = f"{self._facet}={quoted(value)}{self._end}"
        return f"{self._start}{parameter}", f"{self._start}-{parameter}"

    def add(self, value: str, instead_of: Collection[str] = ()) -> str:
        """Items with `value` too; the values in `instead_of` make way."""
        if self._plain:
            return self.both(value)[0]
        gone = {value, *instead_of}
        return self._address(
            [*(v for v in self._wanted if v not in gone), value],
            [v for v in self._left_out if v not in gone],
        )

    def exclude(self, value: str) -> str:
        """No items with `value`."""
        if self._plain:
            return self.both(value)[1]
        return self._address(_without(self._wanted, value), [*_without(self._left_out, value), value])

    def remove(self, value: str) -> str:
        """Neither ask for `value` nor leave it out."""
        return self._address(_without(self._wanted, value), _without(self._left_out, value))

    def _address(self, wanted: Iterable[str], left_out: Iterable[str]) -> str:
        own = [f"{self._facet}={quoted(value)}" for value in wanted]
        own += [f"-{self._facet}={quoted(value)}" for value in left_out]
        query = "&".join(filter(None, [self._before, *own, self._after]))
        return f"{PATH}?{query}" if query else PATH


def _without(values: Iterable[str], value: str) -> list[str]:
    return [v for v in values if v != value]
