"""Labels in front of takeaways."""

import pytest

from archive.takeaway_label import holds_takeaway, without_label

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


def test_a_paragraph_holds_a_takeaway_with_or_without_a_label() -> None:
    assert holds_takeaway(JUDGEMENT, JUDGEMENT)
    assert holds_takeaway(f"**Our reading:** {JUDGEMENT}", JUDGEMENT)
    assert holds_takeaway(f"Our view – {JUDGEMENT}", JUDGEMENT)
    assert not holds_takeaway(JUDGEMENT, "")
    assert not holds_takeaway(
        f"The council met on Monday and, as expected, passed it. {JUDGEMENT}", JUDGEMENT
    )
