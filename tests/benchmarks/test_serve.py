"""The serving benchmark on a handful of items: servers start, every answer is 200, and the shares add up."""

from pathlib import Path

import pytest

from benchmarks import addresses, home, serve, servers
from benchmarks.asking import KINDS, Query
from benchmarks.shares import shares
from benchmarks.stories import Synthetic

ITEMS = 20
QUERY = Query("and", ("some", "words"))


@pytest.mark.slow
def test_page_api_and_datasette_answer_every_search(capsys: pytest.CaptureFixture[str]) -> None:
    code = serve.main(["--items", str(ITEMS), "--seconds", "0.2", "--connections", "2", "--workers", "1"])
    printed = capsys.readouterr().out
    assert code == 0, printed
    rows = [line.split("|")[1].strip() for line in printed.splitlines() if line.startswith("|")]
    assert rows[2:5] == ["search page", "search page, Datasette's log", "API"]
    if not servers.datasette_missing():
        assert rows[5] == "Datasette's page"
        assert "Page / Datasette's page on the same log" in printed
    assert "Within the server, /search" in printed


def test_the_shares_of_a_page_sum_to_one_and_name_each_part(tmp_path: Path) -> None:
    corpus = Synthetic(ITEMS)
    made = home.make(corpus.stories(), tmp_path / "home")
    word = next(corpus.stories()).headline.split()[0]
    found = shares(made.settings, [f"/search?q={word}"] * 3, warming=1)
    assert made.items == ITEMS
    assert {"engine", "store", "snippets", "template", "view models"} <= found.parts.keys()
    assert sum(found.parts.values()) == pytest.approx(1)
    assert found.total.count == 3


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(servers.NotServingError, match="no archive"), servers.briefings(tmp_path / "none", 1):
        pass


def test_both_sites_are_sent_the_same_searches() -> None:
    queries = [Query(kind, ("some", "words")) for kind in KINDS]
    ours, theirs = addresses.plain(queries, addresses.PAGE), addresses.datasette(queries)
    assert len(ours) == len(theirs) == len(KINDS) - 1
    assert all(one.split("q=")[1] in other for one, other in zip(ours, theirs, strict=True))


def test_a_log_of_ours_has_filters_dates_and_searches_without_words() -> None:
    log = " ".join(addresses.ours([QUERY] * 30, addresses.API))
    assert "region=142" in log
    assert "sort=newest" in log
