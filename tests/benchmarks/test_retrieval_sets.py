import json
import math
from datetime import date
from pathlib import Path

import pytest

from benchmarks.retrieval_sets import Record, figures, read_retrieval_set


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [
        {"_id": "a", "title": "A", "text": "x", "metadata": {"date": "2025-03-04"}},
        {"_id": "b", "text": "y"},
    ]
    queries = [{"_id": "q", "text": "x?"}, {"_id": "r", "text": "y?"}]
    for name, records in (("corpus", documents), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (tmp_path / "qrels").mkdir()
    grades = "query-id\tcorpus-id\tscore\nq\ta\t2\nq\tb\t0\nr\tb\t1\nlost\ta\t1\n"
    (tmp_path / "qrels" / "test.tsv").write_text(grades)
    return tmp_path


def test_a_set_is_read_without_grades_of_nought_and_of_unknown_queries(folder: Path) -> None:
    collection = read_retrieval_set(folder)
    assert collection.documents == (Record("a", "A", "x", date(2025, 3, 4)), Record("b", "", "y", date.min))
    assert collection.grades == {"q": {"a": 2.0}, "r": {"b": 1.0}}


def test_a_perfect_ranking_has_figures_of_one(folder: Path) -> None:
    result = figures({"q": ["a"], "r": ["b"]}, read_retrieval_set(folder).grades)
    assert (result.queries, result.ndcg, result.recall, result.mrr) == (2, 1, 1, 1)


def test_a_query_without_results_counts_nought() -> None:
    result = figures({"q": ["a"]}, {"q": {"a": 1}, "r": {"b": 1}})
    assert (result.ndcg, result.recall, result.mrr) == (0.5, 0.5, 0.5)


def test_gains_are_graded_and_discounted_by_rank() -> None:
    result = figures({"q": ["x", "a", "b"]}, {"q": {"a": 1, "b": 2}})
    gain, ideal = 1 / math.log2(3) + 2 / 2, 2 + 1 / math.log2(3)
    assert result.ndcg == pytest.approx(gain / ideal)
    assert result.mrr == 0.5


def test_ndcg_looks_at_ten_results_and_recall_at_a_hundred() -> None:
    ranking = [str(number) for number in range(200)]
    result = figures({"q": ranking}, {"q": {"10": 1, "100": 1}})
    assert (result.ndcg, result.recall) == (0, 0.5)
