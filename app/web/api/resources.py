"""The JSON API: the same addresses, parameters and view models as the pages, under /api/v1."""

import json
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from app.views import as_json, browse
from app.views.as_json import Json
from app.views.context import AppContext
from app.views.facets import facet_views
from app.views.issue import issue_view
from app.views.item import item_page
from app.views.result_views import item_url
from app.views.search import search_view
from app.views.search_execution import count_facets
from app.views.search_state import SearchState, from_args, one_line
from app.views.upcoming import upcoming_view
from app.web import errors
from app.web.api import openapi
from app.web.current import current_context
from app.web.pages.public import checked_id
from archive.models import Tombstone
from index import fields
from index.engine import Suggestion

api = Blueprint("api", __name__, url_prefix="/api/v1")
_MAX_SUGGESTIONS = 8
_MAX_TYPED_LENGTH = 200
"""Characters of what is typed that are completed."""


@api.get("/search")
def search() -> Response:
    """What the search page shows."""
    state = from_args(request.args.to_dict(flat=False), current_context().vocabulary)
    return json_response(as_json.search(search_view(current_context(), state)))


@api.get("/facets")
def facets() -> Response:
    """The counts of a search alone."""
    state = from_args(request.args.to_dict(flat=False), current_context().vocabulary)
    state, counted = count_facets(current_context(), state)
    views = facet_views(state, counted.facets, current_context().vocabulary)
    return json_response(
        {"total": counted.total, "facets": as_json.facets(views), "revision": counted.revision}
    )


@api.get("/items/<id_>")
def item(id_: str) -> BaseResponse:
    """One item."""
    placed = current_context().store.item(checked_id(id_))
    if isinstance(placed, Tombstone):
        return errors.gone_response(placed)
    if placed.item.id != id_:
        return redirect(f"/api/v1/items/{placed.item.id}", 301)
    return json_response(as_json.item_page(item_page(current_context(), placed)))


@api.get("/issues/<id_>")
def issue(id_: str) -> BaseResponse:
    """One issue with all its items."""
    found = current_context().store.issue(checked_id(id_))
    if isinstance(found, Tombstone):
        return errors.gone_response(found)
    return json_response(as_json.issue(issue_view(current_context(), found)))


@api.get("/issues")
def issues() -> Response:
    """The list of issues, newest first."""
    view = browse.issues_view(current_context(), request.args)
    heads = [as_json.head(head) for head in view.issues]
    return json_response({"total": view.total, "page": view.page, "pages": view.pages, "issues": heads})


@api.get("/ahead")
def ahead() -> Response:
    """What is expected, by its days."""
    return json_response(
        as_json.upcoming(upcoming_view(current_context(), request.args.to_dict(flat=False), date.today()))
    )


@api.get("/suggest")
def suggest() -> Response:
    """Completions of what is being typed."""
    typed = one_line(request.args.get("q", ""))
    return json_response({"suggestions": suggestions(current_context(), typed)})


@api.get("/openapi.json")
def description() -> Response:
    """This API, described."""
    return json_response(openapi.document(current_context().settings.title))


def json_response(content: Any) -> Response:
    """The content as JSON, in UTF-8 as it is."""
    return Response(json.dumps(content, ensure_ascii=False), content_type="application/json")


def suggestions(context: AppContext, typed: str) -> list[Json]:
    """Completions of `typed`, each with the address it leads to; none for ""."""
    if not typed:
        return []
    return [_suggestion(s) for s in context.engine.suggest(typed[:_MAX_TYPED_LENGTH], _MAX_SUGGESTIONS)]


def _suggestion(suggestion: Suggestion) -> Json:
    if suggestion.kind == "headline":
        label, url = "Item", item_url(suggestion.value)
    else:
        field = fields.find_field(suggestion.kind)
        label = field.label if field else "Item"
        url = SearchState().add(suggestion.kind, suggestion.value).url()
    return {
        "kind": suggestion.kind,
        "label": label,
        "text": suggestion.text,
        "count": suggestion.count,
        "url": url,
    }
