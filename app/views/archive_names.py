"""The names that the index holds: people and organisations by what is typed, and the acronyms they go by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from archive.errors import IndexUnavailableError
from archive.vocabularies import SHIPPED, Vocabularies
from index.engine import Engine, Search
from index.expansion.acronyms import Acronyms
from index.expansion.name_lookup import NameLookup
from index.facet_values import NAME_FACETS

_FACETS = (*sorted(NAME_FACETS), "acronym")
_NO_COUNTS: Mapping[str, Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class _NamesSnapshot:
    """The names that the index holds at one revision."""

    revision: int
    names: Mapping[str, NameLookup]
    acronyms: Acronyms


class ArchiveNames:
    """Reads the names from the engine once per revision, when one is first looked up.

    Without an index there are no names; the search itself reports that the index is missing.
    """

    def __init__(self, engine: Callable[[], Engine], vocabularies: Vocabularies = SHIPPED) -> None:
        self._engine = engine
        self._vocabularies = vocabularies
        self._lock = Lock()
        self._held = self._snapshot_of(-1, _NO_COUNTS)

    @property
    def acronyms(self) -> Acronyms:
        """The established acronyms."""
        return self._now().acronyms

    def resolve(self, facet: str, text: str) -> str | None:
        """The person or organisation that `text` means."""
        return self._now().names[facet].resolve(text)

    def _now(self) -> _NamesSnapshot:
        try:
            engine = self._engine()
            revision = engine.revision
            with self._lock:
                if revision != self._held.revision:
                    counts = engine.search(Search(limit=0, facets=_FACETS)).facets
                    self._held = self._snapshot_of(revision, counts)
        except IndexUnavailableError:
            return self._snapshot_of(-1, _NO_COUNTS)
        return self._held

    def _snapshot_of(self, revision: int, counts: Mapping[str, Mapping[str, int]]) -> _NamesSnapshot:
        vocabularies = self._vocabularies
        names = {kind: NameLookup(kind, counts.get(kind, {}), vocabularies) for kind in NAME_FACETS}
        acronyms = Acronyms(counts.get("acronym", {}), counts.get("organisation", {}), vocabularies)
        return _NamesSnapshot(revision, names, acronyms)
