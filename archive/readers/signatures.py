"""Binary formats, recognised by their magic bytes: those with a reader, and why others are refused."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from archive.errors import RefusedError, UnknownFormatError
from archive.models import Source
from archive.readers.decoding import decode


class Format(StrEnum):
    """The formats that have a reader, by media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    MESSAGE = "message/rfc822"
    MAILBOX = "application/mbox"
    JSON_LINES = "application/jsonl"
    FEED = "application/rss+xml"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ZIP = "application/zip"


_ADVICE = "give the issue's text, HTML or mail"
_PICTURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
)
_UNSUPPORTED = (
    (b"{\\rtf", "RTF is not read; save the issue as DOCX, text or HTML"),
    (b"\x1f\x8b", "a gzip file is not read; unpack it first"),
    (b"BZh", "a bzip2 file is not read; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive is not read; unpack it, or pack it as ZIP"),
    (b"\xfd7zXZ", "an xz file is not read; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file is not read; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive is not read; unpack it, or pack it as ZIP"),
)
_TAR_MAGIC = (257, b"ustar")
# The streams that the directory of an OLE file names, in UTF-16, tell which program wrote it.
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_OLE_STREAMS = (
    ("EncryptedPackage", "the document is protected by a password; save it without one"),
    ("__properties_version1.0", "an Outlook .msg file is not read; save the mail as .eml"),
    ("WordDocument", "an old Word file (.doc) is not read; save it as .docx"),
    ("PowerPoint Document", "a presentation is not read; save its text, or print it to PDF"),
    ("Workbook", "a spreadsheet is not read; save the items as JSON Lines"),
)
_PACKAGE_PARTS = (
    ("word/document.xml", ""),
    ("xl/workbook.xml", "a spreadsheet is not read; save the items as JSON Lines"),
    ("ppt/presentation.xml", "a presentation is not read; save its text, or print it to PDF"),
    ("META-INF/container.xml", "an EPUB book is not read; save the issue as HTML"),
    ("content.xml", "an OpenDocument file is not read; save it as .docx"),
)
_PDF_HEADER = re.compile(rb"[\s\x00\xef\xbb\xbf]{0,1024}%PDF-")
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


def sniff_binary(source: Source) -> Format | None:
    """Return the format of binary data, None for text.

    Raises RefusedError or UnknownFormatError, with the reason, where no reader can read it.
    """
    data = source.data
    if not data.strip():
        raise RefusedError(f"{source.name}: the file is empty; nothing to archive")
    if _PDF_HEADER.match(data):
        return Format.PDF
    if data.startswith(_ZIP_MAGIC):
        return _zip_format(source)
    _refuse_pictures(source)
    if data.startswith(_OLE_MAGIC):
        raise UnknownFormatError(f"{source.name}: {_ole_reason(data)}")
    _refuse_unsupported(source)
    return None


def _zip_format(source: Source) -> Format:
    """The format of a ZIP file: a document in a ZIP container, or an archive of files."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RefusedError(f"{source.name}: the ZIP archive is damaged ({error}); fetch it again") from error
    for part, reason in _PACKAGE_PARTS:
        if part in names and ("[Content_Types].xml" in names or "mimetype" in names):
            if reason:
                raise UnknownFormatError(f"{source.name}: {reason}")
            return Format.DOCX
    return Format.ZIP


def _refuse_pictures(source: Source) -> None:
    data = source.data
    found = next((what for magic, what in _PICTURES if data.startswith(magic) and is_binary(data)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        found = "a WebP picture"
    if found:
        raise RefusedError(f"{source.name}: {found} holds no text; {_ADVICE}")


def _ole_reason(data: bytes) -> str:
    known = (reason for stream, reason in _OLE_STREAMS if stream.encode("utf-16-le") in data)
    return next(known, "an old Office file is not read; save the issue as .docx, text or HTML")


def _refuse_unsupported(source: Source) -> None:
    data = source.data
    reason = next((reason for magic, reason in _UNSUPPORTED if data.startswith(magic)), "")
    if data[_TAR_MAGIC[0] :].startswith(_TAR_MAGIC[1]):
        reason = "a tar archive is not read; unpack it, or pack it as ZIP"
    if not reason and is_binary(data):
        reason = "a binary file of no known format; give text, HTML, Markdown, mail, PDF or DOCX"
    if reason:
        raise UnknownFormatError(f"{source.name}: {reason}")


def is_binary(data: bytes) -> bool:
    """Whether bytes are not text in any encoding: NULs outside UTF-16, or many control characters."""
    decoded = decode(data[:8192])
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        text = decoded.text
        return text.count("\ufffd") * 10 > len(text)
    sample = data[:8192]
    controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1b\x08")
    return sample.count(0) > 8 or controls * 20 > len(sample)
