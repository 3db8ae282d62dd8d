"""The benchmark of readers that follow a writer, over a small index."""

import pytest

from benchmarks import following


@pytest.mark.slow
def test_another_process_finds_every_commit(capsys: pytest.CaptureFixture[str]) -> None:
    assert following.main(["--items", "200", "--commits", "2"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("200 items; 2 commits of 5 items until another process found them")
    assert "other searches meanwhile" in told
