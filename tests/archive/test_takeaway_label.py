"""Labels in front of takeaways."""

import pytest

from archive.takeaway_label import without_label

JUDGEMENT = (
    "The vote signals that the coalition is likely to hold, and it leaves the opposition without a theme."
)


@pytest.mark.parametrize(
    "label", ["Takeaway: ", "Why it matters: ", "**Bottom line:** ", "OUR TAKE – ", "So what? "]
)
def test_a_takeaway_can_do_without_its_label(label: str) -> None:
    assert without_label(label + JUDGEMENT) == JUDGEMENT


@pytest.mark.parametrize(
    "text", [JUDGEMENT, "Takeaway:", "Take that away: it costs.", "Looking ahead: snow.", ""]
)
def test_a_takeaway_without_a_label_keeps_all_its_words(text: str) -> None:
    assert without_label(text) == text
