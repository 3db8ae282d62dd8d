"""Titles in two lines."""

from archive.document import Block, BlockKind
from archive.models import Link
from archive.splitting.lines.divided_titles import with_joined_titles

PATH = ("1\tp", "2\tb")


def _line(text: str, path: tuple[str, ...] = PATH, url: str = "", lead: str | None = None) -> Block:
    links = (Link(url, text, 0, len(text)),) if url else ()
    return Block(BlockKind.PARAGRAPH, text, lead=text if lead is None else lead, links=links, path=path)


def _texts(*blocks: Block) -> list[str]:
    return [block.text for block in with_joined_titles(blocks)]


def test_two_bold_lines_of_one_element_are_one_title() -> None:
    (title, text) = with_joined_titles(
        [_line("Council approves"), _line("a budget for libraries"), _line("It did so.", ("3\tp",), lead="")]
    )
    assert (title.text, title.lead) == ("Council approves a budget for libraries",) * 2
    assert text.text == "It did so."


def test_two_lines_of_one_link_are_one_title_with_that_link() -> None:
    url = "https://example.org/a"
    (title,) = with_joined_titles(
        [_line("Council approves", url=url, lead=""), _line("a budget", url=url, lead="")]
    )
    assert title.links == (Link(url, "Council approves a budget", 0, 25),)


def test_lines_of_two_elements_a_list_of_lines_and_sentences_stay_apart() -> None:
    assert len(_texts(_line("One"), _line("Two", ("1\tp", "3\tb")))) == 2
    assert len(_texts(_line("One"), _line("Two"), _line("Three"))) == 3
    assert len(_texts(_line("One:"), _line("Two"))) == 2
    assert len(_texts(_line("One", ()), _line("Two", ()))) == 2
