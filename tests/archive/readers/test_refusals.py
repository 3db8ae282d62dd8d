"""What cannot become an issue is refused in one line that names the file and the reason."""

import pytest

from archive.errors import RefusedError, UnknownFormatError
from archive.models import Source
from archive.readers import read_documents

_BYTES = bytes(range(256)) * 4
_PAGE = (
    b"<!DOCTYPE html><html><body><table><tr><td><h1>Ports</h1><p>The quay is open.</p>"
    b"</td></tr></table></body></html>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MAIL = b"From: a@example.org\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n"
_REFUSED = {
    "empty.txt": (b"", "is empty"),
    "blank.html": (b" \r\n\t ", "is empty"),
    "logo.png": (b"\x89PNG\r\n\x1a\n" + _BYTES, "a PNG picture holds no text"),
    "photo.html": (b"\xff\xd8\xff\xe0" + _BYTES, "a JPEG picture holds no text"),
    "dot.gif": (b"GIF89a\x01\x00\x01\x00" + _BYTES, "a GIF picture holds no text"),
    "photo.webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "a WebP picture holds no text"),
    "scan.tif": (b"II*\x00" + _BYTES, "a TIFF picture holds no text"),
    "issue.pdf": (b"%PDF-1.7\n" + _BYTES, "the PDF is damaged"),
    "issue.docx": (b"PK\x03\x04" + _BYTES, "the ZIP archive is damaged"),
    "issue.rtf": (rb"{\rtf1\ansi The quay is open.}", "RTF is not read"),
    "issues.tar": (b"issue.txt" + bytes(248) + b"ustar" + bytes(250), "a tar archive is not read"),
    "issues.gz": (b"\x1f\x8b\x08" + _BYTES, "a gzip file is not read"),
    "issues.7z": (b"7z\xbc\xaf" + _BYTES, "a 7-Zip archive is not read"),
    "issues.rar": (b"Rar!\x1a\x07" + _BYTES, "a RAR archive is not read"),
    "old.doc": (
        _OLE + "WordDocument".encode("utf-16-le"),
        "an old Word file (.doc) is not read; save it as .docx",
    ),
    "mail.msg": (_OLE + "__properties_version1.0".encode("utf-16-le"), "save the mail as .eml"),
    "locked.docx": (_OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "other.ole": (_OLE + bytes(500), "an old Office file is not read"),
    "program": (b"\x7fELF" + _BYTES, "a binary file"),
    "zeros.txt": (bytes(500), "a binary file"),
    "feed.xml": (
        b'<?xml version="1.0"?><!-- x --><rss version="2.0"><channel/></rss>',
        "the feed has no entries",
    ),
    "blank.rss": (b'<rss version="2.0"><channel><item/></channel></rss>', "entries of the feed hold no text"),
    "figure.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', "an SVG picture"),
    "data.xml": (b'<?xml version="1.0"?>\n<records><record/></records>', "XML of no known kind"),
    "items.json": (b'[\n  {"headline": "a", "text": "b"}\n]\n', "not one object a line"),
    "items.jsonl": (b'{"headline": "cut\n', "line 1 is not JSON"),
    "list.jsonl": (b"no object at all\n", "holds nothing of that kind"),
    "bare.html": (b"<html><body><script>x()</script><img src='a.png'></body></html>", "shows no text"),
    "matter.md": (b"---\ntitle: Only this\n---\n", "holds no text"),
    "in-tag.html": (_PAGE[:60] + b'<p style="col', "inside a tag"),
    "in-text.html": (_PAGE[:70], "<table> are never closed"),
    "in-comment.html": (b"<html><body><p>Text</p><!-- and then", "inside a comment"),
    "in-style.html": (b"<html><head><style>td { color: red", "inside <style>"),
    "headers.eml": (
        b"From: a@example.org\nSubject: s\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n",
        "shows no text",
    ),
    "no-part.eml": (_MAIL + b"--b\n", "cut off before its text"),
    "cut-line.eml": (_MAIL + b"--b\nContent-Type: text/plain\n\nThe quay is op", "stops within a line"),
    "cut-html.eml": (_MAIL + b"--b\nContent-Type: text/html\n\n" + _PAGE[:64] + b"\n", "never closed"),
    "cut-base64.eml": (
        b"From: a@example.org\nSubject: s\nContent-Transfer-Encoding: base64\n\nVGhlIHF1YXkgaXMgb3Bl\nbg\n",
        "its base64 breaks off",
    ),
    "deep.eml": (b"From: a@example.org\n" + b"Content-Type: message/rfc822\n\n" * 3000 + b"x", "too deeply"),
    "none.mbox": (b"From a Mon Jan  1 09:00:00 2024\nFrom: a\nSubject: s\n\n", "no message of the mailbox"),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_a_file_without_readable_text_is_refused_by_name_and_reason(name: str) -> None:
    data, reason = _REFUSED[name]
    with pytest.raises(RefusedError) as caught:
        read_documents(Source(name, "", data))
    message = str(caught.value)
    assert message.startswith(name)
    assert reason in message
    assert "\n" not in message


def test_a_format_without_a_reader_is_told_from_a_file_without_text() -> None:
    with pytest.raises(UnknownFormatError):
        read_documents(Source("issues.gz", "application/gzip", b"\x1f\x8b\x08"))


@pytest.mark.parametrize(
    "data", [_PAGE, _PAGE.replace(b"</body></html>", b""), b"<p>One<p>Two", b"<p>if a < b"]
)
def test_html_that_only_omits_end_tags_is_read(data: bytes) -> None:
    assert read_documents(Source("page.html", "", data))[0].blocks


def test_a_page_that_is_never_closed_is_read_with_a_warning() -> None:
    (document,) = read_documents(Source("page.html", "", b"<html><body><p>All is here."))
    assert "never closed" in document.warnings[0]


def test_text_that_starts_like_a_picture_is_read() -> None:
    assert (
        read_documents(Source("cars.txt", "", b"BMW sells cars in Munich."))[0].blocks[0].text
        == "BMW sells cars in Munich."
    )
