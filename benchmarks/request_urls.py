"""URLs to request: the searches of `benchmarks.queries` as a browser sends them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from benchmarks.queries import Query

PAGE, API = "/search", "/api/v1/search"


def briefings_urls(queries: Sequence[Query], path: str) -> list[str]:
    """URLs of all queries; some have a facet value instead of words, or another order."""
    return [f"{path}?{urlencode(_parameters(number, query))}" for number, query in enumerate(queries)]


def shared_urls(queries: Sequence[Query], path: str) -> list[str]:
    """URLs of the queries that Datasette can answer too: words and phrases, without filters."""
    return [f"{path}?{urlencode({'q': query_text(query)})}" for query in _shared(queries)]


def datasette_urls(queries: Sequence[Query]) -> list[str]:
    """The queries of `shared_urls` on Datasette's page, with its two facets."""
    fixed = [("_searchmode", "raw"), ("_size", "20"), ("_facet_array", "topics"), ("_facet_array", "regions")]
    return [
        f"/archive/items?{urlencode([('_search', query_text(query)), *fixed])}" for query in _shared(queries)
    ]


def query_text(query: Query) -> str:
    """The query as it is typed, for both sites."""
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    if query.kind == "prefix":
        return f"{query.words[0]}*"
    return (" OR " if query.kind == "or" else " ").join(query.words)


def _shared(queries: Sequence[Query]) -> list[Query]:
    return [query for query in queries if query.kind != "filtered"]


def _parameters(number: int, query: Query) -> list[tuple[str, str]]:
    found = [("q", query_text(query))] if number % 10 != 9 else [("region", "142")]
    if query.topic:
        found.append(("topic", query.topic))
    if query.first and query.last:
        found += [("from", query.first.isoformat()), ("to", query.last.isoformat())]
    if number % 13 == 12:
        found.append(("sort", "newest"))
    return found
