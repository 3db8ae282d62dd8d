"""The ingest benchmark over a few small issues."""

from pathlib import Path

import pytest

from benchmarks import ingest
from benchmarks.profiler import Profiler
from tests.support.command import write_issues


def test_every_part_is_named_with_its_rate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest.main([str(write_issues(tmp_path, 2)), "--all-cores"]) == 0
    told = capsys.readouterr().out
    for part in ("reading", "splitting", "tagging", "storing", "indexing", "all"):
        assert f"\n| {part} " in told
    assert "2 issues, 8 items; 0 files refused or held" in told


def test_without_an_issue_the_benchmark_fails(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert ingest.main([str(tmp_path), "--all-cores"]) == 1


def test_a_part_does_not_count_what_the_parts_inside_it_took() -> None:
    profiler = Profiler()
    with profiler.part("outer"), profiler.part("inner"):
        sum(range(200_000))
    assert profiler.seconds_by_part["inner"] > profiler.seconds_by_part["outer"]
    assert sum(profiler.shares().values()) == pytest.approx(1)
