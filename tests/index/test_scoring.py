import math

import numpy as np
import pytest

from index import scoring
from index.fields import Field, FieldKind


def test_a_score_is_bm25f_worked_out_by_hand() -> None:
    """2 occurrences, boost 3, b 0.5, a field twice the average length; 1 of 4 items has the word."""
    field = Field("x", "X", FieldKind.TEXT, boost=3.0, b=0.5)
    combined = np.array([2]) / scoring.norms(field, np.array([20]), 10.0)
    assert combined.tolist() == [3 * 2 / 1.5]
    weight = math.log(1 + 3.5 / 1.5)
    assert scoring.idf(4, 1) == pytest.approx(weight)
    assert scoring.saturate(combined, weight).tolist() == [pytest.approx(4 / 5.2 * weight)]


def test_a_word_in_every_item_still_counts_a_little() -> None:
    assert 0 < scoring.idf(10, 10) < scoring.idf(10, 9)
