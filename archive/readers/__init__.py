"""Readers: bytes in, Documents out; one format a module, all listed in the table `READERS`.

To add a reader:

1. Give the format a member in `signatures.Format`, with its media type as the value.
2. Make `sniff` recognise it: by its magic bytes in `signatures`, by how its text begins in `sniffing`, which
   also holds the table of file suffixes.
3. Write a module here with a function `read_FORMAT(source, budget)`. It returns a Document per issue, raises
   RefusedError where there is nothing to read, and reports to `budget` what it unpacks. Turn the source into
   HTML and call `html.walk.blocks_of`, or hand its structure to `html.block_builder.BlockBuilder`.
4. Enter it in `READERS`, and put a sample and its expected blocks into tests/archive/readers/samples.

A reader knows its format and nothing of briefings; the splitter knows briefings and nothing of formats.
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


def _ignoring_budget(read: Callable[[Source], list[Document]]) -> Reader:
    """Adapt the reader of a format that neither contains files nor unpacks to more than it is."""
    return lambda source, _budget: read(source)


READERS: Mapping[Format, Reader] = {
    Format.TEXT: _ignoring_budget(read_text),
    Format.HTML: _ignoring_budget(read_html),
    Format.MARKDOWN: _ignoring_budget(read_markdown),
    Format.MESSAGE: read_message,
    Format.MAILBOX: read_mailbox,
    Format.JSON_LINES: _ignoring_budget(read_json_lines),
    Format.FEED: read_feed,
    Format.PDF: read_pdf,
    Format.DOCX: read_docx,
    Format.ZIP: read_zip,
}


def read_documents(source: Source, limits: Limits = DEFAULT_LIMITS) -> list[Document]:
    """Read a source into one Document per issue in it.

    Raises UnknownFormatError where no reader knows the format, RefusedError where the source cannot be read,
    and LimitError (a RefusedError) where the source and the files within it exceed one of `limits`.
    """
    return _read(source, Budget(source.name, _read, limits))


def _read(source: Source, budget: Budget) -> list[Document]:
    return READERS[sniff(source)](source, budget)
