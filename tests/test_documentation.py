"""What the documentation names is there: the files of the code that it leads to."""

import re

import pytest

from tests.conftest import REPOSITORY

_PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "docs/architecture.md",
    "docs/index-files.md",
    "docs/release.md",
)
_PATH = re.compile(
    r"(?<![\w./*-])((?:archive|index|app|templates|tests|benchmarks|docs|tools)/[\w./-]*)(?![\w*])"
)
_TO_COME = {"archive/citing/"}
"""Rooms that CONTRIBUTING.md says are not there yet."""


@pytest.mark.parametrize("page", _PAGES)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    text = (REPOSITORY / page).read_text("utf-8")
    named = {path.rstrip(".") for path in _PATH.findall(text)} - _TO_COME
    assert [path for path in sorted(named) if not (REPOSITORY / path).exists()] == []
