"""What a running site works with, once a process and shared by its threads: store, engine, words, names."""

from copy import copy
from threading import Lock
from typing import cast

from flask import current_app, g

from app.settings import Settings
from app.views.archive_names import ArchiveNames
from app.views.vocabulary import Vocabulary
from archive.store import Store, open_store
from archive.tagging import tag_draft
from index.engine import Engine
from index.engines.whoosh.generations import open_engine

KEY = "briefings"


class Desk:
    """Opens the store at once and the engine when first asked, again and again until it is there."""

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self.settings = settings
        self.store: Store = open_store(settings.database, tag_draft)
        self._opening = _Opening(settings, engine)
        self.names = ArchiveNames(self._opening.engine)
        self.vocabulary = Vocabulary(self.store, names=self.names)

    @property
    def engine(self) -> Engine:
        """The engine; raises IndexUnavailableError as long as there is none."""
        return self._opening.engine()

    def for_a_request(self) -> "Desk":
        """This desk with the vocabulary as it is now."""
        same = copy(self)
        same.vocabulary = self.vocabulary.now()
        return same

    def close(self) -> None:
        """Let go of the store and the index."""
        self.store.close()
        self._opening.close()


class _Opening:
    """The engine, opened when first asked for."""

    def __init__(self, settings: Settings, engine: Engine | None) -> None:
        self._settings, self._engine, self._lock = settings, engine, Lock()

    def engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._settings.index)
            return self._engine

    def close(self) -> None:
        with self._lock:
            if self._engine:
                self._engine.close()


def desk() -> Desk:
    """The desk for the current request, of the application that answers it."""
    if KEY not in g:
        setattr(g, KEY, cast("Desk", current_app.extensions[KEY]).for_a_request())
    return cast("Desk", g.get(KEY))
