"""Segments merged, and segments built at once, hold the same: array by array."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import building, columns, gathering, merging, policy
from index.columnar.chunks import Chunks
from index.columnar.columns import unsqueezed
from index.columnar.container import Array
from index.columnar.gathering import Gathering, row_of
from index.columnar.merging import Source
from index.columnar.policy import Size
from index.documents import IndexDocument
from index.engine import Search
from index.fields import VALUED
from index.memory import MemoryEngine
from index.whoosh_engine import WhooshEngine
from tests.index import differential, worlds
from tests.index.samples import document

TEXTS = ("texts", "texts_at", "block", "slot")


def built(documents: Sequence[IndexDocument]) -> dict[str, Array]:
    made = Gathering(Chunks())
    for each in documents:
        made.add(row_of(each))
    return made.arrays()


def documents_of(seed: int, size: int) -> list[IndexDocument]:
    latest = {change.id: change.document for change in worlds.history(seed, [size])[0]}
    return [each for each in latest.values() if each]


def texts_of(arrays: dict[str, Array]) -> list[dict[str, str]]:
    data, ends = arrays["texts"].tobytes(), arrays["texts_at"].tolist()
    pairs = zip(arrays["block"].tolist(), arrays["slot"].tolist(), strict=True)
    return [unsqueezed(data[ends[block] : ends[block + 1]], slot) for block, slot in pairs]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 40), min_size=1, max_size=4), st.randoms())
def test_merging_gives_the_segment_that_would_have_been_built(
    seed: int, sizes: list[int], dice: object
) -> None:
    parts = [documents_of(seed + number, size) for number, size in enumerate(sizes)]
    lives = [np.array([dice.random() < 0.7 for _ in part], np.bool_) for part in parts]  # type: ignore[attr-defined]
    sources = [Source(built(part), live) for part, live in zip(parts, lives, strict=True)]
    merged = merging.merged(sources)
    kept = [
        each
        for part, live in zip(parts, lives, strict=True)
        for each, stays in zip(part, live, strict=True)
        if stays
    ]
    expected = built(kept)
    assert texts_of(merged) == texts_of(expected)
    facets = {name for name in expected if name.partition(".")[0] in {f.name for f in VALUED}}
    for name in expected.keys() - facets - set(TEXTS):
        assert merged[name].tolist() == expected[name].tolist(), name
        assert merged[name].dtype == expected[name].dtype, name


def test_full_segments_and_a_helper_change_nothing_in_the_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "ALONE", 10)
    monkeypatch.setattr(building, "BATCH", 3)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(gathering, "CHUNKS", 300)
    monkeypatch.setattr(gathering, "_AT_ONCE", 100)
    oracle, engine = MemoryEngine(), WhooshEngine.create(tmp_path / "index")
    documents = documents_of(5, 200)
    oracle.rebuild(documents, 1)
    engine.rebuild(iter(documents), 1)
    assert len(list((tmp_path / "index").glob("*.seg"))) > 3
    differential.assert_same_answer(oracle, engine, Search(limit=200, facets=("topic", "region")))
    assert dict(engine.fingerprints()) == dict(oracle.fingerprints())
    engine.verify()
    engine.close()


def test_texts_longer_than_a_segment_allows_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.columnar import inverting

    monkeypatch.setattr(inverting, "TOKENS", 4)
    arrays = built([document("a", body="one two three four five six")])
    assert arrays["body.lengths"].tolist() == [4]
    assert arrays["body.positions"].tolist() == [3, 0, 2, 1]


@pytest.mark.parametrize(
    ("sizes", "written", "chosen"),
    [
        ([], 5, []),
        ([(100, 100, 1)], 5, []),
        ([(9, 9, 1)], 5, [0]),
        ([(100, 100, 1), (9, 9, 1)], 5, [1]),
        ([(100, 201, 1)], 5, [0]),
        ([(65_532, 65_536, 1)], 5, []),
        ([(65_532, 65_536, 1), (0, 3, 1)], 0, [1]),
        ([(9, 9, policy.TOKENS + 1)], 5, []),
    ],
)
def test_a_commit_merges_what_is_small_or_mostly_gone(
    sizes: list[tuple[int, int, int]], written: int, chosen: list[int]
) -> None:
    assert policy.merged([Size(*size) for size in sizes], written) == chosen


def test_blocks_of_texts_give_back_any_text() -> None:
    texts = ["", "a\0b", "\ud800 half a pair", "São Paulo" * 99, "", "x"]
    block = columns.squeezed(texts)
    assert list(unsqueezed(block, 0).values()) == texts[:3]
    assert list(unsqueezed(block, 1).values()) == texts[3:]
