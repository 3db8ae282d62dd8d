"""Link targets: which URLs of a source a block may carry."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "ftps", "tel", "news"})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@lru_cache(maxsize=4096)
def link_url(href: str, base: str = "") -> str:
    """Return a link's target, resolved against `base`; "" for scripts, data and places within the page."""
    url = _CONTROLS.sub("", href.strip()).replace(" ", "%20")
    try:
        if url.startswith("#") or urlsplit(url).scheme.lower() not in _SCHEMES:
            return ""
        return urljoin(base, url) if base else url
    except ValueError:
        return ""
