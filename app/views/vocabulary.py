"""The words for facet values, from tables; publications come from the store, names from the index."""

from functools import lru_cache
from threading import Lock
from typing import Protocol

from archive.models import Publication
from index import facet_values


class PublicationSource(Protocol):
    """The part of the store that knows publications; `revision` changes whenever they may have."""

    @property
    def revision(self) -> int:
        """The newest revision of the archive."""

    def publications(self) -> list[Publication]:
        """All publications."""


class Vocabulary:
    """Labels, parents and meanings of facet values; reads the publications anew when the archive changes.

    Without a `source` it stays with what is `known`.
    """

    def __init__(
        self,
        source: PublicationSource | None,
        known: facet_values.Values | None = None,
        names: facet_values.NameSource | None = None,
    ) -> None:
        self._source = source
        self._names = names
        self._lock = Lock()
        self._revision = -1
        self._known = known or facet_values.Values({})

    def now(self) -> "Vocabulary":
        """The vocabulary as it is, which costs one look at the archive instead of one for each question."""
        return Vocabulary(None, self.known)

    @property
    def known(self) -> facet_values.Values:
        """All that values can be, publications as the archive has them now."""
        if self._source is None:
            return self._known
        revision = self._source.revision
        with self._lock:
            if revision != self._revision:
                self._known = facet_values.Values(
                    {p.id: p.title for p in self._source.publications()}, self._names
                )
                self._revision = revision
            return self._known

    def label(self, facet: str, value: str) -> str:
        """What a reader calls `value`."""
        return self.known.label(facet, value) if facet == "publication" else _label(facet, value)

    def parent(self, facet: str, value: str) -> str | None:
        """The value right above, None at the top."""
        return _parent(facet, value)

    def ancestors(self, facet: str, value: str) -> tuple[str, ...]:
        """All values above, outermost first."""
        return _ancestors(facet, value)

    def resolve(self, facet: str, text: str) -> str | None:
        """The value that `text` means: itself, or a name or code for it; None if it means none."""
        return self.known.resolve(facet, text)


@lru_cache(maxsize=20_000)
def _label(facet: str, value: str) -> str:
    return facet_values.ANY.label(facet, value)


@lru_cache(maxsize=20_000)
def _parent(facet: str, value: str) -> str | None:
    return facet_values.ANY.parent(facet, value)


@lru_cache(maxsize=20_000)
def _ancestors(facet: str, value: str) -> tuple[str, ...]:
    above = _parent(facet, value)
    return (*_ancestors(facet, above), above) if above else ()
