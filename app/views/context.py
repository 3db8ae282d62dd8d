"""What a running app holds, made once per process and shared by its threads: store, engine, names, labels."""

from copy import copy
from threading import Lock

from app.settings import Settings
from app.views.archive_names import ArchiveNames
from app.views.facet_vocabulary import FacetVocabulary
from archive.store import Store, open_store
from index.engine import Engine
from index.engines import open_engine


class AppContext:
    """The store, opened at once, and the engine, opened when first used; a missing one is tried again."""

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self.settings = settings
        self.vocabularies = settings.vocabularies
        self.store: Store = open_store(settings.database, settings.tagger.tag)
        self._opener = _EngineOpener(settings, engine)
        self.names = ArchiveNames(self._opener.engine, self.vocabularies)
        self.vocabulary = FacetVocabulary(self.store, names=self.names, vocabularies=self.vocabularies)

    @property
    def engine(self) -> Engine:
        """The engine; raises IndexUnavailableError as long as there is none."""
        return self._opener.engine()

    def for_request(self) -> "AppContext":
        """This context with the vocabulary as it is now, which stays the same throughout one request."""
        same = copy(self)
        same.vocabulary = self.vocabulary.snapshot()
        return same

    def close(self) -> None:
        """Close the store and the engine."""
        self.store.close()
        self._opener.close()


class _EngineOpener:
    """Opens the engine when it is first asked for."""

    def __init__(self, settings: Settings, engine: Engine | None) -> None:
        self._settings, self._engine, self._lock = settings, engine, Lock()

    def engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._settings.index, self._settings.vocabularies)
            return self._engine

    def close(self) -> None:
        with self._lock:
            if self._engine:
                self._engine.close()
