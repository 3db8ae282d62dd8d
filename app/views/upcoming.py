"""The view model of upcoming events, grouped by day, for page, API and command."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from app.views import date_text
from app.views.context import AppContext
from app.views.marked_text import Piece, pieces
from app.views.result_views import headline_of, issue_label, issue_url, item_url
from app.views.search import Chip, Pager, chips_of, pager_of
from app.views.search_state import BadSearchError, SearchState, from_args
from archive.derived_headline import continuation
from archive.errors import BadRequestError
from archive.models import EventDate, PlacedItem
from index.query import parser
from index.upcoming import UpcomingEvent, UpcomingSearch, upcoming_events

PATH = "/ahead"
_EVENTS_PER_PAGE = 50
_FACET_FIELDS = {"topic": "Topic", "region": "Region"}
_MAX_AGE_OF_NEWEST_ISSUE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class UpcomingEventView:
    """An event that an item expects: its `sentence` with the words for its time marked, and the item."""

    first: date
    last: date
    when: str
    precision: str
    words: str
    sentence: tuple[Piece, ...]
    item_id: str
    item_url: str
    headline: str
    says_headline: bool
    issue_id: str
    issue_url: str
    issue_label: str
    issued: date


@dataclass(frozen=True, slots=True)
class UpcomingDayView:
    """The events expected for the same days."""

    when: str
    first: date
    events: tuple[UpcomingEventView, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form that chooses what is listed, and what it holds."""

    name: str
    label: str
    value: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class UpcomingView:
    """A page of the events from a day on; `since` says why that day, if nobody asked for one."""

    first: date
    first_text: str
    since: str
    q: str
    total: int
    page: int
    pages: int
    days: tuple[UpcomingDayView, ...]
    fields: tuple[FormField, ...]
    kept: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    pager: Pager | None
    api_url: str
    revision: int
    repairs: tuple[str, ...]


def upcoming_view(context: AppContext, args: Mapping[str, list[str]], today: date) -> UpcomingView:
    """What `args` (q, from, to, topic, region and the other facets, page, limit) ask for.

    Raises BadRequestError for what cannot be, IndexUnavailableError without an index.
    """
    state = _state(context, args)
    first, since = (state.first.first, "") if state.first else _first_day(context, today)
    size = state.limit or _EVENTS_PER_PAGE
    parsed = parser.parse(state.q, context.vocabulary.values)
    asked = UpcomingSearch(
        first=first,
        last=state.last.last if state.last else None,
        query=parsed.node,
        filters=state.filters,
        offset=(state.page - 1) * size,
        limit=size,
    )
    answer = upcoming_events(context.engine, asked)
    pages = max(1, -(-answer.total // size))
    if state.page > pages:
        raise BadRequestError(f"Page {state.page} lies past the last; there are {pages:,}.")
    return UpcomingView(
        first=first,
        first_text=date_text.long(first),
        since=since,
        q=state.q,
        total=answer.total,
        page=state.page,
        pages=pages,
        days=_days(_views(context, answer.events)),
        fields=tuple(_fields(context, state)),
        kept=tuple(_kept(state)),
        chips=tuple(chips_of(context, state, PATH)),
        pager=pager_of(state, pages, PATH),
        api_url=state.url(f"/api/v1{PATH}"),
        revision=answer.revision,
        repairs=parsed.repairs,
    )


def _state(context: AppContext, args: Mapping[str, list[str]]) -> SearchState:
    if "sort" in args:
        raise BadRequestError("What is expected stands in the order of its days; there is no other.")
    try:
        return from_args(args, context.vocabulary)
    except BadSearchError as error:
        raise BadRequestError(str(error)) from error


def _fields(context: AppContext, state: SearchState) -> Iterator[FormField]:
    yield FormField("from", "From", state.first.text if state.first else "", "2026, 2026-03")
    yield FormField("to", "Until", state.last.text if state.last else "", "2026, 2026-03")
    for facet, label in _FACET_FIELDS.items():
        chosen = _in_field(state, facet)
        yield FormField(facet, label, context.vocabulary.label(facet, chosen) if chosen else "", "any")


def _kept(state: SearchState) -> Iterator[tuple[str, str]]:
    """What the form has no field for, and must not lose."""
    shown = {(facet, _in_field(state, facet)) for facet in _FACET_FIELDS}
    own = ("from", "to", "page")
    return ((name, value) for name, value in state.args() if name not in own and (name, value) not in shown)


def _in_field(state: SearchState, facet: str) -> str:
    return next((f.value for f in state.filters_of(facet) if not f.exclude), "")


def _first_day(context: AppContext, today: date) -> tuple[date, str]:
    """Today; in an archive that has long ended, the day of its newest issue."""
    newest = context.store.issues(limit=1)
    if newest and today - newest[0].date > _MAX_AGE_OF_NEWEST_ISSUE:
        return newest[0].date, "the day of the newest issue"
    return today, "today"


def _views(context: AppContext, found: Sequence[UpcomingEvent]) -> Iterator[UpcomingEventView]:
    placed = {p.item.id: p for p in context.store.items(list(dict.fromkeys(each.id for each in found)))}
    for each in found:
        if each.id in placed and (event := _event(placed[each.id], each)):
            yield _view(placed[each.id], event)


def _event(placed: PlacedItem, wanted: UpcomingEvent) -> EventDate | None:
    """The event of an item that an expectation means; None if the item has changed since it was indexed."""
    days = wanted.first, wanted.last
    return next((e for e in placed.item.event_dates if e.ahead and (e.first, e.last) == days), None)


def _view(placed: PlacedItem, event: EventDate) -> UpcomingEventView:
    issue = placed.issue
    start = event.sentence.find(event.text)
    slices = [(start, start + len(event.text))] if start >= 0 else []
    return UpcomingEventView(
        first=event.first,
        last=event.last,
        when=date_text.event_days(event),
        precision=event.precision.value,
        words=event.text,
        sentence=pieces(event.sentence, slices),
        item_id=placed.item.id,
        item_url=item_url(placed.item.id),
        headline=headline_of(placed),
        says_headline=bool(continuation(headline_of(placed), event.sentence)),
        issue_id=issue.id,
        issue_url=f"{issue_url(issue.id)}#{placed.item.id}",
        issue_label=issue_label(issue),
        issued=issue.date,
    )


def _days(views: Iterable[UpcomingEventView]) -> tuple[UpcomingDayView, ...]:
    groups = (tuple(group) for _, group in groupby(views, key=lambda view: (view.first, view.last)))
    return tuple(UpcomingDayView(group[0].when, group[0].first, group) for group in groups)
