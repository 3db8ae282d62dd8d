"""The read-only pages: search, items, issues, topics, regions, upcoming events, help."""

import re
from datetime import date
from urllib.parse import quote

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.views import browse
from app.views.browse import help_sections
from app.views.issue import issue_view
from app.views.item import item_page
from app.views.search import search_view
from app.views.search_state import from_args, one_line
from app.views.upcoming import upcoming_view
from app.web import errors
from app.web.current import current_context
from archive.errors import NotFoundError
from archive.models import Tombstone

pages = Blueprint("pages", __name__)
_ID = re.compile(r"[\w.:~-]{1,200}")


@pages.get("/")
def home() -> str:
    """The front page."""
    return render_template("home.html", view=browse.home_view(current_context()))


@pages.get("/search")
def search() -> str:
    """A search and its results."""
    state = from_args(request.args.to_dict(flat=False), current_context().vocabulary)
    return render_template("search.html", view=search_view(current_context(), state))


@pages.get("/items/<id_>")
def item(id_: str) -> BaseResponse:
    """One item; old ids lead to the new one."""
    placed = current_context().store.item(checked_id(id_))
    if isinstance(placed, Tombstone):
        return errors.gone_response(placed)
    if placed.item.id != id_:
        return redirect(f"/items/{quote(placed.item.id)}", 301)
    view = item_page(current_context(), placed, one_line(request.args.get("q", "")))
    return _page("item.html", view)


@pages.get("/issues/<id_>")
def issue(id_: str) -> BaseResponse:
    """One issue as it was published."""
    found = current_context().store.issue(checked_id(id_))
    if isinstance(found, Tombstone):
        return errors.gone_response(found)
    return _page("issue.html", issue_view(current_context(), found))


@pages.get("/issues")
def issues() -> str:
    """All issues, newest first."""
    return render_template("issues.html", view=browse.issues_view(current_context(), request.args))


@pages.get("/topics")
def topics() -> str:
    """The topics as a tree."""
    return render_template("tree.html", view=browse.tree_view(current_context(), "topic"), heading="Topics")


@pages.get("/regions")
def regions() -> str:
    """The regions of the world as a tree."""
    return render_template("tree.html", view=browse.tree_view(current_context(), "region"), heading="Regions")


@pages.get("/ahead")
def ahead() -> str:
    """What is expected, by its days."""
    view = upcoming_view(current_context(), request.args.to_dict(flat=False), date.today())
    return render_template("ahead.html", view=view)


@pages.get("/help")
def help_() -> str:
    """How to search."""
    return render_template("help.html", groups=help_sections())


def checked_id(id_: str) -> str:
    """`id_` if an item or issue can have it; raises NotFoundError."""
    if not _ID.fullmatch(id_):
        raise NotFoundError("No page, item or issue has this address. Search for it, or browse the issues.")
    return id_


def _page(template: str, view: object) -> Response:
    return make_response(render_template(template, view=view))
