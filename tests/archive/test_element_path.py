"""What the styles of the elements around a text say of how it is set."""

import pytest

from archive.document import Block
from archive.element_path import TextStyle, text_style
from archive.models import Source
from archive.readers import read_documents

HEAD = """<style>.title { font: bold 1.5em serif } td .dim { color: #999; font-size: 10px }
.kicker { text-transform: uppercase; letter-spacing: 2px }</style>"""


def _blocks(markup: str) -> tuple[Block, ...]:
    page = f"<html><head>{HEAD}</head><body>{markup}</body></html>"
    [document] = read_documents(Source("page.html", "", page.encode()))
    return document.blocks


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Plain</p>", TextStyle()),
        ('<p style="font-size:14px; color: Red">Own</p>', TextStyle(size=14, color="red")),
        ('<div style="font-size:20px"><p class="title">Relative</p></div>', TextStyle(size=30, bold=True)),
        ('<p style="font-size: 12pt">Points</p>', TextStyle(size=16)),
        ('<p style="font-size: x-large"><b>Named</b></p>', TextStyle(size=24, bold=True)),
        ('<p style="font-size: 18px"><small style="font-size: 50%">Half</small></p>', TextStyle(size=9)),
        (
            '<div style="font-size:0px"><p>Not shown</p><p style="font-size:13px">x</p></div>',
            TextStyle(size=13),
        ),
        ('<table><tr><td><p class="dim">Dim</p></td></tr></table>', TextStyle(size=10, color="#999")),
        ('<p class="dim">Outside of a cell</p>', TextStyle()),
        ('<p class="dim" style="font-size: 11px">Own first</p>', TextStyle(size=11)),
        ('<p class="kicker">Politics</p>', TextStyle(capitals=True, spaced=True)),
        ('<font size="+1" color="#00f">Old</font>', TextStyle(size=18, color="#00f")),
        ('<font size="huge">Broken</font>', TextStyle()),
        ('<p style="font-size: 1.2.3px; letter-spacing: 0.0em">Broken</p>', TextStyle()),
    ],
)
def test_the_style_of_a_text_is_what_its_elements_and_the_style_sheet_give(
    markup: str, expected: TextStyle
) -> None:
    assert text_style(_blocks(markup)[0].path) == expected


def test_lines_of_one_element_have_the_style_of_their_own_words() -> None:
    title, text = _blocks('<p style="font-size: 15px"><b style="font-size: 22px">Title</b><br>The text.</p>')
    assert (text_style(title.path), text_style(text.path)) == (TextStyle(22, bold=True), TextStyle(15))
