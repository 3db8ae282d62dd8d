"""The headers of every response: security policy, caching, ETags, compression."""

import gzip

from flask import Flask, Response, request

from app.web.pages import sign_in

_YEAR_SECONDS = 31_536_000
_MIN_COMPRESSED_BYTES = 1024
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Send the headers with every answer of `app`."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = _YEAR_SECONDS if "v" in request.args else 0
        return response
    response.vary.add("Cookie")
    if sign_in.is_for_one_session():
        response.cache_control.no_store = True
    if response.cache_control.no_store:
        return response  # a form's token could be guessed from sizes
    response.cache_control.no_cache = True
    if request.authorization:
        response.cache_control.private = True
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        response.add_etag(weak=True)
        response.make_conditional(request)
        _compress(response)
    return response


def _compress(response: Response) -> None:
    """Pages are mostly addresses and shrink to a tenth; those that hold secrets are not to be stored."""
    response.vary.add("Accept-Encoding")
    wanted = request.accept_encodings.find("gzip") >= 0
    if wanted and response.status_code == 200 and (response.content_length or 0) > _MIN_COMPRESSED_BYTES:
        response.set_data(gzip.compress(response.get_data(), compresslevel=3, mtime=0))
        response.content_encoding = "gzip"
