"""Random archives, random requests: the Whoosh engine answers as the oracle does."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engine import Hit, Search
from index.engines.memory.engine import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import Term
from tests.support import differential, generators


@pytest.mark.slow
def test_random_requests_get_the_oracles_answer(tmp_path: Path) -> None:
    assert differential.run(tmp_path, 200) >= 200


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), sizes=st.lists(st.integers(0, 12), min_size=1, max_size=5), data=st.data())
def test_random_histories_end_in_the_oracles_state(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int], data: st.DataObject
) -> None:
    oracle, engine = MemoryEngine(), WhooshEngine.create(tmp_path_factory.mktemp("history") / "index")
    try:
        for revision, changes in enumerate(generators.history(seed, sizes), 1):
            oracle.apply(changes, revision)
            engine.apply(changes, revision)
            differential.assert_same_answer(oracle, engine, data.draw(generators.searches))
        assert dict(engine.fingerprints()) == dict(oracle.fingerprints())
    finally:
        engine.close()


def test_a_difference_would_be_seen() -> None:
    oracle, other = MemoryEngine(), MemoryEngine()
    documents = [change.document for change in generators.history(1, [30])[0] if change.document]
    oracle.rebuild(documents, 1)
    other.rebuild([document for document in documents if document.id != documents[0].id], 1)
    with pytest.raises(AssertionError):
        differential.assert_same_answer(oracle, other, Search(Term("tariff"), facets=("region",), limit=50))
    with pytest.raises(AssertionError):
        differential.assert_same_hits((Hit("a", 1.0),), (Hit("a", 1.00001),))
