"""Generations of the index: folders side by side, one of them named in the file CURRENT, swapped in one step.

folder/CURRENT          the name of the generation in use
folder/g000002-5f3a9c/  one Whoosh index
folder/lock             held while a generation is written or swapped
"""

import fcntl
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import TypeVar

from archive.errors import IndexUnavailableError
from archive.vocabularies import SHIPPED, Vocabularies
from index.documents import Change, IndexDocument
from index.engine import Hit, Results, Search, Similar, Suggestion
from index.engines.whoosh import errors
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.storage import write_durably

LOCK_TIMEOUT_SECONDS = 30.0
"""Seconds to wait while another process writes."""

_NAME = re.compile(r"g(\d{6,})-[0-9a-f]{6}")
MAX_ATTEMPTS = 5
T = TypeVar("T")


class Generations:
    """Implements `index.engine.Engine` by the generation in use, also after a swap.

    The first `apply` makes a generation where there is none.
    """

    def __init__(self, folder: Path, vocabularies: Vocabularies = SHIPPED) -> None:
        self._folder = folder
        self._vocabularies = vocabularies
        self._lock = RLock()
        self._name = ""
        self._engine: WhooshEngine | None = None

    @property
    def revision(self) -> int:
        """The revision of the generation in use; 0 where there is none yet."""
        return self._ask(lambda engine: engine.revision) if _current(self._folder) else 0

    def search(self, request: Search) -> Results:
        """Find items."""
        return self._ask(lambda engine: engine.search(request))

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """The items most like one item or text."""
        return self._ask(lambda engine: engine.similar(request))

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed."""
        return self._ask(lambda engine: engine.suggest(text, limit))

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """Better words for those that no item has."""
        listed = list(words)
        return self._ask(lambda engine: engine.spelling_suggestions(listed))

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each item's id and fingerprint."""
        return iter(self._ask(lambda engine: list(engine.fingerprints())))

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Take changes in one commit of the generation in use."""
        listed = list(changes)
        with _locked(self._folder):
            if not _current(self._folder):
                _replace(self._folder, lambda engine: engine.apply(listed, revision))
                return
            self._ask(lambda engine: engine.apply(listed, revision))

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Write a new generation and swap it in.

        Until then the old generation serves, and for good if this fails or is killed; what it left goes the
        next time.
        """
        with _locked(self._folder):
            _replace(self._folder, lambda engine: engine.rebuild(documents, revision))

    def verify(self) -> None:
        """Compare every file of the generation in use with its checksum."""
        self._ask(lambda engine: engine.verify())

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            if self._engine:
                self._engine.close()
            self._engine, self._name = None, ""

    def _ask(self, question: Callable[[WhooshEngine], T]) -> T:
        """Put a question to the generation in use, once more where it was swapped meanwhile."""
        for attempt in range(MAX_ATTEMPTS):
            engine = self._in_use()
            try:
                return question(engine)
            except IndexUnavailableError:
                if attempt == MAX_ATTEMPTS - 1 or self._in_use() is engine:
                    raise
        raise errors.missing(self._folder)

    def _in_use(self) -> WhooshEngine:
        with self._lock:
            name = _current(self._folder)
            if not name:
                raise errors.missing(self._folder)
            if self._engine is None or name != self._name:
                self.close()
                self._engine, self._name = WhooshEngine(self._folder / name, self._vocabularies), name
            return self._engine


def _current(folder: Path) -> str:
    """The name of the generation in use; "" where there is none."""
    with errors.reading(folder):
        try:
            name = (folder / "CURRENT").read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
    if not _NAME.fullmatch(name):
        raise errors.damaged(folder, "CURRENT names no generation")
    return name


def _named(folder: Path) -> str:
    """As `_current`, but "" also for a CURRENT that cannot be read."""
    try:
        return _current(folder)
    except IndexUnavailableError:
        return ""


def _replace(folder: Path, fill: Callable[[WhooshEngine], None]) -> None:
    """Fill a new generation and make it the one in use; on failure nothing is left of it."""
    with errors.writing(folder):
        in_use = _named(folder)
        _remove_but(folder, in_use)
        name = f"g{_number(in_use) + 1:06}-{secrets.token_hex(3)}"
        try:
            with closing(WhooshEngine.create(folder / name)) as engine:
                fill(engine)
                write_durably(folder / "CURRENT", f"{name}\n")
        finally:
            _remove_but(folder, _named(folder))


def _number(name: str) -> int:
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def _remove_but(folder: Path, kept: str) -> None:
    """Remove generations other than one; files that readers have open stay readable to them."""
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock against other writers."""
    with errors.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("a")
    with file:
        _wait_for(file.fileno(), folder)
        yield


def _wait_for(handle: int, folder: Path) -> None:
    end = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise errors.busy(folder) from None
            time.sleep(0.05)
        else:
            return
