"""Segments merged, and segments built at once, hold the same: array by array."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import columns, document_buffer, merge_policy, merger, segment_writer
from index.columnar.arrays import Array
from index.columnar.batch import BatchInverter
from index.columnar.columns import decompress_texts
from index.columnar.document_buffer import DocumentBuffer
from index.columnar.merge_policy import SegmentSize
from index.columnar.merger import MergeSource
from index.columnar.segment_writer import SegmentWriter
from index.columnar.term_dictionary import encode_utf8
from index.documents import IndexDocument
from index.engine import Search
from index.engines.memory.engine import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine
from index.fields import VALUE_FIELDS
from tests.support import differential, generators
from tests.support.index_documents import document

TEXTS = ("texts", "texts_at", "block", "slot")


def built(documents: Sequence[IndexDocument]) -> dict[str, Array]:
    made = segments(documents)
    if made:
        return dict(made[0])
    batch_inverter, buffer = BatchInverter(), DocumentBuffer()
    return buffer.arrays([batch_inverter.invert(buffer.add([]))], batch_inverter.lexicon)


def segments(documents: Sequence[IndexDocument]) -> list[Mapping[str, Array]]:
    made: list[Mapping[str, Array]] = []
    with SegmentWriter(made.append) as builder:
        builder.add(documents)
        builder.finish()
    return made


def assert_same(one: Mapping[str, Array], other: Mapping[str, Array], but: Collection[str] = ()) -> None:
    assert one.keys() == other.keys()
    for name in one.keys() - set(but):
        assert one[name].tolist() == other[name].tolist(), name
        assert one[name].dtype == other[name].dtype, name


def documents_of(seed: int, size: int) -> list[IndexDocument]:
    latest = {change.id: change.document for change in generators.history(seed, [size])[0]}
    return [each for each in latest.values() if each]


def texts_of(arrays: dict[str, Array]) -> list[dict[str, str]]:
    data, ends = arrays["texts"].tobytes(), arrays["texts_at"].tolist()
    pairs = zip(arrays["block"].tolist(), arrays["slot"].tolist(), strict=True)
    return [decompress_texts(data[ends[block] : ends[block + 1]], slot) for block, slot in pairs]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 40), min_size=1, max_size=4), st.randoms())
def test_merging_gives_the_segment_that_would_have_been_built(
    seed: int, sizes: list[int], dice: object
) -> None:
    parts = [documents_of(seed + number, size) for number, size in enumerate(sizes)]
    lives = [np.array([dice.random() < 0.7 for _ in part], np.bool_) for part in parts]  # type: ignore[attr-defined]
    sources = [MergeSource(built(part), live) for part, live in zip(parts, lives, strict=True)]
    merged = merger.merge(sources)
    kept = [
        each
        for part, live in zip(parts, lives, strict=True)
        for each, stays in zip(part, live, strict=True)
        if stays
    ]
    expected = built(kept)
    assert texts_of(merged) == texts_of(expected)
    facets = {name for name in expected if name.partition(".")[0] in {field.name for field in VALUE_FIELDS}}
    assert_same(merged, expected, facets | set(TEXTS))


@pytest.mark.parametrize("batch", [1, 3, 8])
def test_batches_of_any_size_make_the_same_segment(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = documents_of(7, 60)
    whole = built(documents)
    monkeypatch.setattr(segment_writer, "BATCH_DOCS", batch)
    assert_same(built(documents), whole, TEXTS)
    assert texts_of(built(documents)) == texts_of(whole)


def test_a_second_process_makes_the_same_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = documents_of(8, 300)
    monkeypatch.setattr(segment_writer, "BATCH_DOCS", 4)
    monkeypatch.setattr(document_buffer, "MAX_SEGMENT_BYTES", 20_000)
    alone = segments(documents)
    monkeypatch.setattr(segment_writer, "MIN_HELPED_DOCS", 8)
    monkeypatch.setattr(segment_writer, "cpu_count", lambda: 2)
    helped = segments(documents)
    assert len(helped) == len(alone) > 1
    for one, other in zip(helped, alone, strict=True):
        assert_same(one, other)


def test_a_second_process_that_stops_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_writer, "BATCH_DOCS", 4)
    monkeypatch.setattr(segment_writer, "MIN_HELPED_DOCS", 8)
    monkeypatch.setattr(segment_writer, "cpu_count", lambda: 2)
    documents = documents_of(8, 60)
    with SegmentWriter(lambda _: None) as builder:
        builder.add(documents[:16])
        assert builder._helper
        builder._helper._process.kill()
        builder._helper._process.wait()
        with pytest.raises(OSError, match="has stopped"):
            builder.add(documents[16:] * 2)


def test_full_segments_and_a_helper_change_nothing_in_the_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_writer, "BATCH_DOCS", 3)
    monkeypatch.setattr(segment_writer, "MIN_HELPED_DOCS", 6)
    monkeypatch.setattr(segment_writer, "cpu_count", lambda: 2)
    monkeypatch.setattr(document_buffer, "MAX_SEGMENT_BYTES", 2000)
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
    from index.columnar import inverter

    monkeypatch.setattr(inverter, "MAX_FIELD_TOKENS", 4)
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
        ([(9, 9, merge_policy.MAX_MERGED_TOKENS + 1)], 5, []),
    ],
)
def test_a_commit_merges_what_is_small_or_mostly_gone(
    sizes: list[tuple[int, int, int]], written: int, chosen: list[int]
) -> None:
    assert merge_policy.segments_to_merge([SegmentSize(*size) for size in sizes], written) == chosen


def test_blocks_of_texts_give_back_any_text() -> None:
    texts = ["", "a\0b", "\ud800 half a pair", "São Paulo" * 99, "", "x"]
    block = columns.compress_texts(list(map(encode_utf8, texts)))
    assert list(decompress_texts(block, 0).values()) == texts[:3]
    assert list(decompress_texts(block, 1).values()) == texts[3:]
