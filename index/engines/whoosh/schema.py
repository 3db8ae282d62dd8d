"""Whoosh's schema, made from the table of fields, and its analyzers.

A table of contents pickles the classes here by module path and name: both are part of the format.
"""

import hashlib
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from index import analysis
from index.fields import FIELDS, TEXT_FIELDS, VALUE_FIELDS

FORMAT = 3
"""To be raised whenever what is written changes: the schema, the files, the analysis, or where a pickled
class is defined (that of the schema's analyzers, of `codec.ColumnarSegment`).
"""

VERSION = hashlib.sha256(repr((FORMAT, FIELDS)).encode()).hexdigest()[:16]
"""A hash of all that the files depend on; an index of another version is not read."""


class StemAnalyzer(Analyzer):
    """Yields the stems of `index.analysis`."""

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **_: Any) -> Iterator[Token]:
        """The tokens of a text, for indexing or for a query."""
        return _whoosh_tokens(value, attrgetter("term"), positions, chars)


class WordAnalyzer(Analyzer):
    """Yields the folded words of `index.analysis`."""

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **_: Any) -> Iterator[Token]:
        """The tokens of a text, for indexing or for a query."""
        return _whoosh_tokens(value, attrgetter("word"), positions, chars)


def schema() -> Schema:
    """The schema: the stems (with positions) and the words of each text field, the values of the others."""
    columns: dict[str, Any] = {"id": ID(unique=True, stored=True)}
    columns |= {name: STORED() for name in ("issue", "day", "rank")}
    for field in TEXT_FIELDS:
        columns[field.name] = TEXT(analyzer=StemAnalyzer(), phrase=True, stored=True)
        columns[words_field(field.name)] = TEXT(analyzer=WordAnalyzer(), phrase=False)
    for facet in VALUE_FIELDS:
        columns[facet.name] = KEYWORD()
    return Schema(**columns)


def words_field(field: str) -> str:
    """The name of the Whoosh field that has the unstemmed words of a text field."""
    return f"{field}_words"


def _whoosh_tokens(
    value: str, text_of: Callable[[analysis.Token], str], positions: bool, chars: bool
) -> Iterator[Token]:
    token = Token(positions=positions, chars=chars, boost=1.0, stopped=False)
    for place, found in enumerate(analysis.tokens(value)):
        token.text = text_of(found)
        if positions:
            token.pos = place
        if chars:
            token.startchar, token.endchar = found.start, found.end
        yield token
