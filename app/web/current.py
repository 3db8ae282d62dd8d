"""The app context of the current request."""

from typing import cast

from flask import Flask, current_app, g

from app.views.context import AppContext

_KEY = "briefings"


def install(app: Flask, context: AppContext) -> None:
    """Let `app` answer its requests from `context`."""
    app.extensions[_KEY] = context


def current_context() -> AppContext:
    """The context of the app that answers the current request, with one vocabulary for the whole request."""
    if _KEY not in g:
        setattr(g, _KEY, cast("AppContext", current_app.extensions[_KEY]).for_request())
    return cast("AppContext", g.get(_KEY))
