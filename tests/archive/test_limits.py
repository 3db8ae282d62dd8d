"""Sources built to exhaust whoever reads them are refused, naming the setting that would let them through."""

import io
import re
import zipfile
from dataclasses import asdict

import pytest

from app.settings import limits_of
from archive.errors import BriefingsError, RefusedError
from archive.limits import DEFAULT_LIMITS, SETTINGS, LimitError, Limits
from archive.models import Source
from archive.readers import read_documents
from tests.conftest import REPOSITORY
from tests.support.document_factories import Line, docx_of, paragraph, pdf_of, zip_of

_MEGABYTE = 1024 * 1024
_TEXT = b"The quay is open again.\n"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_SIXTY = "".join(f'<!ENTITY e{n} "x">' for n in range(60))
_BILLION = f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'


def _nested(levels: int) -> bytes:
    """A ZIP archive in a ZIP archive, and so on, around one text."""
    data = _TEXT
    for level in range(levels):
        data = zip_of({"quay.txt" if level == 0 else "inner.zip": data})
    return data


def _forty_two(levels: int) -> bytes:
    """Sixteen archives in each of sixteen archives, and so on, of files of 10 MB: petabytes in a few kB."""
    data = bytes(10 * _MEGABYTE)
    for _ in range(levels):
        data = zip_of({f"{number}.zip": data for number in range(16)})
    return data


def _forwarded(levels: int) -> bytes:
    """A mail in a mail, and so on."""
    return (
        b"Subject: Fwd\nContent-Type: message/rfc822\n\n" * levels + b"Subject: Quay\n\nThe quay is open.\n"
    )


def _multipart(levels: int) -> bytes:
    """Parts in parts, and so on."""
    text = b"Content-Type: text/plain\n\nThe quay is open.\n"
    for level in range(levels):
        boundary = b"b%d" % level
        head = b'Content-Type: multipart/mixed; boundary="%s"\n\n' % boundary
        text = head + b"--%s\n%s--%s--\n" % (boundary, text, boundary)
    return b"From: a@example.org\nSubject: s\n" + text


def _feed(start: str, title: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{start}<rss><channel><item><title>{title}</title></item></channel></rss>'
    ).encode()


_PAST = {
    "unpacked.zip": (zip_of({"a.txt": _TEXT * 50_000}), Limits(unpacked_mb=1), "unpacked_mb"),
    "members.zip": (zip_of({f"{n}.txt": _TEXT for n in range(5)}), Limits(members=4), "members"),
    "nested.zip": (_nested(5), Limits(nesting=4), "nesting"),
    "42.zip": (_forty_two(4), DEFAULT_LIMITS, "unpacked_mb"),
    "bomb.docx": (docx_of(paragraph("x" * 2 * _MEGABYTE)), Limits(unpacked_mb=1), "unpacked_mb"),
    "pages.pdf": (pdf_of([[Line(60, 700, "The quay is open.")]] * 4), Limits(pages=3), "pages"),
    "forwarded.eml": (_forwarded(200), DEFAULT_LIMITS, "nesting"),
    "multipart.eml": (_multipart(200), DEFAULT_LIMITS, "nesting"),
    "many.rss": (
        _feed(f"<!DOCTYPE rss [{_SIXTY}]>", "&e1;"),
        DEFAULT_LIMITS,
        "entities",
    ),
    "long.rss": (
        _feed(f'<!DOCTYPE rss [<!ENTITY e "{"x" * 5000}">]>', "&e;" * 5000),
        Limits(unpacked_mb=1),
        "unpacked_mb",
    ),
}


@pytest.mark.parametrize("name", _PAST)
def test_what_goes_past_a_limit_is_refused_with_the_setting(name: str) -> None:
    data, limits, field = _PAST[name]
    with pytest.raises(LimitError) as caught:
        read_documents(Source(name, "", data), limits)
    message = str(caught.value)
    assert message.startswith(name)
    assert f"raise {SETTINGS[field]} if you trust the file" in message
    assert "\n" not in message


def test_a_limit_holds_for_all_that_lies_in_a_source_together() -> None:
    inner = zip_of({f"{n}.txt": _TEXT for n in range(3)})
    outer = zip_of({"one.zip": inner, "two.zip": inner})
    assert len(read_documents(Source("a.zip", "", outer), Limits(members=8))) == 6
    with pytest.raises(LimitError):
        read_documents(Source("a.zip", "", outer), Limits(members=7))


@pytest.mark.parametrize(("data", "nesting"), [(_nested(20), 20), (_multipart(50), 50)])
def test_what_stays_within_the_limits_is_read(data: bytes, nesting: int) -> None:
    (document,) = read_documents(Source("deep", "", data), Limits(nesting=nesting))
    assert "The quay is open" in document.blocks[-1].text


def test_entities_that_hold_entities_are_refused_unread() -> None:
    feed = _feed(_BILLION, "&l9;")
    with pytest.raises(RefusedError, match="XML entities hold other entities"):
        read_documents(Source("laughs.rss", "", feed))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_word_document_that_declares_entities_is_refused_unread(encoding: str) -> None:
    data = docx_of(paragraph("&l9;"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = _BILLION + files["word/document.xml"].decode()
    files["word/document.xml"] = text.encode(encoding)
    with pytest.raises(RefusedError, match=r"word/document.xml declares XML entities"):
        read_documents(Source("laughs.docx", "", zip_of(files)))


def test_every_limit_is_documented_with_its_default() -> None:
    text = (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(BRIEFINGS_MAX_\w+)` \|.*\| (\d+)[ \w]* \|$", text, re.M))
    assert rows == {SETTINGS[name]: str(value) for name, value in asdict(DEFAULT_LIMITS).items()}


def test_a_word_document_may_hide_no_bomb_in_a_part_that_has_another_name() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(paragraph("The quay is open.")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    bomb = zip_of(files | {"word/media/picture.png": bytes(2 * _MEGABYTE)})
    with pytest.raises(LimitError, match="unpacks to more than 1 MB"):
        read_documents(Source("bomb.docx", "", bomb), Limits(unpacked_mb=1))
    laughs = zip_of(files | {"word/text.bin": _BILLION.encode() + b"<x>&l9;</x>"})
    with pytest.raises(RefusedError, match="declares XML entities"):
        read_documents(Source("laughs.docx", "", laughs))


def test_a_word_document_may_have_parts_in_utf_16() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(paragraph("The quay is open.")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["customXml/item1.xml"] = '<?xml version="1.0" encoding="utf-16"?><b/>'.encode("utf-16")
    assert read_documents(Source("issue.docx", "", zip_of(files)))[0].blocks


def test_limits_come_from_the_environment() -> None:
    assert limits_of({}) == DEFAULT_LIMITS
    assert limits_of({"BRIEFINGS_MAX_PAGES": "7", "BRIEFINGS_MAX_SECONDS": ""}) == Limits(pages=7)


@pytest.mark.parametrize("given", ["many", "0", "-1", "1.5"])
def test_a_limit_that_is_no_number_is_named(given: str) -> None:
    with pytest.raises(BriefingsError, match=f"BRIEFINGS_MAX_PAGES is “{given}”: give a whole number"):
        limits_of({"BRIEFINGS_MAX_PAGES": given})
