"""The engines that every engine test runs against, by name, and the table of what queries match."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from index.engine import Engine
from index.engines import open_engine
from index.engines.memory.engine import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": WhooshEngine.create,
    "generations": open_engine,
}
MATCHING = Path(__file__).parents[1] / "index" / "query" / "matching.toml"


def matching() -> dict[str, list[dict[str, object]]]:
    """The items and cases of the query language's table of matches."""
    return tomllib.loads(MATCHING.read_text("utf-8"))
