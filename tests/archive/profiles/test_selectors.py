"""CSS selectors over what a block stands in."""

import pytest

from archive.document import Block
from archive.models import Source
from archive.profiles.selectors import SelectorError, first_match, parse_selectors
from archive.readers import read_documents

PAGE = b"""<html><head><title>t</title></head><body id="top"><div class="wrap main"><table class="outer"><tr>
<td class="story first" bgcolor="#fff"><h3 style="color: red">One</h3><p>Text of one.</p></td>
<td class="story"><h3>Two</h3><div><p class="lead">Text of two.</p></div></td></tr></table>
<p role="note">Footer text.</p></div></body></html>"""
BLOCKS: dict[str, Block] = {
    block.text: block for block in read_documents(Source("page.html", "", PAGE))[0].blocks if block.text
}


def selected(selector: str) -> list[str]:
    return [text for text, block in BLOCKS.items() if first_match(parse_selectors(selector), block.path) >= 0]


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("h3", ["One", "Two"]),
        (".story", ["One", "Text of one.", "Two", "Text of two."]),
        ("td.story.first", ["One", "Text of one."]),
        (".story p", ["Text of one.", "Text of two."]),
        (".story > p", ["Text of one."]),
        ("#top .lead, .first h3", ["One", "Text of two."]),
        ("[bgcolor]", ["One", "Text of one."]),
        ('[style*="red"]', ["One"]),
        ("p[role=note]", ["Footer text."]),
        ("body *", list(BLOCKS)),
        (".main.wrap > table td > div > p.lead", ["Text of two."]),
        (".story table", []),
        ("section", []),
    ],
)
def test_a_selector_selects_what_css_says(selector: str, texts: list[str]) -> None:
    assert selected(selector) == texts


def test_the_element_selected_is_the_same_for_all_in_it_and_another_for_all_others() -> None:
    story = parse_selectors(".story")
    numbers = [first_match(story, block.path) for block in BLOCKS.values()]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert numbers[4] == -1


@pytest.mark.parametrize(
    "text", ["", "p,", "> p", "p >", "p::before", "a:hover", "p + p", "[href]", "p div#", "{"]
)
def test_what_is_no_selector_here_is_refused(text: str) -> None:
    with pytest.raises(SelectorError):
        parse_selectors(text)
