"""Opens an engine by its address: the only module that knows all engines, none of which knows another."""

import re
from collections.abc import Callable
from pathlib import Path

from archive.errors import IndexUnavailableError
from archive.vocabularies import SHIPPED, Vocabularies
from index.engine import Engine

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


def open_engine(address: str | Path, vocabularies: Vocabularies = SHIPPED) -> Engine:
    """The engine at an address: `memory://`, or the path of a folder for Whoosh.

    Completions name topics as the vocabularies do. Opening reads nothing: an index that is missing or damaged
    shows when it is first used. Raises IndexUnavailableError for a scheme that no engine has.
    """
    match = _ADDRESS.fullmatch(str(address))
    if match is None:
        return _whoosh(str(address), vocabularies)
    scheme = match["scheme"].lower()
    if scheme not in _ENGINES:
        raise IndexUnavailableError(
            f"there is no engine for the index {scheme}://…; BRIEFINGS_INDEX must name a folder"
        )
    return _ENGINES[scheme](match["rest"], vocabularies)


def _whoosh(folder: str, vocabularies: Vocabularies) -> Engine:
    from index.engines.whoosh.generations import GenerationalEngine

    return GenerationalEngine(Path(folder), vocabularies)


def _memory(_: str, vocabularies: Vocabularies) -> Engine:
    from index.engines.memory.engine import MemoryEngine

    return MemoryEngine(vocabularies)


_ENGINES: dict[str, Callable[[str, Vocabularies], Engine]] = {"memory": _memory}
"""By scheme, what opens an engine from the rest of its address; it imports the engine only then."""
