"""A process loads the library of a format when it meets that format, and not before."""

import subprocess
import sys

import pytest

from tests.support.document_factories import Line, docx_of, paragraph, pdf_of

_READ = """
import sys
from archive.models import Source
from archive.readers import read_documents
read_documents(Source("issue", "", sys.stdin.buffer.read()))
print(*sorted({"feedparser", "mammoth", "pypdfium2"} & set(sys.modules)))
"""
_FEED = b"<rss version='2.0'><channel><item><title>The quay is open</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("data", "loaded"),
    [
        (b"The quay is open.", ""),
        (b"<html><body><p>The quay is open.</p></body></html>", ""),
        (_FEED, "feedparser"),
        (docx_of(paragraph("The quay is open.")), "mammoth"),
        (pdf_of([[Line(60, 700, "The quay is open.")]]), "pypdfium2"),
    ],
    ids=["text", "HTML", "feed", "DOCX", "PDF"],
)
def test_a_library_is_loaded_for_its_own_format_only(data: bytes, loaded: str) -> None:
    done = subprocess.run([sys.executable, "-c", _READ], input=data, capture_output=True, check=True)
    assert done.stdout.decode().strip() == loaded
