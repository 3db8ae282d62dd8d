"""Logs of addresses to fetch: the searches of `benchmarks.asking` as a reader's browser sends them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from benchmarks.asking import Query

PAGE, API = "/search", "/api/v1/search"


def ours(queries: Sequence[Query], path: str) -> list[str]:
    """Every kind of search; now and then the second page, another order, or a facet without any words."""
    return [f"{path}?{urlencode(_parameters(number, query))}" for number, query in enumerate(queries)]


def plain(queries: Sequence[Query], path: str) -> list[str]:
    """The searches that Datasette can be sent too: words and phrases, without filters."""
    return [f"{path}?{urlencode({'q': text(query)})}" for query in _shared(queries)]


def datasette(queries: Sequence[Query]) -> list[str]:
    """The same as `plain`, on Datasette's page with its two facets."""
    fixed = [("_searchmode", "raw"), ("_size", "20"), ("_facet_array", "topics"), ("_facet_array", "regions")]
    return [f"/archive/items?{urlencode([('_search', text(query)), *fixed])}" for query in _shared(queries)]


def text(query: Query) -> str:
    """The query as it is typed, here as there."""
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    if query.kind == "prefix":
        return f"{query.words[0]}*"
    return (" OR " if query.kind == "or" else " ").join(query.words)


def _shared(queries: Sequence[Query]) -> list[Query]:
    return [query for query in queries if query.kind != "filtered"]


def _parameters(number: int, query: Query) -> list[tuple[str, str]]:
    found = [("q", text(query))] if number % 10 != 9 else [("region", "142")]
    if query.topic:
        found.append(("topic", query.topic))
    if query.first and query.last:
        found += [("from", query.first.isoformat()), ("to", query.last.isoformat())]
    if number % 13 == 12:
        found.append(("sort", "newest"))
    return found
