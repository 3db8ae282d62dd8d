"""The web application: the pages and the JSON API over one archive."""

import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import Settings
from app.views.context import AppContext
from app.web import current, errors, headers
from app.web.api.resources import api
from app.web.jinja import PageEnvironment
from app.web.pages import sign_in
from app.web.pages.edit import edit
from app.web.pages.public import pages
from app.web.pages.review import review
from archive.vocabularies.names import load_names
from index.engine import Engine

_MAX_BODY_BYTES = 64 * 1024


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The application for one archive; opens the store, and the index too unless an `engine` is given."""
    folder = Path(str(files("templates")))
    app = Flask(__name__, template_folder=str(folder), static_folder=str(folder / "static"))
    app.jinja_environment = PageEnvironment
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY_BYTES
    load_names(settings.names)  # a wrong file is refused at once, not by the first page that needs it
    current.install(app, AppContext(settings, engine))
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(site=settings.title, asset=_asset)
    app.jinja_env.filters["number"] = "{:,}".format
    app.context_processor(lambda: {"here": request.host_url.rstrip("/")})
    app.register_blueprint(pages)
    app.register_blueprint(api)
    app.register_blueprint(review)
    app.register_blueprint(edit)
    sign_in.install(app, settings)
    headers.install(app)
    errors.install(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.proxies] * 3)  # type: ignore[method-assign]
    return app


@lru_cache(maxsize=32)
def _asset(name: str) -> str:
    """The address of a static file, new whenever its content is."""
    digest = hashlib.sha256((Path(str(files("templates"))) / "static" / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"
