"""Attachments of a mail that are issues themselves: documents and mails, not pictures or calendars."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import PurePosixPath

from archive.dates import find_name_date
from archive.document import Document
from archive.errors import RefusedError
from archive.limits import LimitError
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.html.inline import clean_text
from archive.readers.mail.mail_headers import decode_header_text
from archive.readers.mail.mime import children, payload_of

_SUFFIXES = frozenset({".html", ".htm", ".pdf", ".docx", ".txt", ".text", ".md", ".markdown", ".eml"})
_MEDIA_TYPES = frozenset(
    [
        "text/plain",
        "text/html",
        "text/markdown",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]
)
# The media types of mailers that do not know a file's format; its suffix decides.
_GENERIC_TYPES = frozenset(
    {"application/octet-stream", "text/x-markdown", "application/x-pdf", "text/x-web-markdown"}
)
_MULTIPART, _MESSAGE_TYPE = "multipart", "message/rfc822"
_MIN_ISSUE_WORDS = 40  # an attachment with fewer words is not an issue
_MAX_POINTER_WORDS = 80  # a mail with more words is more than a note about its attachments
_REPEATED_SHARE = 0.8  # of an attachment's words: with that many in the mail, it repeats the mail
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attachments:
    """The documents read from attached files, the attached mails, and why other files were refused."""

    documents: tuple[Document, ...] = ()
    mails: tuple[Message, ...] = ()
    refusals: tuple[str, ...] = ()


def read_attachments(name: str, message: Message, shown: Sequence[Message], budget: Budget) -> Attachments:
    """Read the attachments, which are the parts not in `shown`; raises LimitError past a limit."""
    documents: list[Document] = []
    mails: list[Message] = []
    refusals: list[str] = []
    skipped = {id(part) for part in shown}
    for part in _leaves_and_messages(message):
        if part.get_content_type() == _MESSAGE_TYPE:
            mails += children(part)
        elif id(part) not in skipped and (file := _file_name(part)):
            try:
                documents += _read(f"{name}/{file}", file, part, budget)
            except LimitError:
                raise
            except RefusedError as error:
                refusals.append(str(error))
    return Attachments(tuple(documents), tuple(mails), tuple(refusals))


def combine(body: Document, attached: Attachments, enclosed: Sequence[Document]) -> list[Document]:
    """Return the issues of a mail: its text and its attachments.

    A text that only points to the attachments becomes back matter of the first of them.
    """
    body_words = _words(body)
    issues = [
        document for document in (*attached.documents, *enclosed) if _is_separate_issue(document, body_words)
    ]
    body = replace(body, warnings=(*body.warnings, *attached.refusals))
    if not issues:
        return [body] if body.blocks else []
    documents = [_with_mail_date(document, body) for document in _with_distinct_parts(issues)]
    if (
        body_words.total() <= _MAX_POINTER_WORDS
        and max(_words(document).total() for document in issues) > 2 * body_words.total()
    ):
        first = _in_place_of_body(documents[0], body)
        return [first, *documents[1:]]
    return [replace(body, part="body"), *documents]


def _leaves_and_messages(message: Message) -> Iterator[Message]:
    """Yield the leaves of a mail and the mails within it, but not the leaves of those."""
    if message.get_content_maintype() == _MULTIPART and (parts := children(message)):
        for part in parts:
            yield from _leaves_and_messages(part)
    else:
        yield message


def _file_name(part: Message) -> str:
    """Return the file name of an attachment that can be an issue, "" for any other part."""
    name = clean_text(decode_header_text(part.get_filename() or "")).replace("/", "_")
    suffix = PurePosixPath(name.lower()).suffix
    if part.get_content_type() not in (_MEDIA_TYPES if not suffix else _MEDIA_TYPES | _GENERIC_TYPES):
        return ""
    if suffix and suffix not in _SUFFIXES:
        return ""
    if part.get_content_disposition() != "attachment" and part.get("content-id"):
        return ""  # embedded in the text, as pictures are
    return name or "attachment" if part.get_content_disposition() == "attachment" or name else ""


def _read(name: str, file: str, part: Message, budget: Budget) -> list[Document]:
    data = payload_of(part)[0]
    budget.add_unpacked(len(data))
    if not data.strip():
        return []
    documents = budget.read_inner(Source(name, part.get_content_type(), data))
    return [replace(document, part=f"{file} {document.part}".rstrip()) for document in documents]


def _is_separate_issue(document: Document, body: Counter[str]) -> bool:
    """Whether a document has enough words to be an issue and does not repeat the mail."""
    words = _words(document)
    return words.total() >= _MIN_ISSUE_WORDS and (words & body).total() < _REPEATED_SHARE * words.total()


def _with_distinct_parts(documents: Sequence[Document]) -> list[Document]:
    """Return the documents, each with a `part` that no other has; enclosed mails have none before."""
    seen: Counter[str] = Counter()
    distinct = []
    for document in documents:
        part = document.part or clean_text(document.title) or "mail"
        seen[part] += 1
        distinct.append(replace(document, part=f"{part} {seen[part]}" if seen[part] > 1 else part))
    return distinct


def _with_mail_date(document: Document, body: Document) -> Document:
    """Return the document with the date of the mail, unless its metadata or its name has one."""
    day = body.metadata.get("date", "")
    if not day or "date" in document.metadata or find_name_date(PurePosixPath(document.name).name):
        return document
    return replace(document, metadata={**document.metadata, "date": day})


def _in_place_of_body(document: Document, body: Document) -> Document:
    """Return the document with the mail's title, metadata and warnings, and its text as back matter."""
    return replace(
        document,
        title=body.title or document.title,
        metadata={**body.metadata, **document.metadata},
        back_matter=(*document.back_matter, *(block.text for block in body.blocks if block.text)),
        warnings=(*document.warnings, *body.warnings),
    )


def _words(document: Document) -> Counter[str]:
    texts = [block.text for block in document.blocks]
    for item in document.source_items:
        texts += [item.headline, item.text]
    return Counter(_WORD.findall(" ".join(texts).lower()))
