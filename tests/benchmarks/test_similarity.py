"""The fit of similarity's weights and the timing of `similar`, on a handful of made-up items."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks import similar_speed, similarity
from index.engine import SIMILARITY_WEIGHTS

PLACES = ("Peru", "Kenya", "Japan")
STORIES = ("Dam opens", "Harbour floods", "Bridge fails", "Miners strike")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sets in which items of a story share a country, and their words with items of other countries."""
    texts = [(f"{place} {n}", f"{story} in {place}.") for n, story in enumerate(STORIES) for place in PLACES]
    first = date(2025, 1, 1)
    rows = [
        {"_id": id_, "text": text, "metadata": {"date": str(first + timedelta(weeks=week))}}
        for week, (id_, text) in enumerate(texts)
    ]
    judged = [f"{place} {len(STORIES) - 1}\t{place} {n}\t1\n" for place in PLACES for n in range(3)]
    for name in similarity.SETS:
        folder = tmp_path / "data" / "retrieval" / name
        (folder / "qrels").mkdir(parents=True)
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / "corpus.jsonl").write_text(lines)
        (folder / "queries.jsonl").write_text(lines)
        (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(judged))
    monkeypatch.setenv("BRIEFINGS_SHARED", str(tmp_path))
    return tmp_path


def test_the_fit_and_what_each_weight_is_worth_are_printed(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shared.is_dir()
    assert similarity.main(["--fit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("fitted on half")]
    by_label = {line[:28].strip(): line[28:] for line in lines}
    assert "3 queries: nDCG@10 1.000" in by_label["the weights in use"]
    assert "3 queries: nDCG@10 1.000" not in by_label["without regions"]
    assert {"without nearness", "without topics", "without names", "words alone"} <= by_label.keys()


def test_every_weight_belongs_to_one_part_and_parts_scale_alone() -> None:
    facets = [facet for part in similarity.PARTS.values() for facet in part]
    assert sorted(facets) == sorted(SIMILARITY_WEIGHTS.facets)
    without = similarity.scaled(SIMILARITY_WEIGHTS, "regions", 0)
    assert without.facets == {**SIMILARITY_WEIGHTS.facets, "region": 0}
    assert similarity.scaled(SIMILARITY_WEIGHTS, "nearness", 0).facets == SIMILARITY_WEIGHTS.facets


def test_without_the_sets_the_benchmark_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFINGS_SHARED", str(tmp_path))
    assert similarity.main([]) == 0
    assert "left out" in capsys.readouterr().err


def test_both_ways_are_timed_and_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert similar_speed.main(["--items", "200", "--queries", "4"]) == 0
    printed = capsys.readouterr().out
    assert all(way in printed for way in similar_speed.WAYS)
    assert "ratio of the medians" in printed
