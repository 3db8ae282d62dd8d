"""View models of one item: its text, its tags and why it has them, its place in its issue, its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from app.views import date_text
from app.views.context import AppContext
from app.views.history import HistoryEntry, history_entries
from app.views.marked_text import Piece, last_characters, loose_links, pieces, safe_url
from app.views.result_views import (
    ResultView,
    TagView,
    headline_of,
    headline_or_start,
    issue_label,
    issue_url,
    item_url,
    result_view,
    tag_views,
    unlabelled,
)
from app.views.search_execution import expand_acronyms
from app.views.search_state import SearchState
from archive.derived_headline import ELLIPSIS, continuation
from archive.errors import IndexUnavailableError
from archive.models import EventDate, Issue, Item, Paragraph, PlacedItem
from archive.takeaway_label import holds_takeaway
from archive.vocabularies.names import NameKind
from index.engine import Similar
from index.highlight import snippets
from index.query import parser
from index.query.nodes import EventDates, Everything, Node

_MAX_REPEATS_SHOWN = 8
_MAX_SIMILAR = 5
_MAX_REPEATS_SKIPPED = 100
"""At most this number of repeats is left out of the similar items."""


@dataclass(frozen=True, slots=True)
class RepeatView:
    """An item of another issue that says the same; `earlier` if that issue came out before."""

    id: str
    url: str
    headline: str
    issue_label: str
    date: date
    date_text: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class RepeatsView:
    """All repeats of an item, oldest first: a page lists the `first` ones and says how many are `further`."""

    all: tuple[RepeatView, ...]

    @property
    def first(self) -> tuple[RepeatView, ...]:
        """The repeats that a page lists."""
        return self.all[:_MAX_REPEATS_SHOWN]

    @property
    def further(self) -> int:
        """How many repeats the page leaves out."""
        return max(0, len(self.all) - _MAX_REPEATS_SHOWN)


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph or list entry of an item; `takeaway` marks the closing judgement.

    `shown` are its pieces under our own label: a takeaway's without a label that opens it.
    """

    pieces: tuple[Piece, ...]
    shown: tuple[Piece, ...]
    depth: int
    takeaway: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """The date of an event, the words that name it, and the search for other events of these days."""

    first: date
    last: date
    label: str
    words: str
    precision: str
    ahead: bool
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An item of the same issue."""

    id: str
    headline: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as its page and the API show it.

    `paragraphs` and `text` are the whole text as published; `after_headline` and `text_after_headline` leave
    out what the headline says already, where it is the beginning of the text.
    """

    id: str
    url: str
    headline: tuple[Piece, ...]
    title: str
    section: str
    story_path: tuple[str, ...]
    paragraphs: tuple[ParagraphView, ...]
    after_headline: tuple[ParagraphView, ...]
    text: str
    text_after_headline: str
    takeaway: str
    language: str
    source_url: str
    extra: Mapping[str, object]
    links: tuple[Piece, ...]
    topics: tuple[TagView, ...]
    regions: tuple[TagView, ...]
    people: tuple[TagView, ...]
    organisations: tuple[TagView, ...]
    events: tuple[EventView, ...]
    date: date
    date_text: str
    place: str
    publication_id: str
    publication: str
    issue_id: str
    issue_url: str
    issue_label: str
    position: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The page of an item: the item, the others of its issue, its repeats and similar items.

    `history` is what editors did. `similar` is None without an index; what says the same is not among them.
    """

    item: ItemView
    siblings: tuple[Neighbour, ...]
    previous: Neighbour | None
    next: Neighbour | None
    repeats: RepeatsView
    similar: tuple[ResultView, ...] | None
    history: tuple[HistoryEntry, ...] = ()


def item_page(context: AppContext, placed: PlacedItem, q: str = "") -> ItemPage:
    """The page of an item, with what `q` finds in it marked."""
    issue = context.store.issue(placed.issue.id)
    siblings = neighbours(issue.items if isinstance(issue, Issue) else (placed.item,), placed.item.id)
    repeats = repeats_view(context, placed)
    here = next((n for n, sibling in enumerate(siblings) if sibling.current), 0)
    return ItemPage(
        item=item_view(context, placed, _query_node(context, q)),
        siblings=siblings,
        previous=siblings[here - 1] if here > 0 else None,
        next=siblings[here + 1] if here + 1 < len(siblings) else None,
        repeats=repeats,
        history=history_entries(context.store.history(placed.item.id)),
        similar=similar_views(context, placed.item.id, frozenset(repeat.id for repeat in repeats.all)),
    )


def _query_node(context: AppContext, q: str) -> Node:
    if not q:
        return Everything()
    return expand_acronyms(context, SearchState(q), parser.parse(q, context.vocabulary.values).node)[0]


def item_view(context: AppContext, placed: PlacedItem, node: Node) -> ItemView:
    """One item, with what `node` matches marked."""
    item, issue, names = placed.item, placed.issue, context.vocabularies.names
    title, paragraphs = headline_of(placed), paragraph_views(item, node)
    return ItemView(
        id=item.id,
        url=item_url(item.id),
        headline=_headline(item, title, node),
        title=title,
        section=item.section,
        story_path=item.story_path,
        paragraphs=paragraphs,
        after_headline=_after_headline(paragraphs, item, title),
        text_after_headline=item.text[_said(item, title) :].lstrip(),
        text=item.text,
        takeaway=item.takeaway,
        language=item.language,
        source_url=safe_url(item.url),
        extra=item.extra,
        links=loose_links(item.links),
        topics=tag_views("topic", item.topics, context.vocabulary),
        regions=tag_views("region", item.regions, context.vocabulary),
        people=tag_views("person", names.canonical_tags(NameKind.PERSON, item.people), context.vocabulary),
        organisations=tag_views(
            "organisation",
            names.canonical_tags(NameKind.ORGANISATION, item.organisations),
            context.vocabulary,
        ),
        events=tuple(_event(event) for event in item.event_dates),
        date=issue.date,
        date_text=date_text.long(issue.date),
        place=issue.place,
        publication_id=issue.publication.id,
        publication=issue.publication.title,
        issue_id=issue.id,
        issue_url=f"{issue_url(issue.id)}#{item.id}",
        issue_label=issue_label(issue),
        position=item.position,
    )


def paragraph_views(item: Item, node: Node) -> tuple[ParagraphView, ...]:
    """The paragraphs of an item, matches and links marked; at their end the takeaway that an editor wrote."""
    takeaway = item.takeaway
    printed = tuple(
        _paragraph(p, node, takeaway if holds_takeaway(p.text, takeaway) else "") for p in item.paragraphs
    )
    if not takeaway or any(takeaway in p.text for p in item.paragraphs):
        return printed
    return (*printed, _paragraph(Paragraph(takeaway), node, takeaway))


def _after_headline(
    paragraphs: tuple[ParagraphView, ...], item: Item, headline: str
) -> tuple[ParagraphView, ...]:
    """The paragraphs without what the headline says already; an ellipsis opens a sentence that it began."""
    said = _said(item, headline)
    if not said:
        return paragraphs
    first = paragraphs[0]
    rest = last_characters(first.pieces, len(item.paragraphs[0].text) - said)
    if not rest:
        return paragraphs[1:]
    shown = (Piece(f"{ELLIPSIS} "), *rest) if headline.endswith(ELLIPSIS) else rest
    return (replace(first, pieces=shown, shown=shown), *paragraphs[1:])


def _headline(item: Item, headline: str, node: Node) -> tuple[Piece, ...]:
    """A headline with its matches, and with the links of the words that it takes from the text."""
    said = _said(item, headline)
    links = item.paragraphs[0].links if said else ()
    within = [replace(link, end=min(link.end, said)) for link in links if link.start < said]
    return pieces(headline, snippets.highlights(headline, node, "headline"), within)


def _said(item: Item, headline: str) -> int:
    """How much of the first paragraph, in characters, the headline says already; never a takeaway."""
    opening = item.paragraphs[0].text if item.paragraphs else ""
    return 0 if holds_takeaway(opening, item.takeaway) else continuation(headline, opening)


def plain_paragraphs(paragraphs: Sequence[Paragraph]) -> tuple[ParagraphView, ...]:
    """Paragraphs that belong to no item."""
    return tuple(_paragraph(paragraph, Everything()) for paragraph in paragraphs)


def similar_views(
    context: AppContext, item_id: str, repeats: frozenset[str] = frozenset()
) -> tuple[ResultView, ...] | None:
    """Items like this one, best first, its repeats left out; None without an index."""
    reach = _MAX_SIMILAR + min(len(repeats), _MAX_REPEATS_SKIPPED)
    try:
        hits = context.engine.similar(Similar(id=item_id, limit=reach))
    except IndexUnavailableError:
        return None
    others = [hit for hit in hits if hit.id not in repeats]
    scores = {hit.id: hit.score for hit in others[:_MAX_SIMILAR]}
    placed = context.store.items(list(scores))
    return tuple(result_view(p, context.vocabulary, score=scores.get(p.item.id, 0.0)) for p in placed)


def repeats_view(context: AppContext, placed: PlacedItem) -> RepeatsView:
    """The items of other issues that say the same as an item."""
    return RepeatsView(tuple(_repeat_view(other, placed) for other in context.store.repeats(placed.item.id)))


def _repeat_view(other: PlacedItem, placed: PlacedItem) -> RepeatView:
    issue = other.issue
    return RepeatView(
        id=other.item.id,
        url=item_url(other.item.id),
        headline=headline_of(other),
        issue_label=issue_label(issue),
        date=issue.date,
        date_text=date_text.short(issue.date),
        earlier=(issue.date, issue.id) < (placed.issue.date, placed.issue.id),
    )


def neighbours(items: Sequence[Item], current: str = "") -> tuple[Neighbour, ...]:
    """Items as a table of contents lists them."""
    return tuple(
        Neighbour(i.id, headline_or_start(i.headline, i.text), item_url(i.id), i.id == current) for i in items
    )


def _event(event: EventDate) -> EventView:
    return EventView(
        event.first,
        event.last,
        date_text.event_days(event),
        event.text,
        event.precision.value,
        event.ahead,
        event.sentence,
        _event_search(event.first, event.last),
    )


@lru_cache(maxsize=4096)
def _event_search(first: date, last: date) -> str:
    """The search for the events of these days."""
    return SearchState(q=parser.unparse(EventDates(first, last))).url()


def _paragraph(paragraph: Paragraph, node: Node, takeaway: str = "") -> ParagraphView:
    slices = snippets.highlights(paragraph.text, node, "takeaway" if takeaway else "body")
    whole = pieces(paragraph.text, slices, paragraph.links)
    shown = unlabelled(takeaway, last_characters(whole, len(takeaway))) if takeaway else whole
    return ParagraphView(whole, shown, paragraph.depth, bool(takeaway))
