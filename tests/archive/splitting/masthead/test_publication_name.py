"""Names of publications, from titles and from file names."""

import pytest

from archive.splitting.masthead.publication_name import PublicationName, name_of_file, read_name


@pytest.mark.parametrize(
    ("title", "name", "number"),
    [
        ("City Letter #12: A spring special", "City Letter", "12"),
        ("This Week in Ports 321", "This Week in Ports", "321"),
        ("Events: 14 July 2020", "Events", ""),
        ("Harbour Review, Issue 7", "Harbour Review", "7"),
        ("Outlook for Europe 2026", "Outlook for Europe 2026", ""),
        ("Special edition: City Letter", "City Letter", ""),
        ("", "", ""),
    ],
)
def test_titles_lose_their_dates_and_numbers(title: str, name: str, number: str) -> None:
    assert read_name(title) == PublicationName(name, number)


def test_a_file_name_gives_a_name_where_nothing_else_does() -> None:
    assert name_of_file("2026-02-06-harbour_letter.md") == "Harbour Letter"
    assert name_of_file("2026-02-06.html") == ""
