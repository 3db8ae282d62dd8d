"""The serving benchmark on a handful of items: servers start, every answer is 200, and the shares add up."""

from pathlib import Path

import pytest

from benchmarks import request_urls, serve, served_archive, servers
from benchmarks.corpora import SyntheticCorpus
from benchmarks.page_profile import profile_page
from benchmarks.queries import KINDS, Query

ITEMS = 20
QUERY = Query("and", ("some", "words"))


@pytest.mark.slow
def test_page_api_and_datasette_answer_every_search(capsys: pytest.CaptureFixture[str]) -> None:
    code = serve.main(["--items", str(ITEMS), "--seconds", "0.2", "--connections", "2", "--workers", "1"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    rows = [line.split("|")[1].strip() for line in printed.splitlines() if line.startswith("|")]
    assert rows[2:5] == ["search page", "search page, Datasette's log", "API"]
    if not servers.datasette_missing_reason():
        assert rows[5] == "Datasette's page"
        assert "Page / Datasette's page on the same log" in printed
    assert "Within the server, /search" in printed


def test_the_shares_of_a_page_sum_to_one_and_name_each_part(tmp_path: Path) -> None:
    corpus = SyntheticCorpus(ITEMS)
    made = served_archive.make_archive(corpus.stories(), tmp_path / "home")
    word = next(corpus.stories()).headline.split()[0]
    found = profile_page(made.settings, [f"/search?q={word}"] * 3, warm_up=1)
    assert made.items == ITEMS
    assert {"engine", "store", "snippets", "template", "view models"} <= found.parts.keys()
    assert sum(found.parts.values()) == pytest.approx(1)
    assert found.total.count == 3


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(servers.NotServingError, match="no archive"), servers.briefings(tmp_path / "none", 1):
        pass


def test_both_sites_are_sent_the_same_searches() -> None:
    queries = [Query(kind, ("some", "words")) for kind in KINDS]
    ours, theirs = request_urls.shared_urls(queries, request_urls.PAGE), request_urls.datasette_urls(queries)
    assert len(ours) == len(theirs) == len(KINDS) - 1
    assert all(one.split("q=")[1] in other for one, other in zip(ours, theirs, strict=True))


def test_a_log_of_ours_has_filters_dates_and_searches_without_words() -> None:
    log = " ".join(request_urls.briefings_urls([QUERY] * 30, request_urls.API))
    assert "region=142" in log
    assert "sort=newest" in log
