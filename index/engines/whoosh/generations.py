"""Generations of an index: folders side by side, of which the file CURRENT names the one in use.

A rebuild fills a new generation and then replaces CURRENT in one step, so that searches go on meanwhile.

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
_MAX_ATTEMPTS = 5
"""How often an operation is tried again when the generation is swapped meanwhile."""

T = TypeVar("T")


class GenerationalEngine:
    """Implements `index.engine.Engine` by the generation in use, also after a swap.

    The first `apply` makes a generation where there is none. Completions use the labels of `vocabularies`.
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
        return self._call(lambda engine: engine.revision) if _generation_in_use(self._folder) else 0

    def search(self, request: Search) -> Results:
        """Find items."""
        return self._call(lambda engine: engine.search(request))

    def similar(self, request: Similar) -> tuple[Hit, ...]:
        """The items most like one item or text."""
        return self._call(lambda engine: engine.similar(request))

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed."""
        return self._call(lambda engine: engine.suggest(text, limit))

    def spelling_suggestions(self, words: Iterable[str]) -> Mapping[str, str]:
        """For each word that no item has, the nearest one, if any."""
        listed = list(words)
        return self._call(lambda engine: engine.spelling_suggestions(listed))

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Each item's id and fingerprint."""
        return iter(self._call(lambda engine: list(engine.fingerprints())))

    def apply(self, changes: Iterable[Change], revision: int) -> None:
        """Apply changes in one commit of the generation in use."""
        listed = list(changes)
        with _locked(self._folder):
            if not _generation_in_use(self._folder):
                _swap_in(self._folder, lambda engine: engine.apply(listed, revision))
                return
            self._call(lambda engine: engine.apply(listed, revision))

    def rebuild(self, documents: Iterable[IndexDocument], revision: int) -> None:
        """Write a new generation and swap it in.

        The old generation serves until then. It stays in use if this fails or is killed; the next rebuild
        removes what was left.
        """
        with _locked(self._folder):
            _swap_in(self._folder, lambda engine: engine.rebuild(documents, revision))

    def verify(self) -> None:
        """Compare every file of the generation in use with its checksum."""
        self._call(lambda engine: engine.verify())

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            if self._engine:
                self._engine.close()
            self._engine, self._name = None, ""

    def _call(self, operation: Callable[[WhooshEngine], T]) -> T:
        """Call the generation in use; a failure counts only if no other has been swapped in meanwhile."""
        for attempt in range(_MAX_ATTEMPTS):
            engine = self._engine_in_use()
            try:
                return operation(engine)
            except IndexUnavailableError:
                if attempt == _MAX_ATTEMPTS - 1 or self._engine_in_use() is engine:
                    raise
        raise errors.missing(self._folder)

    def _engine_in_use(self) -> WhooshEngine:
        with self._lock:
            name = _generation_in_use(self._folder)
            if not name:
                raise errors.missing(self._folder)
            if self._engine is None or name != self._name:
                self.close()
                self._engine, self._name = WhooshEngine(self._folder / name, self._vocabularies), name
            return self._engine


def _generation_in_use(folder: Path) -> str:
    """The name of the generation in use; "" where there is none."""
    with errors.reading(folder):
        try:
            name = (folder / "CURRENT").read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
    if not _NAME.fullmatch(name):
        raise errors.damaged(folder, "CURRENT names no generation")
    return name


def _readable_generation_in_use(folder: Path) -> str:
    """As `_generation_in_use`, but "" where CURRENT cannot be read."""
    try:
        return _generation_in_use(folder)
    except IndexUnavailableError:
        return ""


def _swap_in(folder: Path, fill: Callable[[WhooshEngine], None]) -> None:
    """Fill a new generation and make it the one in use; on failure remove it."""
    with errors.writing(folder):
        in_use = _readable_generation_in_use(folder)
        _remove_all_but(folder, in_use)
        name = f"g{_number(in_use) + 1:06}-{secrets.token_hex(3)}"
        try:
            with closing(WhooshEngine.create(folder / name)) as engine:
                fill(engine)
                write_durably(folder / "CURRENT", f"{name}\n")
        finally:
            _remove_all_but(folder, _readable_generation_in_use(folder))


def _number(name: str) -> int:
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def _remove_all_but(folder: Path, kept: str) -> None:
    """Remove all generations but one; readers may go on reading files that they have open."""
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; IndexUnavailableError after LOCK_TIMEOUT_SECONDS."""
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
