"""The rows of the help page: each example of the query language, what it means, and the search for it."""

from dataclasses import dataclass

from app.views.search_state import SearchState
from index.query.reference import SYNTAX


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A query that a reader may try."""

    query: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Examples of one kind."""

    label: str
    examples: tuple[ExampleView, ...]


def groups() -> tuple[GroupView, ...]:
    """The whole table, in its order."""
    return tuple(
        GroupView(
            group.label,
            tuple(ExampleView(e.query, e.meaning, SearchState(q=e.query).url()) for e in group.examples),
        )
        for group in SYNTAX
    )
