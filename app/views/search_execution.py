"""Runs a search: parses the query, asks the engine and the store, and finds alternatives to a poor search."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.views.context import AppContext
from app.views.facets import MAX_VALUES_COUNTED
from app.views.search_state import BadSearchError, SearchState
from archive.models import PlacedItem
from index.engine import Filter, Results, Search
from index.expansion.acronyms import Expansion
from index.fields import SHOWN_FACETS
from index.query import parser
from index.query.nodes import And, Dates, EventDates, Node, Not, Or, Phrase, Term, Value

MAX_ITEMS_TO_RESPELL = 3
"""A search that finds more items than this gets no spelling suggestion."""

FACET_NAMES = tuple(facet.name for facet in SHOWN_FACETS)
_MAX_FILTERS_RELAXED = 6
_MAX_REPEATED_QUERY_LENGTH = 200
"""Characters of a query that are repeated as typed in the addresses of its page."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a search; `placed` has the items of this page with their scores, in order.

    In `state` an overlong query stands as the parser read it, because every address of the page repeats it.
    `node` is the parsed query; `searched` is that with both forms of acronyms, which `expansions` list.
    """

    state: SearchState
    node: Node
    searched: Node
    expansions: tuple[Expansion, ...]
    repairs: tuple[str, ...]
    results: Results
    placed: tuple[tuple[PlacedItem, float], ...]
    pages: int


@dataclass(frozen=True, slots=True)
class Rescue:
    """Another search, what it changes in words, and how many items it finds."""

    label: str
    state: SearchState
    count: int


def run_search(context: AppContext, state: SearchState) -> SearchAnswer:
    """Search; raises BadSearchError for a page past the last one, IndexUnavailableError without an index."""
    parsed = parser.parse(state.q, context.vocabulary.values)
    searched, expansions = expand_acronyms(context, state, parsed.node)
    size = _page_size(context, state)
    request = replace(_request(searched, state), offset=(state.page - 1) * size, limit=size)
    results = context.engine.search(replace(request, facets=FACET_NAMES, max_values=MAX_VALUES_COUNTED))
    pages = _page_count(context, state, results.total)
    scores = {hit.id: hit.score for hit in results.hits}
    placed = tuple((p, scores.get(p.item.id, 0.0)) for p in context.store.items(list(scores)))
    return SearchAnswer(
        replace(state, q=_as_read(state.q, parsed.node)),
        parsed.node,
        searched,
        expansions,
        parsed.repairs,
        results,
        placed,
        pages,
    )


def count_facets(context: AppContext, state: SearchState) -> tuple[SearchState, Results]:
    """The facet counts of a search, and the search as it was read; raises what `run_search` raises."""
    node = parser.parse(state.q, context.vocabulary.values).node
    searched, _ = expand_acronyms(context, state, node)
    results = context.engine.search(
        replace(_request(searched, state), facets=FACET_NAMES, max_values=MAX_VALUES_COUNTED)
    )
    _page_count(context, state, results.total)
    return replace(state, q=_as_read(state.q, node)), results


def count_items(context: AppContext, state: SearchState) -> int:
    """The number of items that a search finds."""
    searched, _ = expand_acronyms(context, state, parser.parse(state.q, context.vocabulary.values).node)
    return context.engine.search(_request(searched, state)).total


def expand_acronyms(
    context: AppContext, state: SearchState, node: Node
) -> tuple[Node, tuple[Expansion, ...]]:
    """The query with both forms of its acronyms, and those added; unchanged if the search is exact."""
    if state.exact:
        return node, ()
    return context.names.acronyms.expand(node, parser.quoted_words(state.q))


def respelled_search(context: AppContext, answer: SearchAnswer) -> SearchState | None:
    """The search with spelling suggestions for words that no item has; None unless it finds more items."""
    if answer.results.total > MAX_ITEMS_TO_RESPELL:
        return None
    node = _respelled_query(context, answer.node)
    if node == answer.node:
        return None
    state = answer.state.with_query(parser.unparse(node))
    return state if count_items(context, state) > answer.results.total else None


def rescues(context: AppContext, answer: SearchAnswer) -> tuple[Rescue, ...]:
    """Looser searches that find something, most items first; empty if the search itself found something."""
    if answer.results.total:
        return ()
    tried = [
        Rescue(label, state, count_items(context, state))
        for label, state in _relaxed_searches(context, answer)
    ]
    return tuple(sorted((r for r in tried if r.count), key=lambda r: -r.count))


def filter_label(filter_: Filter, context: AppContext) -> str:
    """A filter as a reader reads it."""
    return context.vocabulary.label(filter_.facet, filter_.value)


def _as_read(q: str, node: Node) -> str:
    """The query; an overlong one as the parser read it."""
    return (
        q
        if len(q) <= _MAX_REPEATED_QUERY_LENGTH
        else min(q[: parser.MAX_LENGTH], parser.unparse(node), key=len)
    )


def _relaxed_searches(context: AppContext, answer: SearchAnswer) -> Iterator[tuple[str, SearchState]]:
    state = answer.state
    for filter_ in state.filters[:_MAX_FILTERS_RELAXED]:
        label = filter_label(filter_, context)
        change = f"with {label} let in" if filter_.exclude else f"without {filter_.facet} {label}"
        yield change, state.remove(filter_.facet, filter_.value)
    if state.first or state.last:
        yield "for any date", state.between(None, None)
    if len(state.filters) + bool(state.first) + bool(state.last) > 1:
        yield "without any filter", state.cleared()
    node = _respelled_query(context, answer.node)
    if wanted := _required_clauses(node):
        any_of = state.with_query(parser.unparse(Or(wanted)))
        yield f"any of the words: {any_of.q}", any_of
        if state.narrowed:
            yield f"any of the words, without any filter: {any_of.q}", any_of.cleared()


def _required_clauses(node: Node) -> tuple[Node, ...]:
    """The clauses of a conjunction without its filters, if there are at least two; else nothing."""
    children = node.children if isinstance(node, And) else ()
    wanted = tuple(child for child in children if not isinstance(child, Not | Value | Dates | EventDates))
    return wanted if len(wanted) > 1 else ()


def _request(node: Node, state: SearchState) -> Search:
    return Search(
        query=node,
        filters=state.filters,
        first=state.first.first if state.first else None,
        last=state.last.last if state.last else None,
        sort=state.order,
        limit=0,
    )


def _query_words(node: Node) -> Iterator[str]:
    """The words that a query requires; excluded words need no spelling suggestion."""
    match node:
        case Term(text=text):
            yield text
        case Phrase(words=words):
            yield from words
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _query_words(child)


def _respelled_query(context: AppContext, node: Node) -> Node:
    """The query with spelling suggestions in place of words that no item has."""
    words = list(dict.fromkeys(_query_words(node)))
    corrections = context.engine.spelling_suggestions(words) if words else {}
    return _respell(node, dict(corrections)) if corrections else node


def _respell(node: Node, corrections: dict[str, str]) -> Node:
    match node:
        case Term(text=text):
            return replace(node, text=corrections.get(text, text))
        case Phrase(words=words):
            return replace(node, words=tuple(corrections.get(w, w) for w in words))
        case And(children=children):
            return And(tuple(_respell(child, corrections) for child in children))
        case Or(children=children):
            return Or(tuple(_respell(child, corrections) for child in children))
    return node


def _page_size(context: AppContext, state: SearchState) -> int:
    """How many results a page has."""
    return state.limit or context.settings.page_size


def _page_count(context: AppContext, state: SearchState, total: int) -> int:
    """How many pages there are; raises BadSearchError where the one asked for is not among them."""
    pages = max(1, -(-total // _page_size(context, state)))
    if state.page > pages:
        message = f"Page {state.page} lies past the last; {_pages(pages)}."
        raise BadSearchError(message, state.with_page(pages))
    return pages


def _pages(pages: int) -> str:
    return "there is one page" if pages == 1 else f"there are {pages:,} pages"
