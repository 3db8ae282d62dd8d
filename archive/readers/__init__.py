"""Readers: bytes in, Documents out; one format a module, chosen in one table by what the bytes hold.

A reader knows its format and nothing of briefings. Blocks come in reading order; see
`archive.readers.html.flow` for how lists are told, and `archive.readers.html.walk` for what counts as
visible in HTML.
"""

from collections.abc import Callable, Mapping

from archive.document import Document
from archive.limits import DEFAULT_LIMITS, Limits
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.docx import read_docx
from archive.readers.feed import read_feed
from archive.readers.html import read_html
from archive.readers.jsonlines import read_json_lines
from archive.readers.mail import read_message
from archive.readers.mail.mbox import read_mailbox
from archive.readers.markdown import read_markdown
from archive.readers.pdf import read_pdf
from archive.readers.plaintext import read_text
from archive.readers.signatures import Format
from archive.readers.sniffing import sniff
from archive.readers.zip import read_zip

Reader = Callable[[Source, Budget], list[Document]]


def _plain(read: Callable[[Source], list[Document]]) -> Reader:
    """The reader of a format that holds no other files and unpacks to nothing."""
    return lambda source, _budget: read(source)


READERS: Mapping[Format, Reader] = {
    Format.TEXT: _plain(read_text),
    Format.HTML: _plain(read_html),
    Format.MARKDOWN: _plain(read_markdown),
    Format.MESSAGE: read_message,
    Format.MAILBOX: read_mailbox,
    Format.JSON_LINES: _plain(read_json_lines),
    Format.FEED: read_feed,
    Format.PDF: read_pdf,
    Format.DOCX: read_docx,
    Format.ZIP: read_zip,
}


def read(source: Source, limits: Limits = DEFAULT_LIMITS) -> list[Document]:
    """Read a source, one Document an issue in it; RefusedError or UnknownFormatError with the reason.

    LimitError, a RefusedError, where the source with all that lies in it goes past one of the limits.
    """
    return _read(source, Budget(source.name, _read, limits))


def _read(source: Source, budget: Budget) -> list[Document]:
    return READERS[sniff(source)](source, budget)
