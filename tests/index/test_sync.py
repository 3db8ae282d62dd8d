import pytest

from archive.errors import IndexUnavailableError
from index import sync
from index.engine import Engine, Search
from index.sync import catch_up, compare, repair
from tests.support.fake_store import FakeStore


def test_catching_up_brings_every_change_and_removal(empty: Engine) -> None:
    store = FakeStore().put("a", "b", "c")
    store.remove("b")
    assert catch_up(store, empty) == 4
    assert {hit.id for hit in empty.search(Search()).hits} == {"a", "c"}
    assert empty.revision == store.revision == 4
    assert compare(store, empty).agrees


def test_catching_up_again_has_nothing_to_do(empty: Engine) -> None:
    store = FakeStore().put("a", "b")
    catch_up(store, empty)
    assert catch_up(store, empty) == 0
    store.put("a", headline="Germanium")
    assert catch_up(store, empty) == 1
    assert compare(store, empty).agrees


def test_batches_are_commits_and_progress_is_told(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "BATCH_SIZE", 2)
    told: list[int] = []
    assert catch_up(FakeStore().put("a", "b", "c", "d", "e"), empty, told.append) == 5
    assert told == [2, 4, 5]
    assert empty.search(Search()).total == 5


def test_what_is_amiss_is_found_and_mended(empty: Engine) -> None:
    store = FakeStore().put("a", "b", "c", "d")
    catch_up(store, empty)
    store.spoil("a")
    del store.placed["b"]
    store.placed["e"] = FakeStore().put("e").placed["e"]
    store.put("d", headline="Later")
    found = compare(store, empty)
    assert (found.missing, found.extra, found.differing) == (("e",), ("b",), ("a", "d"))
    assert (found.indexed, found.stored, found.agrees) == (4, 5, False)
    assert repair(store, empty, found) == 4
    assert compare(store, empty).agrees


def test_an_index_ahead_of_its_store_is_not_taken_for_up_to_date(empty: Engine) -> None:
    catch_up(FakeStore().put("a", "b", "c"), empty)
    with pytest.raises(IndexUnavailableError, match="reindex --full"):
        catch_up(FakeStore().put("a"), empty)


def test_an_index_ahead_of_its_store_is_brought_back(empty: Engine) -> None:
    store = FakeStore().put("a", "b", "c")
    catch_up(store, empty)
    older = FakeStore().put("a")
    found = compare(older, empty)
    assert (found.extra, found.indexed, found.stored) == (("b", "c"), 3, 1)
    repair(older, empty, found)
    assert compare(older, empty).agrees
