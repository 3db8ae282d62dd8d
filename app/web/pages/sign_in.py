"""Sessions of editors: they sign in with name and password, by a form for pages, by HTTP Basic for programs.

A session is a signed cookie with the editor's name and the instant the password was set, so that a new
password or the end of an account ends all sessions. Every form is proof against forged requests.
"""

import os
import secrets
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

from app import accounts
from app.settings import Settings
from app.web import errors
from app.web.current import current_context
from archive.errors import BriefingsError

signing = Blueprint("signing", __name__)
csrf = CSRFProtect()

_COOKIE = "briefings"
_SESSION_HOURS = 12
_PUBLIC_ENDPOINTS = frozenset({"signing.form", "signing.enter", "static"})
_SECRET_BYTES = 32


def install(app: Flask, settings: Settings) -> None:
    """Set up sessions and sign-in pages; a private archive answers editors only."""
    app.config.update(
        SECRET_KEY=settings.secret or _secret_of(settings.home / "secret.key"),
        SESSION_COOKIE_NAME=_COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=_SESSION_HOURS * 3600,
        SESSION_REFRESH_EACH_REQUEST=False,  # a session ends, and no static file carries its cookie
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_CHECK_DEFAULT=False,  # what programs send with a password needs no token
    )
    app.session_interface = _Sessions()
    csrf.init_app(app)
    app.register_blueprint(signing)
    app.context_processor(lambda: {"editor": editor()})
    app.register_error_handler(CSRFError, _forged)
    if settings.private:
        app.before_request(_require_editor)


@signing.get("/sign-in")
def form() -> BaseResponse:
    """The sign-in form."""
    if editor():
        return redirect(_next())
    return _form("")


@signing.post("/sign-in")
def enter() -> BaseResponse:
    """Sign in, if name and password are right."""
    csrf.protect()
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if refusal := accounts.sign_in(current_context().store, name, password, request.remote_addr or ""):
        response = _form(refusal.reason, name)
        response.status_code = 429 if refusal.wait else 403
        if refusal.wait:
            response.headers["Retry-After"] = str(refusal.wait)
        return response
    session.clear()
    session.permanent = True
    session.update(editor=name, since=_password_set(name))
    return redirect(_next(), 303)


@signing.post("/sign-out")
def leave() -> BaseResponse:
    """End the session."""
    csrf.protect()
    session.clear()
    return redirect("/", 303)


def editor() -> str:
    """The name of the editor who has signed in, "" for a reader; the store is asked once per request."""
    if "editor" not in g:
        g.editor = ""  # for the page that says that the store cannot be asked
        g.editor = _session_editor()
    return cast("str", g.editor)


def editor_of_program() -> str | Response:
    """The editor who calls the API, by HTTP Basic or session and token; else the response that refuses."""
    given = request.authorization
    if given and given.type == "basic":
        name, password = given.username or "", given.password or ""
        refusal = accounts.sign_in(current_context().store, name, password, request.remote_addr or "")
        return _refused(refusal) if refusal else name
    if name := editor():
        csrf.protect()
        return name
    return _unauthorised()


def is_for_one_session() -> bool:
    """Whether the response is for one session only; asks no store, and so never fails."""
    return _COOKIE in request.cookies and "editor" in session


def redirect_to_sign_in(target: str) -> BaseResponse:
    """A redirect to the sign-in form, which leads to `target`, an address of this site."""
    return redirect(f"/sign-in?{urlencode({'next': target}, safe='/')}", 303)


def _session_editor() -> str:
    if _COOKIE not in request.cookies:
        return ""
    name = str(session.get("editor", ""))
    return name if name and session.get("since") == _password_set(name) else ""


def _password_set(name: str) -> str:
    """When an editor's password was set, "" for who is none."""
    known = {
        each.name: each.added.isoformat() + each.password[-8:] for each in current_context().store.editors()
    }
    return known.get(name, "")


def _form(problem: str, name: str = "") -> Response:
    page = render_template("sign_in.html", problem=problem, name=name, next=_next())
    response = Response(page)
    response.cache_control.no_store = True
    return response


def _next() -> str:
    """The address to go to after signing in, always on this site."""
    asked = request.values.get("next", "/")
    # Browsers drop tabs and line ends from addresses, and take \ for /.
    safe = asked.isprintable() and "\\" not in asked and asked[:1] == "/" != asked[1:2]
    return asked if safe else "/"


def _require_editor() -> BaseResponse | None:
    """Refuse a request without an editor: a redirect for pages, 401 or 429 for the API."""
    if request.endpoint in _PUBLIC_ENDPOINTS or editor():
        return None
    if request.path.startswith(errors.API):
        asked = editor_of_program()
        return None if isinstance(asked, str) else asked
    return redirect_to_sign_in(request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else "/")


def _unauthorised() -> Response:
    response = errors.problem_response(
        errors.Problem(401, "Sign in first", "Only editors can do this: give name and password.")
    )
    response.headers["WWW-Authenticate"] = 'Basic realm="Briefings", charset="UTF-8"'
    return response


def _refused(refusal: accounts.Refusal) -> Response:
    if not refusal.wait:
        return _unauthorised()
    response = errors.problem_response(errors.Problem(429, "Too many sign-ins", refusal.reason))
    response.headers["Retry-After"] = str(refusal.wait)
    return response


def _forged(error: CSRFError) -> Response:
    return errors.problem_response(
        errors.Problem(
            400, "This form is too old", f"Load the page again and send it once more. ({error.description})"
        )
    )


def _secret_of(file: Path) -> str:
    """The key that signs the cookies of an archive, made when it is first served."""
    try:
        if not file.exists():
            _make_secret(file)
        secret = file.read_text("ascii", "replace").strip()
    except OSError as error:
        raise BriefingsError(
            f"{file}: the key for sign-ins cannot be kept: {error.strerror}; or set BRIEFINGS_SECRET"
        ) from error
    if len(secret) < 2 * _SECRET_BYTES:
        raise BriefingsError(
            f"{file}: this is no whole key for sign-ins; delete the file, and a new one is made"
        )
    return secret


def _make_secret(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
            written.write(secrets.token_hex(_SECRET_BYTES))
        os.link(new, file)  # whole, or not at all; the first process wins
    except FileExistsError:
        return
    finally:
        new.unlink(missing_ok=True)


class _Sessions(SecureCookieSessionInterface):
    """Cookies for encrypted connections only, where the connection is one."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        return request.is_secure
