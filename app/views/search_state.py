"""The state of a search as its URL: immutable, canonical, and read from a request that is not trusted."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, Self
from urllib.parse import quote_plus

from app.views import date_text
from app.views.date_text import Period
from archive.errors import BadRequestError
from index.engine import Filter, Sort
from index.fields import SHOWN_FACETS

PATH = "/search"
MAX_FILTERS = 50
MAX_PAGE_SIZE = 100
_LAST_PAGE = 999_999_999_999
_SINGLE_PARAMETERS = ("q", "from", "to", "sort", "exact", "page", "limit")
_FACET_ORDER = {facet.name: place for place, facet in enumerate(SHOWN_FACETS)}
_TRACKING_PREFIXES = ("utm_", "mc_", "fbclid", "gclid")


class BadSearchError(BadRequestError):
    """A search that cannot be answered, and `mended`: the nearest one that can."""

    def __init__(self, message: str, mended: "SearchState") -> None:
        super().__init__(message)
        self.mended = mended


class Resolver(Protocol):
    """Resolves what a person or a link wrote to the value of a facet."""

    def resolve(self, facet: str, text: str) -> str | None:
        """The value of `facet` that `text` means, None if it means none."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """What was asked. `sort` None is the natural order: relevance for words, newest first without any.

    `limit` 0 leaves the number of results a page to the settings. `exact` searches for what was typed alone,
    not for the other forms of acronyms.
    """

    q: str = ""
    filters: tuple[Filter, ...] = ()
    first: Period | None = None
    last: Period | None = None
    sort: Sort | None = None
    page: int = 1
    limit: int = 0
    exact: bool = False

    @property
    def order(self) -> Sort:
        """The order of the results: the one asked for, else the natural one."""
        natural = Sort.RELEVANCE if self.q else Sort.NEWEST
        return self.sort or natural

    @property
    def narrowed(self) -> bool:
        """Whether anything but the query restricts the search."""
        return bool(self.filters or self.first or self.last)

    def add(self, facet: str, value: str, instead_of: Collection[str] = ()) -> Self:
        """Items with `value` too; values of the facet in `instead_of` (those above and below it) make way."""
        return self._with_filter(Filter(facet, value), {value, *instead_of})

    def exclude(self, facet: str, value: str) -> Self:
        """No items with `value`."""
        return self._with_filter(Filter(facet, value, exclude=True), {value})

    def remove(self, facet: str, value: str) -> Self:
        """No filter on `value`."""
        kept = tuple(f for f in self.filters if (f.facet, f.value) != (facet, value))
        return replace(self, filters=kept, page=1)

    def between(self, first: Period | None, last: Period | None) -> Self:
        """Only issues from the first day of `first` to the last day of `last`."""
        return replace(self, first=first, last=last, page=1)

    def with_query(self, q: str) -> Self:
        """The same filters for another query."""
        return replace(self, q=q, page=1)

    def with_sort(self, sort: Sort | None) -> Self:
        """Another order."""
        return replace(self, sort=sort, page=1)

    def with_exact(self, exact: bool = True) -> Self:
        """A search for exactly what was typed, or for the other forms of acronyms too."""
        return replace(self, exact=exact, page=1)

    def with_page(self, page: int) -> Self:
        """Another page of the same results."""
        return replace(self, page=page)

    def cleared(self) -> Self:
        """The query alone."""
        return replace(self, filters=(), first=None, last=None, page=1)

    def filters_of(self, facet: str) -> tuple[Filter, ...]:
        """The filters of one facet."""
        return tuple(f for f in self.filters if f.facet == facet)

    def args(self) -> list[tuple[str, str]]:
        """The parameters of the URL, in one fixed order, those at their default left out."""
        pairs = [("q", self.q), *map(_parameter, self.filters)]
        pairs += [
            ("from", self.first.text if self.first else ""),
            ("to", self.last.text if self.last else ""),
        ]
        pairs += [("sort", str(self.sort) if self.sort else ""), ("exact", "1" if self.exact else "")]
        pairs += [("page", str(self.page) if self.page > 1 else ""), ("limit", str(self.limit or ""))]
        return [(name, value) for name, value in pairs if value]

    def args_around(self, facet: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The parameters of the first page that stand before and after those of `facet`."""
        others = [f for f in self.filters if f.facet != facet]
        before = [f for f in others if _FACET_ORDER[f.facet] < _FACET_ORDER[facet]]
        after = replace(self, q="", filters=tuple(others[len(before) :]), page=1)
        return SearchState(self.q, tuple(before)).args(), after.args()

    def url(self, path: str = PATH) -> str:
        """The address of this search, relative to the site."""
        query = url_encoded(self.args())
        return f"{path}?{query}" if query else path

    def _with_filter(self, new: Filter, replaced: Collection[str]) -> Self:
        kept = [f for f in self.filters if f.facet != new.facet or f.value not in replaced]
        return replace(self, filters=sorted_filters([*kept, new]), page=1)


def _parameter(filter_: Filter) -> tuple[str, str]:
    return f"-{filter_.facet}" if filter_.exclude else filter_.facet, filter_.value


def sorted_filters(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Filters once each, in the order of the field table; within a facet, in the order given."""
    return tuple(sorted(dict.fromkeys(filters), key=lambda f: (_FACET_ORDER[f.facet], f.exclude)))


def from_args(args: Mapping[str, list[str]], resolver: Resolver) -> SearchState:
    """The state that a request's parameters ask for; raises BadSearchError with all that is wrong."""
    reader = _ArgsReader(args, resolver)
    state = reader.read()
    if reader.problems:
        raise BadSearchError(" ".join(reader.problems), state)
    return state


class _ArgsReader:
    """Reads parameters one by one into a state, and collects what is wrong with them in `problems`."""

    def __init__(self, args: Mapping[str, list[str]], resolver: Resolver) -> None:
        self.args = {one_line(name): [one_line(v) for v in values] for name, values in args.items()}
        self.resolver = resolver
        self.problems: list[str] = []

    def read(self) -> SearchState:
        self._refuse_unknown()
        first, last = self._period("from"), self._period("to")
        if first and last and first.first > last.last:
            self.problems.append(f"“from” ({first.text}) lies after “to” ({last.text}); swap them.")
            first, last = last, first
        q = self._one("q")
        return SearchState(
            q=q,
            filters=self._filters(),
            first=first,
            last=last,
            sort=self._sort(Sort.RELEVANCE if q else Sort.NEWEST),
            page=self._number("page", page_number, default=1),
            limit=self._number("limit", _limit),
            exact=bool(self._number("exact", _exact)),
        )

    def _refuse_unknown(self) -> None:
        for name in self.args:
            known = name in _SINGLE_PARAMETERS or name.removeprefix("-") in _FACET_ORDER
            if not known and not name.startswith(_TRACKING_PREFIXES):
                self.problems.append(
                    f"There is no field “{abbreviated(name)}”; the fields are {_known_names()}."
                )

    def _one(self, name: str) -> str:
        values = [v for v in self.args.get(name, []) if v]
        if len(values) > 1:
            self.problems.append(f"“{name}” is given {len(values)} times; give it once.")
        return values[0] if values else ""

    def _filters(self) -> tuple[Filter, ...]:
        found = [
            Filter(facet, value, exclude)
            for facet in _FACET_ORDER
            for exclude in (False, True)
            for value in self._values(facet, self.args.get(f"-{facet}" if exclude else facet, []))
        ]
        if len(found) > MAX_FILTERS:
            self.problems.append(f"{len(found)} filters are too many; at most {MAX_FILTERS} are answered.")
        return sorted_filters(found[:MAX_FILTERS])

    def _values(self, facet: str, texts: Iterable[str]) -> Iterable[str]:
        for text in dict.fromkeys(t for t in texts if t):
            value = self.resolver.resolve(facet, text)
            if value is None:
                self.problems.append(
                    f"There is no {facet} “{abbreviated(text)}”; {_where_values_are(facet)}."
                )
            else:
                yield value

    def _period(self, name: str) -> Period | None:
        text = self._one(name)
        found = date_text.parse_period(text) if text else None
        if text and found is None:
            self.problems.append(
                f"“{name}” is no date: “{abbreviated(text)}”; write 2025, 2025-03 or 2025-03-04."
            )
        return found

    def _sort(self, natural: Sort) -> Sort | None:
        text = self._one("sort")
        if text and text not in list(Sort):
            self.problems.append(f"There is no order “{abbreviated(text)}”; there are {', '.join(Sort)}.")
            return None
        return Sort(text) if text and text != natural else None

    def _number(self, name: str, read: Callable[[str], int], *, default: int = 0) -> int:
        try:
            return read(self._one(name))
        except BadRequestError as error:
            self.problems.append(str(error))
            return default


def page_number(text: str) -> int:
    """The page that a request asks for, 1 for ""; raises BadRequestError for what is no number from 1."""
    return _whole_number("page", text, "any page from 1", _LAST_PAGE) or 1


def _limit(text: str) -> int:
    return _whole_number("limit", text, f"1 to {MAX_PAGE_SIZE}", MAX_PAGE_SIZE)


def _exact(text: str) -> int:
    return _whole_number("exact", text, "1, or leave it out", 1)


def _whole_number(name: str, text: str, allowed: str, largest: int) -> int:
    """The number from 1 to `largest` that a parameter holds, 0 for ""; raises BadRequestError."""
    text = one_line(text)
    number = int(text) if re.fullmatch("[0-9]{1,12}", text) else 0
    if text and not 0 < number <= largest:
        raise BadRequestError(f"“{name}” cannot be “{abbreviated(text)}”; give {allowed}.")
    return number


def url_encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters as the query string of a URL."""
    return "&".join([f"{url_quoted(name)}={url_quoted(value)}" for name, value in pairs])


@lru_cache(maxsize=8192)
def url_quoted(text: str) -> str:
    """A name or value, quoted for a URL; cached because a page repeats a few of them in hundreds of URLs."""
    return quote_plus(text)


def one_line(text: str) -> str:
    """`text` on one line, stripped, with control characters and surrogates replaced by spaces."""
    if text.isascii() and text.isprintable():
        return text.strip()
    spaced = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return spaced.strip()


def abbreviated(text: str) -> str:
    """`text`, cut to 40 characters, for error messages."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def _known_names() -> str:
    return ", ".join(["q", *_FACET_ORDER, "from", "to", "sort", "exact", "page", "limit"])


def _where_values_are(facet: str) -> str:
    hints = {
        "date": "write a year or a month, 2025 or 2025-03",
        "region": "regions are ISO codes or M49 numbers, CN, CN-GD or 142: see /regions",
        "topic": "see /topics for all there are",
        "person": "no item of the archive names one",
        "organisation": "no item of the archive names one",
    }
    return hints.get(facet, "see /issues for all there are")
