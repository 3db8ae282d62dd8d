import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.engine import Engine
from index.engines import open_engine
from index.engines.memory import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine
from tests.index.samples import CHANGES

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": WhooshEngine.create,
    "generations": open_engine,
}
MATCHING = Path(__file__).parent / "query" / "matching.toml"


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each engine in turn, with nothing in it."""
    engine = ENGINES[request.param](tmp_path / "index")
    yield engine
    engine.close()


@pytest.fixture(params=ENGINES, scope="module")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Each engine in turn, with the hand-made archive in two commits; not to be changed."""
    made = ENGINES[request.param](tmp_path_factory.mktemp("engine") / "index")
    made.apply(CHANGES[:5], 5)
    made.apply(CHANGES[5:], 7)
    yield made
    made.close()


def matching() -> dict[str, list[dict[str, object]]]:
    """The items and cases of the query language's table of matches."""
    return tomllib.loads(MATCHING.read_text("utf-8"))
