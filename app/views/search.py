"""The view model of a search: everything that its page prints and its JSON tells."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.views import date_text
from app.views.context import AppContext
from app.views.facets import FacetView, facet_views
from app.views.result_views import ResultView, result_view
from app.views.search_execution import SearchAnswer, filter_label, rescues, respelled_search, run_search
from app.views.search_state import PATH, SearchState
from app.views.timeline import Timeline, timeline
from index.engine import Sort
from index.expansion.acronyms import Expansion
from index.fields import SHOWN_FACETS

_SORTS = {Sort.RELEVANCE: "Relevance", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}
_LABELS = {facet.name: facet.label for facet in SHOWN_FACETS}


@dataclass(frozen=True, slots=True)
class LinkView:
    """A labelled link; `count` is the number of items or issues that it leads to, where known."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: `name` says what it filters, `url` is the search without it."""

    name: str
    label: str
    excluded: bool
    url: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to other pages; None in `numbers` stands for pages left out."""

    previous: str
    next: str
    numbers: tuple[LinkView | None, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search and its answer; `as_typed_url` is the search without the `expansions`, if there are any."""

    q: str
    first: str
    last: str
    kept: tuple[tuple[str, str], ...]
    narrowed: bool
    total: int
    page: int
    pages: int
    start: int
    span: str
    dates: tuple[str, str] | None
    revision: int
    repairs: tuple[str, ...]
    notes: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    as_typed_url: str
    did_you_mean: LinkView | None
    chips: tuple[Chip, ...]
    clear_url: str
    sorts: tuple[LinkView, ...]
    facets: tuple[FacetView, ...]
    timeline: Timeline | None
    results: tuple[ResultView, ...]
    pager: Pager | None
    rescues: tuple[LinkView, ...]
    url: str
    api_url: str
    title: str


def search_view(context: AppContext, state: SearchState) -> SearchView:
    """Run a search and describe its answer; raises what `run_search` raises."""
    answer = run_search(context, state)
    state, results, span = answer.state, answer.results, answer.results.span
    return SearchView(
        q=state.q,
        first=state.first.text if state.first else "",
        last=state.last.text if state.last else "",
        kept=tuple((name, value) for name, value in state.args() if name not in ("q", "exact", "page")),
        narrowed=state.narrowed,
        total=results.total,
        page=state.page,
        pages=answer.pages,
        start=(state.page - 1) * (state.limit or context.settings.page_size) + 1,
        span=date_text.span(*span) if span else "",
        dates=(span[0].isoformat(), span[1].isoformat()) if span else None,
        revision=results.revision,
        repairs=answer.repairs,
        notes=results.notes,
        expansions=answer.expansions,
        as_typed_url=state.with_exact().url() if answer.expansions else "",
        did_you_mean=_did_you_mean(context, answer),
        chips=tuple(chips_of(context, state)),
        clear_url=state.cleared().url(),
        sorts=tuple(_sorts(state)),
        facets=facet_views(state, results.facets, context.vocabulary),
        timeline=timeline(state, results.facets.get("date", {}), context.vocabulary),
        results=tuple(
            result_view(placed, context.vocabulary, node=answer.searched, q=state.q, score=score)
            for placed, score in answer.placed
        ),
        pager=pager_of(state, answer.pages),
        rescues=tuple(_rescues(context, answer)),
        url=state.url(),
        api_url=state.url("/api/v1/search"),
        title=_title(context, state),
    )


def chips_of(context: AppContext, state: SearchState, path: str = PATH) -> Iterator[Chip]:
    """The active filters of a state, each with the URL of the search without it."""
    for filter_ in state.filters:
        yield Chip(
            name=_LABELS[filter_.facet],
            label=filter_label(filter_, context),
            excluded=filter_.exclude,
            url=state.remove(filter_.facet, filter_.value).url(path),
            field=filter_.facet,
            value=filter_.value,
        )
    if state.exact:
        yield Chip("Acronyms", "as typed", False, state.with_exact(exact=False).url(), "exact", "1")
    if state.first:
        text = state.first.text
        yield Chip("From", text, False, state.between(None, state.last).url(path), "from", text)
    if state.last:
        text = state.last.text
        yield Chip("To", text, False, state.between(state.first, None).url(path), "to", text)


def _sorts(state: SearchState) -> Iterator[LinkView]:
    natural = Sort.RELEVANCE if state.q else Sort.NEWEST
    for sort, label in _SORTS.items():
        if state.q or sort is not Sort.RELEVANCE:
            wanted = state.with_sort(None if sort is natural else sort)
            yield LinkView(label, wanted.url(), current=state.order is sort)


def pager_of(state: SearchState, pages: int, path: str = PATH) -> Pager | None:
    """Links to the pages beside a state's, and to the first and last; None for one page."""
    if pages == 1:
        return None
    near = {1, 2, pages, *range(state.page - 2, state.page + 3)}
    shown = sorted(page for page in near if 1 <= page <= pages)
    numbers: list[LinkView | None] = []
    for before, page in zip([0, *shown], shown, strict=False):
        if page > before + 1:
            numbers.append(None)
        numbers.append(LinkView(f"{page:,}", state.with_page(page).url(path), current=page == state.page))
    return Pager(
        previous=state.with_page(state.page - 1).url(path) if state.page > 1 else "",
        next=state.with_page(state.page + 1).url(path) if state.page < pages else "",
        numbers=tuple(numbers),
    )


def _did_you_mean(context: AppContext, answer: SearchAnswer) -> LinkView | None:
    state = respelled_search(context, answer)
    return LinkView(state.q, state.url()) if state else None


def _rescues(context: AppContext, answer: SearchAnswer) -> Iterator[LinkView]:
    for rescue in rescues(context, answer):
        yield LinkView(rescue.label[:1].upper() + rescue.label[1:], rescue.state.url(), count=rescue.count)


def _title(context: AppContext, state: SearchState) -> str:
    """What was asked, for the window's title and the browser's history."""
    asked = [state.q] if state.q else []
    asked += [("not " if f.exclude else "") + filter_label(f, context) for f in state.filters]
    page = f" (page {state.page:,})" if state.page > 1 else ""
    return (", ".join(asked) or "All items") + page
