"""Error responses: a page for readers, application/problem+json (RFC 9457) for programs, one line each."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from app.views.search_state import BadSearchError
from archive.errors import BadRequestError, BriefingsError, IndexUnavailableError, NotFoundError, StoreError
from archive.models import Tombstone

API = "/api/"
_STATUS = (
    (BadRequestError, HTTPStatus.BAD_REQUEST),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (IndexUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_TITLES = {
    HTTPStatus.BAD_REQUEST: "This cannot be searched",
    HTTPStatus.NOT_FOUND: "Nothing stands here",
    HTTPStatus.METHOD_NOT_ALLOWED: "This cannot be done here",
    HTTPStatus.GONE: "Removed from the archive",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something broke on our side",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not available at the moment",
}
_DETAILS = {
    HTTPStatus.NOT_FOUND: "No page, item or issue has this address. Search for it, or browse the issues.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "It is noted in the server's log. Try again, or go another way.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error response; `mended_url` is the nearest address that works, "" for none."""

    status: int
    title: str
    detail: str
    mended_url: str = ""
    mended_label: str = ""


def install(app: Flask) -> None:
    """Answer every error of `app` with its problem."""
    app.register_error_handler(BriefingsError, _briefings_error)
    app.register_error_handler(HTTPException, _http_error)


def gone_response(tombstone: Tombstone) -> Response:
    """The answer for a removed item or issue: what stood there, and since when it does not."""
    day = f"{tombstone.removed.day} {tombstone.removed:%B %Y}"
    reason = f" Reason: {tombstone.reason}" if tombstone.reason else ""
    return problem_response(
        _problem(HTTPStatus.GONE, f"{tombstone.label} stood here. It was removed on {day}.{reason}")
    )


def problem_response(problem: Problem) -> Response:
    """The problem in the form that the request expects."""
    if request.path.startswith(API):
        body = {
            "type": "about:blank",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
        }
        if problem.mended_url:
            body["mended"] = problem.mended_url
        response = make_response(json.dumps(body, ensure_ascii=False))
        response.content_type = "application/problem+json"
    else:
        response = make_response(render_template("problem.html", problem=problem))
    response.status_code = problem.status
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response


def _briefings_error(error: BriefingsError) -> Response:
    status = next((s for kind, s in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    detail = str(error)
    if isinstance(error, IndexUnavailableError) and "reindex" not in detail:
        detail = f"{detail.rstrip('.')}: run `briefings reindex`."
    if not isinstance(error, BadSearchError):
        return problem_response(_problem(status, detail))
    in_api = request.path.startswith(API)
    return problem_response(
        Problem(
            status=status,
            title=_TITLES[status],
            detail=detail,
            mended_url=error.mended.url(request.path if in_api else "/search"),
            mended_label="Search without it",
        )
    )


def _http_error(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    status = HTTPStatus(error.code)
    response = problem_response(_problem(status, _DETAILS.get(status, error.description or status.phrase)))
    if allowed := dict(error.get_headers()).get("Allow"):
        response.headers["Allow"] = allowed
    return response


def _problem(status: HTTPStatus, detail: str) -> Problem:
    return Problem(int(status), _TITLES.get(status, status.phrase), detail)
