"""The PDF reader: the text layer in reading order, without running heads, feet and page numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from archive.dates import make_date
from archive.document import Document
from archive.errors import RefusedError
from archive.limits import exceeded
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.html.inline import clean_text
from archive.readers.pdf.blocks import blocks_of_chunks
from archive.readers.pdf.layout import TextLine, flows_of
from archive.readers.pdf.page import has_picture, lines_of
from archive.readers.pdf.paragraphs import body_size, chunks_of
from archive.readers.pdf.running_heads import strip_running_heads

MEDIA_TYPE = "application/pdf"
_MIN_LETTERS_PER_PAGE = 12  # on average; a scan with a stamp has fewer
_PROGRAM_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|document\d*$|slide 1$|print$)|"
    r"\.(?:docx?|indd|pdf|qxp|pptx?|odt|rtf|tex|dvi|html?)$",
    re.I,
)
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")


@dataclass(frozen=True, slots=True)
class _Page:
    lines: list[TextLine]
    has_picture: bool


def read_pdf(source: Source, budget: Budget) -> list[Document]:
    """Read a PDF.

    Raises RefusedError where it is damaged, encrypted or without a text layer, LimitError where it has too
    many pages.
    """
    pages, metadata = _pages(source, budget)
    if sum(len(line.text) for page in pages for line in page.lines) < _MIN_LETTERS_PER_PAGE * len(pages):
        raise RefusedError(
            f"{source.name}: a PDF without a text layer, such as a scan; run text recognition (OCR) first"
        )
    stripped = strip_running_heads([page.lines for page in pages])
    flows = [*flows_of(stripped.heads), *(flow for page in stripped.pages for flow in flows_of(page))]
    body = body_size(flows)
    return [
        Document(
            name=source.name,
            media_type=MEDIA_TYPE,
            blocks=blocks_of_chunks(chunks_of(flows), body),
            title=_title(metadata.get("Title", ""), source.name),
            metadata=dict(_metadata_fields(metadata)),
            back_matter=stripped.running,
            warnings=tuple(_warnings(source.name, pages)),
        )
    ]


def _warnings(name: str, pages: Sequence[_Page]) -> Iterator[str]:
    """Yield a warning that names the pages with a picture and no text, which are not read."""
    scans = [str(number) for number, page in enumerate(pages, 1) if page.has_picture and not page.lines]
    if scans:
        which = (
            f"page {scans[0]} is a picture" if len(scans) == 1 else f"pages {', '.join(scans)} are pictures"
        )
        yield f"{name}: {which} without text; run text recognition (OCR) to have all of it"


def _pages(source: Source, budget: Budget) -> tuple[list[_Page], dict[str, str]]:
    """Return the pages, and the metadata of the file."""
    import pypdfium2  # here, as most archives never need it

    try:
        with pypdfium2.PdfDocument(source.data) as pdf:
            count = len(pdf)
            if count > budget.limits.pages:
                limit = budget.limits.pages
                raise exceeded(source.name, f"has {count:,} pages, more than {limit:,}", "pages")
            return [_page(pdf, number) for number in range(count)], pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise RefusedError(f"{source.name}: {_reason(str(error))}") from error


def _page(pdf: Any, number: int) -> _Page:
    page = pdf[number]
    try:
        return _Page(lines_of(page), has_picture(page))
    finally:
        page.close()


def _reason(said: str) -> str:
    if "password" in said.lower() or "security" in said.lower():
        return "the PDF is encrypted and needs a password; save it without one"
    return f"the PDF is damaged ({clean_text(said)[:80]}); fetch it again, or print it to a new PDF"


def _title(text: str, name: str) -> str:
    """Return the title, "" where it is only the file's name or a program's default."""
    title = clean_text(text)
    return "" if _PROGRAM_TITLE.search(title) or title == PurePosixPath(name).stem else title


def _metadata_fields(metadata: dict[str, str]) -> Iterator[tuple[str, str]]:
    if author := clean_text(metadata.get("Author", "")):
        yield "author", author
    for key in ("CreationDate", "ModDate"):
        if match := _PDF_DATE.match(metadata.get(key, "")):
            day = make_date(*map(int, match.groups()))
            if day:
                yield "created", day.isoformat()
                return
