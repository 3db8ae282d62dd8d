"""Whoosh's schema from the field table, the analyzers it names, and the row that is stored with each item.

The pickled schema names the classes here by module path, so that path and these names are part of the format.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from index import analysis
from index.fields import FACETS, FIELDS, TEXT_FIELDS

FORMAT = 2
"""To be raised whenever what is written changes: the schema, the stored row, the analysis."""

VERSION = hashlib.sha256(repr((FORMAT, FIELDS)).encode()).hexdigest()[:16]
"""Names all that an index depends on; an index of another version is not read."""


class StemAnalyzer(Analyzer):
    """Stems, as `index.analysis` makes them."""

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Iterator[Token]:
        """The tokens that Whoosh indexes."""
        return _whoosh_tokens(analysis.terms(value), positions=positions)


class WordAnalyzer(Analyzer):
    """Folded words, as `index.analysis` makes them."""

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Iterator[Token]:
        """The tokens that Whoosh indexes."""
        return _whoosh_tokens(analysis.words(value), positions=positions)


def schema() -> Schema:
    """The schema: for each text field its stems with positions and its words, for each facet its values."""
    columns: dict[str, Any] = {"id": ID(unique=True, stored=True), "issue": STORED(), "day": STORED(), "rank": STORED()}
    for field in TEXT_FIELDS:
        columns[field.name] = TEXT(analyzer=StemAnalyzer(), phrase=True, stored=True)
        columns[words_field(field.name)] = TEXT(analyzer=WordAnalyzer(), phrase=False)
    for facet in FACETS:
        columns[facet.name] = KEYWORD()
    return Schema(**columns)


def words_field(field: str) -> str:
    """The name of the Whoosh field that has the unstemmed words of a text field."""
    return f"{field}_words"


def _whoosh_tokens(texts: list[str], *, positions: bool) -> Iterator[Token]:
    token = Token(positions=positions, mode="index")
    token.boost = 1.0
    token.stopped = False
    for place, text in enumerate(texts):
        token.text = text
        if positions:
            token.pos = place
        yield token
