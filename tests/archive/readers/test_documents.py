"""Documents of all formats: what is refused of them, and what each reader must keep."""

from pathlib import Path

import pytest

from archive.errors import RefusedError
from archive.models import Source
from archive.readers import read_documents
from tests.support.document_factories import LOCKED, Line, docx_of, paragraph, pdf_of, zip_of

_LINE = "The quay is open, and the ferry sails again at nine."


def _texts(data: bytes, name: str = "issue") -> list[str]:
    return [block.text for document in read_documents(Source(name, "", data)) for block in document.blocks]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("scan.pdf", pdf_of([[], [Line(60, 700, "7")]]), "without a text layer, such as a scan"),
        (
            "locked.pdf",
            pdf_of([[Line(60, 700, _LINE)]], encryption=LOCKED),
            "encrypted and needs a password",
        ),
        ("cut.pdf", pdf_of([[Line(60, 700, _LINE)]])[:300], "the PDF is damaged"),
        ("empty.docx", docx_of(""), "the Word document holds no text"),
        ("body.docx", docx_of("<w:p><w:r></w:p>"), "the Word document is damaged"),
        ("table.xlsx", zip_of({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>"}), "a spreadsheet"),
        (
            "talk.pptx",
            zip_of({"[Content_Types].xml": b"<T/>", "ppt/presentation.xml": b"<p/>"}),
            "presentation",
        ),
        ("text.odt", zip_of({"mimetype": b"x", "content.xml": b"<o/>"}), "OpenDocument file is not read"),
        ("book.epub", zip_of({"mimetype": b"x", "META-INF/container.xml": b"<c/>"}), "EPUB book is not read"),
        ("none.zip", zip_of({}), "no file in the ZIP archive can be read"),
        ("pictures.zip", zip_of({"a.png": b"\x89PNG\r\n\x1a\n" + bytes(99)}), "a PNG picture holds no text"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_with_the_reason(
    name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        read_documents(Source(name, "", data))
    assert str(caught.value).startswith(name)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_hebrew_and_arabic_keep_the_order_of_their_letters() -> None:
    for text in ("שלום מנמל חיפה", "تفتح الميناء أبوابها اليوم"):
        assert _texts(docx_of(paragraph(text))) == [text]
        assert _texts(f"<p dir='rtl'>{text}</p>".encode(), "issue.html") == [text]
        assert _texts(text.encode(), "issue.txt") == [text]


def test_samples_in_binary_formats_are_no_larger_than_they_need_be() -> None:
    samples = Path(__file__).parent / "samples"
    assert all(path.stat().st_size < 20_000 for path in samples.iterdir())
