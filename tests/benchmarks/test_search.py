"""The search benchmark on a handful of items: what it prints, and that it notices engines that disagree."""

import json
from pathlib import Path

import pytest

from benchmarks import engine_process, peers, search, search_report
from benchmarks.corpora import JsonLinesCorpus, SyntheticCorpus
from benchmarks.made_up_words import is_stable, stemmed_words
from benchmarks.peers import Mode
from benchmarks.queries import KINDS, Query, QuerySampler
from benchmarks.search_results import EngineResults, SearchRun
from index import analysis

ITEMS = 20


@pytest.fixture(scope="module")
def run() -> SearchRun:
    present = [name for name in peers.NAMES if not peers.missing_reason(name)]
    return search.measure(SyntheticCorpus(ITEMS), present, each=4, seed=1)


@pytest.mark.slow
def test_all_engines_agree_on_every_count(run: SearchRun) -> None:
    assert run.differing == []


def test_ours_sqlite_and_stock_whoosh_always_take_part(run: SearchRun) -> None:
    assert {"ours", "fts5", "stock"} <= {engine.name for engine in run.engines}


def test_every_kind_and_mode_is_timed_as_often_as_asked(run: SearchRun) -> None:
    for engine in run.engines:
        times = 1 if engine.name == "stock" else 4
        assert {pair: len(seconds) for pair, seconds in engine.asked.items()} == {
            (kind, mode): times for kind in KINDS for mode in Mode
        }


def test_every_engine_is_measured_in_size_memory_and_commits(run: SearchRun) -> None:
    for engine in run.engines:
        assert min(engine.size, engine.build_peak, engine.peak, engine.build, engine.first_answer) > 0
        assert len(engine.commits) == 10


def test_the_report_has_a_row_a_measure_and_a_ratio_to_each_rival(run: SearchRun) -> None:
    lines = search_report.report_text(run).splitlines()
    assert "ours/stock" in lines[0]
    assert sum(line.startswith("|") for line in lines) == 2 + 6 + len(KINDS) * len(Mode)
    assert "All engines agreed" in lines[-1]


def test_engines_that_differ_are_named_with_the_query() -> None:
    run = SearchRun(1, 0.0, [EngineResults("ours"), EngineResults("fts5")])
    asked = [(Query("word", ("some",)), Mode.BOTH)]
    one, other = peers.Answer(3, {"topic": {"trade": 3}}), peers.Answer(4, {"topic": {"trade": 4}})
    search.record_differences(run, asked, [{0: one}, {0: other}])
    assert "ours 3, fts5 4" in run.differing[0]
    assert "counts the facet topic unlike ours" in run.differing[1]


def test_what_fails_in_a_child_is_told_with_its_name(tmp_path: Path) -> None:
    with (
        engine_process.EngineProcess("fts5", tmp_path / "none") as process,
        pytest.raises(engine_process.EngineProcessError, match="fts5"),
    ):
        process.build(tmp_path / "no-corpus")


def test_an_unknown_engine_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match="there is no engine lucene"):
        search.main(["--engines", "lucene"])


@pytest.mark.slow
def test_the_same_seed_gives_the_same_items_and_another_seed_others() -> None:
    first, again = list(SyntheticCorpus(ITEMS, 3).stories()), list(SyntheticCorpus(ITEMS, 3).stories())
    assert first == again
    assert first != list(SyntheticCorpus(ITEMS, 4).stories())


def test_the_analysis_leaves_every_made_up_word_alone() -> None:
    for story in SyntheticCorpus(ITEMS).stories():
        assert analysis.terms(story.body) == story.body.split()


def test_real_items_are_read_and_their_words_settled(tmp_path: Path) -> None:
    line = {
        "headline": "Tariffs were blocked",
        "text": "U.S. duties’ rise",
        "date": "2025-04-03",
        "topics": ["Trade"],
    }
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(line) + "\n", "utf-8")
    (story,) = JsonLinesCorpus(path).stories()
    assert story.headline == "tariff were block"
    assert (story.day.isoformat(), story.topics) == ("2025-04-03", ("trade",))


def test_settled_words_are_stable() -> None:
    text = "The authorities' organisations generalizations, happily flying 1,000 ponies in São Tomé"
    assert all(is_stable(word) for word in stemmed_words(text).split())


def test_queries_are_the_same_for_the_same_items_and_their_phrases_occur() -> None:
    def drawn() -> list[Query]:
        sampler = QuerySampler(5)
        for story in SyntheticCorpus(ITEMS).stories():
            sampler.add(story.document())
        return sampler.queries(6)

    queries = drawn()
    assert queries == drawn()
    texts = [f" {s.headline} . {s.takeaway} . {s.body} " for s in SyntheticCorpus(ITEMS).stories()]
    for query in queries:
        if query.kind == "phrase":
            assert any(f" {' '.join(query.words)} " in text for text in texts)
