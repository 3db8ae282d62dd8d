"""View models for browsing: the front page, issues by year and publication, topics and regions as trees."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from app.views import date_text
from app.views.context import AppContext
from app.views.facets import FacetView, ValueView, facet_views
from app.views.issue import IssueHeadView, issue_head_view
from app.views.item import Neighbour, neighbours
from app.views.search import LinkView, Pager
from app.views.search_state import SearchState, page_number
from archive.errors import BadRequestError, IndexUnavailableError
from archive.models import Issue
from index.engine import Search
from index.query.reference import SYNTAX

_LATEST_ISSUES = 8
ISSUES_PER_PAGE = 50
_PATH = "/issues"


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page; `facets` are empty without an index."""

    items: int
    issues: int
    publications: tuple[LinkView, ...]
    span: str
    latest: tuple[IssueHeadView, ...]
    contents: tuple[Neighbour, ...]
    facets: tuple[FacetView, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """Issues of one month."""

    label: str
    issues: tuple[IssueHeadView, ...]


@dataclass(frozen=True, slots=True)
class IssuesView:
    """A page of the list of issues, newest first."""

    total: int
    page: int
    pages: int
    publication: str
    publication_title: str
    year: int | None
    publications: tuple[LinkView, ...]
    years: tuple[LinkView, ...]
    months: tuple[MonthView, ...]
    issues: tuple[IssueHeadView, ...]
    pager: Pager | None


def home_view(context: AppContext) -> HomeView:
    """The front page: totals, the latest issue, the facets."""
    status, latest = context.store.status(), context.store.issues(limit=_LATEST_ISSUES)
    newest = context.store.issue(latest[0].id) if latest else None
    return HomeView(
        items=status.items,
        issues=status.issues,
        publications=tuple(
            LinkView(p.title, _issues_url(publication=p.id)) for p in context.store.publications()
        ),
        span=date_text.span(status.first, status.last) if status.first and status.last else "",
        latest=tuple(issue_head_view(head) for head in latest),
        contents=neighbours(newest.items) if isinstance(newest, Issue) else (),
        facets=_facets_or_none(context),
    )


def tree_view(context: AppContext, facet: str) -> tuple[ValueView, ...]:
    """All values of a facet with their counts, as a tree; raises IndexUnavailableError."""
    counts = {facet: context.engine.search(Search(limit=0, facets=(facet,))).facets.get(facet, {})}
    views = facet_views(SearchState(), counts, context.vocabulary)
    return next((view.roots for view in views), ())


def issues_view(context: AppContext, args: Mapping[str, str]) -> IssuesView:
    """Issues of one publication or year or all; raises BadRequestError for what does not exist."""
    publication, year, page = _publication(context, args), _year(args), page_number(args.get("page", ""))
    by_year = context.store.years(publication)
    total = sum(by_year.values()) if year is None else by_year.get(year, 0)
    pages = max(1, -(-total // ISSUES_PER_PAGE))
    if page > pages:
        raise BadRequestError(f"Page {page} lies past the last; there are {pages:,}.")
    first = (page - 1) * ISSUES_PER_PAGE
    heads = context.store.issues(publication=publication, year=year, offset=first, limit=ISSUES_PER_PAGE)
    shown = [issue_head_view(head) for head in heads]
    return IssuesView(
        total=total,
        page=page,
        pages=pages,
        publication=publication,
        publication_title=context.vocabulary.label("publication", publication) if publication else "",
        year=year,
        publications=_publication_choices(context, publication, year),
        years=tuple(
            LinkView(str(y), _issues_url(publication, y), current=y == year, count=n)
            for y, n in by_year.items()
        ),
        months=tuple(
            MonthView(label, tuple(group))
            for label, group in groupby(shown, lambda h: f"{h.date:%B} {h.date.year}")
        ),
        issues=tuple(shown),
        pager=_pager(publication, year, page, pages),
    )


def _issues_url(publication: str = "", year: int | None = None, page: int = 1) -> str:
    pairs = {"publication": publication, "year": year or "", "page": page if page > 1 else ""}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"{_PATH}?{query}" if query else _PATH


def _publication_choices(context: AppContext, publication: str, year: int | None) -> tuple[LinkView, ...]:
    titles = [(p.id, p.title) for p in context.store.publications()]
    every = [("", "All publications"), *titles] if len(titles) > 1 else []
    return tuple(LinkView(title, _issues_url(id_, year), current=id_ == publication) for id_, title in every)


def _pager(publication: str, year: int | None, page: int, pages: int) -> Pager | None:
    if pages == 1:
        return None
    numbers = tuple(
        LinkView(str(n), _issues_url(publication, year, n), current=n == page) for n in range(1, pages + 1)
    )
    return Pager(
        previous=_issues_url(publication, year, page - 1) if page > 1 else "",
        next=_issues_url(publication, year, page + 1) if page < pages else "",
        numbers=numbers,
    )


def _publication(context: AppContext, args: Mapping[str, str]) -> str:
    text = args.get("publication", "").strip()
    found = context.vocabulary.resolve("publication", text) if text else ""
    if found is None:
        raise BadRequestError("There is no such publication; choose one from the list of all issues.")
    return found


def _year(args: Mapping[str, str]) -> int | None:
    text = args.get("year", "").strip()
    if not text:
        return None
    period = date_text.parse_period(text)
    if period is None or period.text != text or len(text) != len("2025"):
        raise BadRequestError("“year” is no year; write four digits, 2025.")
    return period.first.year


def _facets_or_none(context: AppContext) -> tuple[FacetView, ...]:
    try:
        counts = context.engine.search(Search(limit=0, facets=("topic", "region"))).facets
    except IndexUnavailableError:
        return ()
    return facet_views(SearchState(), counts, context.vocabulary)


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A query that a reader may try."""

    query: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class HelpSection:
    """Examples of one kind of query."""

    label: str
    examples: tuple[ExampleView, ...]


def help_sections() -> tuple[HelpSection, ...]:
    """The query syntax with its examples, for the help page."""
    return tuple(
        HelpSection(
            group.label,
            tuple(ExampleView(e.query, e.meaning, SearchState(q=e.query).url()) for e in group.examples),
        )
        for group in SYNTAX
    )
