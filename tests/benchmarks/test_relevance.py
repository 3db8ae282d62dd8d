import json
import re
from pathlib import Path

import pytest

from benchmarks import relevance

SETS = Path(__file__).parents[3] / "shared" / "data" / "retrieval"
DOCUMENTS = [
    {"_id": "a", "title": "Gallium", "text": "Licences cover gallium.", "metadata": {"date": "2025-01-01"}},
    {"_id": "b", "title": "Steel", "text": "Tariffs on steel rise.", "metadata": {"date": "2025-02-01"}},
    {"_id": "c", "title": "Gallium again", "text": "More on gallium.", "metadata": {"date": "2025-03-01"}},
]


def _main(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr("sys.argv", ["relevance.py", *map(str, arguments)])
    relevance.main()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    query = {"_id": "c", "text": "gallium again?", "metadata": {"date": "2025-03-01"}}
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(document) + "\n" for document in DOCUMENTS))
    (tmp_path / "queries.jsonl").write_text(json.dumps(query) + "\n")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nc\ta\t1\n")
    return tmp_path


@pytest.mark.parametrize("engine", ["whoosh", "memory"])
@pytest.mark.parametrize(("route", "ranked"), [("similar", "c\ta\nc\tb\n"), ("search", "c\ta\n")])
def test_a_set_is_ranked_by_either_engine_on_either_road_and_the_run_is_written_down(
    folder: Path,
    engine: str,
    route: str,
    ranked: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`similar` also finds the item on steel, which shares a topic but no word."""
    run = folder / "run.tsv"
    _main(monkeypatch, folder, "--dated", "--engine", engine, "--route", route, "--run", run, "--peer")
    assert run.read_text() == ranked
    printed = capsys.readouterr().out
    assert f"{engine}, {route}: 1 queries: nDCG@10 1.000  recall@100 1.000  MRR 1.000" in printed
    assert "stock Whoosh: 1 queries: nDCG@10 1.000" in printed


@pytest.mark.slow
@pytest.mark.parametrize(("name", "ndcg", "recall"), [("cranfield", 0.381, 0.748), ("med", 0.704, 0.787)])
def test_the_ranking_is_not_below_plain_whoosh(
    name: str,
    ndcg: float,
    recall: float,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _hold(name, ndcg, recall, monkeypatch, capsys)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "ndcg", "recall"), [("current-events-threads", 0.52, 0.76), ("optech-citations", 0.672, 0.943)]
)
def test_earlier_items_of_a_story_and_those_that_editors_cite_come_first(
    name: str,
    ndcg: float,
    recall: float,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _hold(name, ndcg, recall, monkeypatch, capsys, "--dated")


def _hold(
    name: str,
    ndcg: float,
    recall: float,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *options: str,
) -> None:
    """The ranking of a set is at least as good as these figures."""
    if not (SETS / name).is_dir():
        pytest.skip(f"the retrieval set {name} is not beside the checkout")
    _main(monkeypatch, SETS / name, *options)
    found = re.search(r"nDCG@10 (\S+)  recall@100 (\S+)", capsys.readouterr().out)
    assert found
    assert float(found[1]) >= ndcg
    assert float(found[2]) >= recall
