"""The values of facets: the label of a value, its parent in the hierarchy, and the value that a name means.

Topics and regions come from the vocabularies, the titles of publications and the names from whoever asks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from archive.vocabularies import SHIPPED, Vocabularies, regions

NAME_FACETS = frozenset({"person", "organisation"})
"""The facets whose values are names as they stand in items."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(?!0000)\d{4}(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Vocabulary(Protocol):
    """What a Taxonomy and the module `archive.vocabularies.regions` have in common."""

    def label(self, value: str, /) -> str: ...

    def parent(self, value: str, /) -> str | None: ...

    def resolve(self, name: str, /) -> str | None: ...


_REGIONS: _Vocabulary = regions
"""The module, typed: mypy then checks that it has what the protocol asks for."""


class NameResolver(Protocol):
    """Resolves the names of people and organisations."""

    def resolve(self, facet: str, text: str, /) -> str | None:
        """The value of the facet that `text` means; None for an unknown one."""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The values of every facet.

    `publications` maps ids to titles, `names` resolves people and organisations, and `vocabularies` has the
    topics. Where `publications` or `names` is None, any id or name is valid and is its own label.
    """

    publications: Mapping[str, str] | None = None
    names: NameResolver | None = None
    vocabularies: Vocabularies = SHIPPED

    def label(self, facet: str, value: str) -> str:
        """The label of a value; the value itself where it has none."""
        if table := self._table(facet):
            return table.label(value) if table.resolve(value) == value else value
        if facet == "date":
            return _date_label(value)
        return (self.publications or {}).get(value, value) if facet == "publication" else value

    def parent(self, facet: str, value: str) -> str | None:
        """The parent of a value in its hierarchy; None for a value at the top and for an unknown one."""
        if table := self._table(facet):
            return table.parent(value) if table.resolve(value) == value else None
        if facet == "date" and (match := _DATE.fullmatch(value)) and match[1]:
            return value[:4]
        return None

    def resolve(self, facet: str, text: str) -> str | None:
        """The value that an id or a name means, whatever its case; None for an unknown one."""
        text = " ".join(text.split())
        if not text:
            return None
        if table := self._table(facet):
            return table.resolve(text)
        if facet == "date":
            return text if _DATE.fullmatch(text) else None
        if facet in NAME_FACETS:
            return self.names.resolve(facet, text) if self.names else text
        return self._publication(text.casefold()) if facet == "publication" else None

    def _table(self, facet: str) -> _Vocabulary | None:
        if facet == "topic":
            return self.vocabularies.topics
        return _REGIONS if facet == "region" else None

    def _publication(self, folded: str) -> str | None:
        if self.publications is None:
            return folded if _ID.fullmatch(folded) else None
        if folded in self.publications:
            return folded
        return next((key for key, title in self.publications.items() if title.casefold() == folded), None)


UNRESTRICTED = FacetValues()
"""The shipped vocabularies; any publication and any name is valid."""


def bloc_members(region: str) -> tuple[str, ...]:
    """The countries of a bloc; empty for any other region."""
    return regions.members(region) if region.islower() else ()


def _date_label(value: str) -> str:
    match = _DATE.fullmatch(value)
    return f"{_MONTHS[int(match[1]) - 1]} {value[:4]}" if match and match[1] else value
