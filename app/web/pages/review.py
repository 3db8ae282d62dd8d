"""The review queue as a page, and the original files behind issues."""

from pathlib import PurePath
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.views.review import review_view
from app.views.search_state import page_number
from app.web.current import current_context
from app.web.pages import sign_in
from app.web.pages.public import checked_id
from archive.errors import NotFoundError
from archive.models import Tombstone

review = Blueprint("review", __name__)
_LONGEST_REASON = 500


@review.get("/review")
def queue() -> Response:
    """What the parser was unsure of, each beside its source."""
    response = Response(render_template("review.html", view=review_view(current_context(), _page())))
    if sign_in.editor():
        response.cache_control.no_store = True  # it holds the token of a session
    return response


@review.post("/review/settle")
def settle() -> BaseResponse:
    """Settle what is doubted of an item or an issue, as the editor says who has signed in."""
    name = sign_in.editor()
    if not name:
        return sign_in.redirect_to_sign_in("/review")
    sign_in.csrf.protect()
    try:
        settled = current_context().store.settle_doubts(
            request.form.get("id", ""), request.form.get("reason", "")[:_LONGEST_REASON], name
        )
    except NotFoundError:
        flash("Nothing is doubted of that any more.")
    else:
        flash(f"Settled: {'; '.join(doubt.reason for doubt in settled)}")
    return redirect(f"/review?page={_page()}", 303)


@review.get("/issues/<id_>/source")
def source(id_: str) -> BaseResponse:
    """The file that an issue came from, for editors: a mail's headers name who got it.

    A browser saves it and never shows it as a page.
    """
    if not sign_in.editor():
        return redirect(f"/sign-in?next=/issues/{quote(checked_id(id_))}/source", 303)
    issue = current_context().store.issue(checked_id(id_))
    if isinstance(issue, Tombstone):
        raise NotFoundError("This issue was removed from the archive, and its file is not shown.")
    found = current_context().store.source(issue.head.source)
    response = Response(found.data, mimetype="application/octet-stream")
    name = quote(PurePath(found.name).name or "source")
    response.cache_control.no_store = True
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _page() -> int:
    return page_number(request.args.get("page", ""))
