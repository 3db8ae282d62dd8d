from pathlib import Path

import pytest

from archive.errors import BriefingsError, IndexUnavailableError
from index.engine import Engine, Search
from index.engines import open_engine
from tests.support.index_documents import CHANGES


@pytest.mark.parametrize("make", [str, Path])
def test_a_folder_is_an_address_and_what_is_put_there_is_found_by_the_next(
    tmp_path: Path, make: type[str] | type[Path]
) -> None:
    address = make(tmp_path / "a folder: with colons" / "index")
    for total in (0, 7):
        engine: Engine = open_engine(address)
        assert engine.revision == total
        engine.apply(CHANGES, 7)
        assert engine.search(Search()).total == 7
        engine.close()


def test_an_engine_in_memory_has_an_address_too() -> None:
    engine = open_engine("memory://")
    engine.apply(CHANGES, 7)
    assert engine.search(Search()).total == 7


@pytest.mark.parametrize("address", ["opensearch+https://search.example.org/briefings", "X://"])
def test_an_address_that_no_engine_has_is_one_line(address: str) -> None:
    with pytest.raises(IndexUnavailableError, match="there is no engine for the index") as caught:
        open_engine(address)
    assert isinstance(caught.value, BriefingsError)
    assert "\n" not in str(caught.value)
