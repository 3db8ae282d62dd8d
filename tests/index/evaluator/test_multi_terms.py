"""Which words a pattern matches."""

import re

from index.engines.memory import occurrences
from index.evaluator.multi_terms import _regex


def test_a_pattern_of_many_stars_takes_no_time_to_fail() -> None:

    word = "a" * 128
    assert re.fullmatch(_regex("*a" * 40 + "*b"), word) is None
    assert re.fullmatch(_regex("*a" * 40 + "*"), word)
    assert not occurrences._glob(list("*a*b"), word)
