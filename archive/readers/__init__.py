"""Readers: bytes in, Documents out; one format a module, chosen in one table by what the bytes hold.

A reader knows its format and nothing of briefings. Blocks come in reading order; see `archive.readers.flow`
for how lists are told, and `archive.readers.walking` for what counts as visible in HTML.
"""

from collections.abc import Callable, Mapping

from archive.document import Document
from archive.models import Source
from archive.readers.hypertext import read_html
from archive.readers.jsonlines import read_json_lines
from archive.readers.markdown import read_markdown
from archive.readers.mbox import read_mailbox
from archive.readers.message import read_message
from archive.readers.plaintext import read_text
from archive.readers.sniffing import Format, sniff

Reader = Callable[[Source], list[Document]]

READERS: Mapping[Format, Reader] = {
    Format.TEXT: read_text,
    Format.HTML: read_html,
    Format.MARKDOWN: read_markdown,
    Format.MESSAGE: read_message,
    Format.MAILBOX: read_mailbox,
    Format.JSON_LINES: read_json_lines,
}


def read(source: Source) -> list[Document]:
    """Read a source, one Document an issue in it; RefusedError or UnknownFormatError with the reason."""
    return READERS[sniff(source)](source)
