"""Bylines, dates, reading times and captions are no headlines."""

import pytest

from archive.splitting.lines.beside_headlines import stands_beside_headline


@pytest.mark.parametrize(
    "text",
    [
        *("By Anna Berg", "by Tomás Ruiz", "(Mei Tanaka)", "— Olu Adeyemi", "Author: Clara Voss"),
        *("12 March 2025", "March 17, 2025", "4 min read", "Reading time: 7 minutes", "(3 min)"),
        *("By Anna Berg | 3 March 2025 | 4 min read", "Anna Berg · 12 March 2025", "5 min read – Priya Nair"),
        *(
            "Photo: Anna Berg",
            "[Image: the harbour at night]",
            "The harbour, seen from Hill 4. Photo: Eli Sharon",
        ),
    ],
)
def test_a_line_about_a_headline_stands_beside_it(text: str) -> None:
    assert stands_beside_headline(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Anna Berg",
            "Council approves the budget",
            "By the numbers",
            "March of the volunteers",
            "2024 in review",
        ),
        *("(In)visible cities", "Photo finish at the harbour race", "Ruiz, Tanaka and Voss win", ""),
        "By a narrow vote, the council approves the budget",
    ],
)
def test_a_headline_stands_beside_none(text: str) -> None:
    assert not stands_beside_headline(text)
