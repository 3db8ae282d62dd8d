"""The rows of the help page: each example of the query language, what it means, and the search for it."""

from dataclasses import dataclass

from app.web.state import SearchState
from index import syntax


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A query that a reader may try."""

    text: str
    meaning: str
    url: str


def examples() -> tuple[ExampleView, ...]:
    """All rows, in the order of the table."""
    return tuple(ExampleView(text, meaning, SearchState(q=text).url()) for text, meaning in syntax.ROWS)
