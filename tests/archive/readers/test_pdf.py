"""PDF files: lines, columns, running heads, and what their metadata is worth."""

import pytest

from archive.document import BlockKind
from archive.models import Source
from archive.readers import read_documents
from archive.readers.pdf.running_heads import strip_running_heads
from tests.support.document_factories import Line, pdf_of

_LINE = "The quay is open, and the ferry sails again at nine."


def _texts(data: bytes, name: str = "issue") -> list[str]:
    return [block.text for document in read_documents(Source(name, "", data)) for block in document.blocks]


def test_a_pdf_whose_table_of_objects_is_not_where_it_says_is_read() -> None:
    data = pdf_of([[Line(60, 700, _LINE)]])
    assert _texts(data.replace(b"startxref\n", b"startxref\n9")) == [_LINE]


def test_a_pdf_is_known_behind_blanks_and_a_mark() -> None:
    assert _texts(b"\xef\xbb\xbf\n\n" + pdf_of([[Line(60, 700, _LINE)]])) == [_LINE]


def _page(number: int, *lines: Line) -> list[Line]:
    head = [Line(60, 800, "Harbour Watch, 6 February 2026"), Line(290, 30, str(number + 7))]
    words = ("quays", "cranes", "locks", "tugs", "docks")
    return [
        *head,
        *lines,
        *(Line(60, 700 - 40 * n, f"{_LINE} So say the {words[number]}.") for n in range(4)),
    ]


def test_running_heads_stand_once_and_page_numbers_not_at_all() -> None:
    texts = _texts(pdf_of([_page(number) for number in range(5)]))
    assert texts.count("Harbour Watch, 6 February 2026") == 1
    assert texts[0] == "Harbour Watch, 6 February 2026"
    assert not any(text.isdecimal() for text in texts)
    assert sum("So say" in text for text in texts) == 20


def test_a_number_at_the_edge_of_one_page_is_no_page_number() -> None:
    assert "12" in _texts(pdf_of([[Line(60, 700, _LINE), Line(60, 600, "12")], [Line(60, 700, _LINE)]]))


def test_a_running_foot_is_kept_as_matter() -> None:
    pages = [_page(number, Line(60, 45, "Reprints by permission only")) for number in range(3)]
    (document,) = read_documents(Source("issue.pdf", "", pdf_of(pages)))
    assert document.back_matter == ("Reprints by permission only",)
    assert "Reprints by permission only" not in [block.text for block in document.blocks]


def test_two_copies_of_one_page_are_both_kept() -> None:
    page = [Line(60, 700, "Dear readers,"), Line(60, 660, _LINE), Line(60, 620, "The editors")]
    assert _texts(pdf_of([page, page])).count(_LINE) == 2


def test_bullets_that_are_drawn_make_entries_of_a_list() -> None:
    stories = [("Quays", 80), ("The eastern quay", 100), ("Cranes", 80)]
    lines = [
        Line(x, 700 - 14 * n, text, drawn=f"{x - 12} {702 - 14 * n} 4 4 re f")
        for n, (text, x) in enumerate(stories)
    ]
    (document,) = read_documents(Source("issue.pdf", "", pdf_of([[Line(60, 730, _LINE), *lines]])))
    assert [(block.kind, block.level, block.text) for block in document.blocks[1:]] == [
        (BlockKind.LIST_ITEM, 1, "Quays"),
        (BlockKind.LIST_ITEM, 2, "The eastern quay"),
        (BlockKind.LIST_ITEM, 1, "Cranes"),
    ]


def test_spaces_that_are_only_left_blank_are_read() -> None:
    words = [Line(60, 700, "The"), Line(79, 700, "quay"), Line(103, 700, "opens.")]
    assert _texts(pdf_of([[*words, Line(60, 660, _LINE)]]))[0] == "The quay opens."


def test_words_of_spaced_letters_are_joined() -> None:
    page = [Line(60, 700, "A F R I C A   A N D   A S I A"), Line(60, 660, _LINE)]
    assert _texts(pdf_of([page])) == ["AFRICA AND ASIA", _LINE]


def test_a_head_that_says_the_masthead_again_does_not_cut_a_story() -> None:
    first = [Line(60, 780, "Harbour Watch", 24, bold=True), Line(60, 750, "London, 6 February 2026")]
    column = [Line(60, 700 - 12 * n, line) for n, line in enumerate([_LINE, "The harbour master expects a"])]
    second = [Line(60, 800, "Harbour Watch, 6 February 2026"), Line(60, 760, "backlog of lorries.")]
    (document,) = read_documents(Source("issue.pdf", "", pdf_of([[*first, *column], second])))
    assert document.blocks[-1].text == f"{_LINE} The harbour master expects a backlog of lorries."
    assert document.back_matter == ("Harbour Watch, 6 February 2026",)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The lor-", "ries wait.", "The lorries wait."),
        ("The EU-", "funded quay.", "The EU-funded quay."),
        ("The Asia-", "Pacific quay.", "The Asia-Pacific quay."),
        ("A long-term plan and a long-", "term view.", "A long-term plan and a long-term view."),
        ("In 2024-", "made ships.", "In 2024-made ships."),
        ("A return-to-", "port order.", "A return-to-port order."),
        ("A return-", "to-port order.", "A return-to-port order."),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_unless_the_word_has_it(
    first: str, second: str, joined: str
) -> None:
    assert _texts(pdf_of([[Line(60, 700, first), Line(60, 688, second), Line(60, 640, _LINE)]]))[0] == joined


def test_pages_that_are_pictures_alone_are_named() -> None:
    scan = [Line(0, 0, "", drawn="q 400 0 0 400 60 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")]
    pages = [[Line(60, 700 - 14 * n, _LINE) for n in range(4)], scan, [], scan]
    (document,) = read_documents(Source("issue.pdf", "", pdf_of(pages)))
    assert document.warnings == (
        "issue.pdf: pages 2, 4 are pictures without text; run text recognition (OCR) to have all of it",
    )


def test_pages_without_lines_have_nothing_running() -> None:
    assert strip_running_heads([[], []]).pages == ((), ())


def test_a_document_without_a_date_is_not_dated_by_the_day_it_was_saved() -> None:
    data = pdf_of([[Line(60, 700, _LINE)]], "/CreationDate (D:20260206101500Z)")
    (document,) = read_documents(Source("issue.pdf", "", data))
    assert document.metadata == {"created": "2026-02-06"}


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Harbour Watch 12", "Harbour Watch 12"),
        ("Microsoft Word - draft.doc", ""),
        ("draft3.indd", ""),
        ("issue", ""),
    ],
)
def test_the_title_of_a_pdf_is_not_the_name_of_a_file(given: str, title: str) -> None:
    data = pdf_of([[Line(60, 700, _LINE)]], f"/Title ({given})")
    assert read_documents(Source("old/issue.pdf", "", data))[0].title == title
