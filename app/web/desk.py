"""What a running site works with, once a process and shared by its threads: store, engine, vocabulary."""

from threading import Lock
from typing import cast

from flask import current_app

from app.settings import Settings
from app.web.vocabulary import Vocabulary
from archive.store import Store, open_store
from index.engine import Engine
from index.generations import open_engine

KEY = "briefings"


class Desk:
    """Opens the store at once and the engine when first asked, again and again until it is there."""

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self.settings = settings
        self.store: Store = open_store(settings.database)
        self.vocabulary = Vocabulary(self.store)
        self._engine = engine
        self._lock = Lock()

    @property
    def engine(self) -> Engine:
        """The engine; raises IndexUnavailableError as long as there is none."""
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self.settings.index)
            return self._engine

    def close(self) -> None:
        """Let go of the store and the index."""
        self.store.close()
        with self._lock:
            if self._engine:
                self._engine.close()


def desk() -> Desk:
    """The desk of the application that answers the current request."""
    return cast("Desk", current_app.extensions[KEY])
