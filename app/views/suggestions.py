"""Suggestions as one types: headlines to open, topics, regions and publications to search in."""

from app.views.as_json import Json
from app.views.context import AppContext
from app.views.results import item_url
from app.views.search_state import SearchState
from index import fields
from index.engine import Suggestion

_MOST = 8
_LONGEST = 200


def suggestions(context: AppContext, typed: str) -> list[Json]:
    """Completions of `typed`, each with the address it leads to; none for nothing."""
    if not typed:
        return []
    return [_view(s) for s in context.engine.suggest(typed[:_LONGEST], _MOST)]


def _view(suggestion: Suggestion) -> Json:
    headline = suggestion.kind == "headline"
    field = fields.find(suggestion.kind)
    return {
        "kind": suggestion.kind,
        "label": "Item" if headline or field is None else field.label,
        "text": suggestion.text,
        "count": suggestion.count,
        "url": item_url(suggestion.value)
        if headline
        else SearchState().add(suggestion.kind, suggestion.value).url(),
    }
