import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.evaluator.top_k import kth_highest, kth_highest_bound


@given(st.integers(1, 6000), st.integers(1, 3000), st.integers(1, 40), st.integers(0, 99))
def test_the_threshold_is_the_number_that_sorting_finds(size: int, count: int, most: int, seed: int) -> None:
    numbers = np.random.default_rng(seed).integers(0, most, size) ** 3
    count = min(count, size)
    assert kth_highest(numbers, count) == np.sort(numbers)[-count]


@given(st.integers(1, 6000), st.integers(1, 3000), st.integers(0, 99))
def test_as_many_numbers_as_asked_for_reach_the_bar(size: int, count: int, seed: int) -> None:
    numbers = np.random.default_rng(seed).random(size)
    count = min(count, size)
    assert np.count_nonzero(numbers >= kth_highest_bound(numbers, count)) >= count
