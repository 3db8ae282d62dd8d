from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Engine
from tests.support.engines import ENGINES
from tests.support.index_documents import CHANGES


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
