"""Labels and hierarchies of facet values: from tables, the store (publications) and the index (names)."""

from copy import copy
from functools import lru_cache
from threading import Lock
from typing import Protocol

from archive.models import Publication
from archive.vocabularies import SHIPPED, Vocabularies
from index import facet_values

_KEPT = 20_000


class PublicationSource(Protocol):
    """The part of the store that knows publications; `revision` rises whenever they may have changed."""

    @property
    def revision(self) -> int:
        """The newest revision of the archive."""

    def publications(self) -> list[Publication]:
        """All publications."""


class FacetVocabulary:
    """Labels, parents and meanings of facet values; reads the publications anew when the archive changes.

    Without a `source` the publications stay those of `values`. Topics are those of the `vocabularies`.
    """

    def __init__(
        self,
        source: PublicationSource | None,
        values: facet_values.FacetValues | None = None,
        names: facet_values.NameResolver | None = None,
        vocabularies: Vocabularies = SHIPPED,
    ) -> None:
        self._source = source
        self._names = names
        self._vocabularies = vocabularies
        self._labels = _Labels(vocabularies)
        self._lock = Lock()
        self._revision = -1
        self._values = values or facet_values.FacetValues({}, vocabularies=vocabularies)

    def snapshot(self) -> "FacetVocabulary":
        """The vocabulary as it is now, which asks the archive for its revision only once."""
        same = copy(self)
        same._source, same._values = None, self.values
        return same

    @property
    def values(self) -> facet_values.FacetValues:
        """The values of all facets, publications as the archive has them now."""
        if self._source is None:
            return self._values
        revision = self._source.revision
        with self._lock:
            if revision != self._revision:
                self._values = facet_values.FacetValues(
                    {p.id: p.title for p in self._source.publications()}, self._names, self._vocabularies
                )
                self._revision = revision
            return self._values

    def label(self, facet: str, value: str) -> str:
        """What a reader calls `value`."""
        return self.values.label(facet, value) if facet == "publication" else self._labels.label(facet, value)

    def parent(self, facet: str, value: str) -> str | None:
        """The value right above, None at the top."""
        return self._labels.parent(facet, value)

    def ancestors(self, facet: str, value: str) -> tuple[str, ...]:
        """All values above, outermost first."""
        return self._labels.ancestors(facet, value)

    def resolve(self, facet: str, text: str) -> str | None:
        """The value that `text` means: itself, or a name or code for it; None if it means none."""
        return self.values.resolve(facet, text)


class _Labels:
    """The labels and hierarchies of the facets that no archive changes, each cached at its first look-up."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        values = facet_values.FacetValues(vocabularies=vocabularies)
        self.label = lru_cache(_KEPT)(values.label)
        self.parent = lru_cache(_KEPT)(values.parent)
        self.ancestors = lru_cache(_KEPT)(self._ancestors)

    def _ancestors(self, facet: str, value: str) -> tuple[str, ...]:
        above = self.parent(facet, value)
        return (*self.ancestors(facet, above), above) if above else ()
