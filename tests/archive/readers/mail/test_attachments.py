"""What is attached to a mail becomes an issue where it is one, beside the mail's own text."""

import base64
from email.message import EmailMessage
from textwrap import wrap

import pytest

from archive.document import Document
from archive.errors import RefusedError
from archive.limits import LimitError, Limits
from archive.models import Source
from archive.readers import read_documents
from tests.support.document_factories import Line, docx_of, paragraph, pdf_of, zip_of

_STORY = (
    "Dover and Calais are linked again since Friday morning, when the first ferry in nine days left the "
    "eastern docks. The harbour master expects a backlog of lorries until the end of the week, and the "
    "operators ask for a guarantee that the tolls will not rise before the year is over."
)
_OWN = (
    "A crane fell over in the port of Hamburg in the night of Thursday. Nobody was hurt, but one of the "
    "quays stays closed, as the company that runs it told the press on the next day. Ships for the quay "
    "are sent to Bremerhaven, and the trains that wait for them are held back. Inspectors look for the "
    "cause, and will say more when the wreck is lifted, which may take until spring, since the only "
    "ship that could do it is now at work off the coast of Norway and will not be back before the ice "
    "has gone from the Baltic ports."
)
_LINES = [Line(60, 700 - 12 * n, line) for n, line in enumerate(wrap(_STORY, 80))]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _mail(text: str, *files: tuple[str, str, bytes], date: str = "Fri, 06 Feb 2026 08:00:00 +0000") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ana Diaz <ana@harbour.example>", "Harbour Watch"
    if date:
        mail["Date"] = date
    mail.set_content(text)
    for name, media_type, data in files:
        mail.add_attachment(
            data, maintype=media_type.split("/")[0], subtype=media_type.split("/")[1], filename=name
        )
    return mail.as_bytes()


def _read(data: bytes, limits: Limits | None = None) -> list[Document]:
    return read_documents(Source("watch.eml", "", data), limits or Limits())


def _text(document: Document) -> str:
    return " ".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    ("name", "media_type", "data"),
    [
        ("a.txt", "text/plain", _STORY.encode()),
        ("a.html", "text/html", f"<p>{_STORY}</p>".encode()),
        ("a.htm", "application/octet-stream", f"<html><body><p>{_STORY}</p></body></html>".encode()),
        ("a.md", "application/octet-stream", f"# News\n\n{_STORY}".encode()),
        ("a.pdf", "application/pdf", pdf_of([_LINES])),
        ("a.docx", _WORD, docx_of(paragraph(_STORY))),
    ],
)
def test_an_attached_document_is_an_issue_beside_the_mail(name: str, media_type: str, data: bytes) -> None:
    body, attached = _read(_mail(_OWN, (name, media_type, data)))
    assert (body.part, attached.part) == ("body", name)
    assert _text(body) == _OWN
    assert _text(attached).endswith(_STORY)
    assert attached.metadata["date"] == body.metadata["date"]


def test_a_mail_that_only_points_to_its_attachment_is_the_attachment() -> None:
    (document,) = _read(_mail("Please find it attached.", ("a.txt", "text/plain", _STORY.encode())))
    assert (document.part, document.title) == ("a.txt", "Harbour Watch")
    assert document.metadata["from"] == "Ana Diaz <ana@harbour.example>"
    assert document.back_matter == ("Please find it attached.",)


@pytest.mark.parametrize(
    ("name", "media_type", "data"),
    [
        ("map.png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("meeting.ics", "text/calendar", b"BEGIN:VCALENDAR\n" + _STORY.encode()),
        ("ana.vcf", "text/vcard", b"BEGIN:VCARD\n" + _STORY.encode()),
        ("smime.p7s", "application/pkcs7-signature", b"\x30\x80"),
        ("signature.asc", "application/pgp-signature", _STORY.encode()),
        ("change.patch", "text/x-patch", _STORY.encode()),
        ("table.csv", "text/csv", _STORY.encode()),
        ("footer.txt", "text/plain", b"Sent from a telephone."),
        ("copy.html", "text/html", f"<h1>Harbour Watch</h1><p>{_OWN}</p>".encode()),
    ],
)
def test_pictures_calendars_signatures_footers_and_copies_are_no_issues(
    name: str, media_type: str, data: bytes
) -> None:
    (body,) = _read(_mail(_OWN, (name, media_type, data)))
    assert (body.part, _text(body), body.warnings) == ("", _OWN, ())


def test_an_attached_mail_is_an_issue_with_its_own_headers() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Ben Oke <ben@port.example>", "Port Letter 7"
    inner["Date"] = "Thu, 05 Feb 2026 08:00:00 +0000"
    inner.set_content(_STORY)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Ana Diaz <ana@harbour.example>", "Harbour Watch"
    outer.set_content(_OWN)
    outer.add_attachment(inner)
    body, carried = _read(outer.as_bytes())
    assert (body.title, carried.title) == ("Harbour Watch", "Port Letter 7")
    assert (body.part, carried.part) == ("body", "Port Letter 7")
    assert carried.metadata["date"] == "Thu, 05 Feb 2026 08:00:00 +0000"


def test_the_name_of_an_attachment_dates_it_before_the_mail_does() -> None:
    _, attached = _read(_mail(_OWN, ("watch-2026-02-01.txt", "text/plain", _STORY.encode())))
    assert "date" not in attached.metadata
    assert attached.name == "watch.eml/watch-2026-02-01.txt"


def test_attachments_of_one_name_are_told_apart() -> None:
    other = _STORY.upper().replace("FERRY", "TRAIN TO GHENT, BRUGES AND ANTWERP")
    files = [("a.txt", "text/plain", text.encode()) for text in (_STORY, other)]
    assert [document.part for document in _read(_mail(_OWN, *files))] == ["body", "a.txt", "a.txt 2"]


def test_an_attachment_that_cannot_be_read_is_named_with_the_reason() -> None:
    (body,) = _read(_mail(_OWN, ("a.pdf", "application/pdf", b"%PDF-1.7\nnothing")))
    assert body.part == ""
    assert body.warnings[0].startswith("watch.eml/a.pdf: the PDF is damaged")


def test_a_mail_without_text_is_its_attachment() -> None:
    (document,) = _read(_mail("", ("a.txt", "text/plain", _STORY.encode())))
    assert (_text(document), document.title) == (_STORY, "Harbour Watch")


def test_an_attachment_that_goes_past_a_limit_refuses_the_mail() -> None:
    bomb = docx_of(paragraph("x" * 2_000_000))
    with pytest.raises(LimitError, match=r"watch\.eml: unpacks to more than 1 MB"):
        _read(_mail(_OWN, ("a.docx", _WORD, bomb)), Limits(unpacked_mb=1))


def test_a_mail_with_nothing_but_a_picture_is_refused() -> None:
    with pytest.raises(RefusedError, match="shows no text"):
        _read(_mail("", ("map.png", "image/png", b"\x89PNG\r\n\x1a\n")))


def test_an_archive_may_hold_mails_with_attachments() -> None:
    mail = _mail(_OWN, ("a.txt", "text/plain", _STORY.encode()))
    documents = read_documents(Source("mails.zip", "", zip_of({"old/watch.eml": mail})))
    assert [document.part for document in documents] == ["old/watch.eml body", "old/watch.eml a.txt"]


def test_text_that_is_attached_in_base64_with_its_own_charset_is_read() -> None:
    encoded = base64.b64encode((_STORY + " Fähre").encode("utf-16"))
    head = b"Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n"
    mail = (
        b"From: a@example.org\nSubject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        + _OWN.encode()
        + b"\n--b\n"
        + head
        + b"Content-Transfer-Encoding: base64\n\n"
        + encoded
        + b"\n--b--\n"
    )
    assert _text(_read(mail)[1]).endswith("Fähre")
