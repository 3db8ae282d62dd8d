"""What is attached to a mail and is an issue itself: documents and mails, but no pictures or calendars."""

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
_TYPES = frozenset(
    [
        "text/plain",
        "text/html",
        "text/markdown",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]
)
# What mailers call a file when they know nothing of it, so that its name has to tell.
_VAGUE = frozenset(
    {"application/octet-stream", "text/x-markdown", "application/x-pdf", "text/x-web-markdown"}
)
_MULTIPART, _MAIL = "multipart", "message/rfc822"
_FEWEST_WORDS = 40  # of an attachment that can be an issue
_POINTER = 80  # words, at most, of a mail that only points to what is attached
_SAME = 0.8  # of an attachment's words: from there on it repeats the mail
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attachments:
    """Documents read from attached files, mails attached as such, and why other files were not read."""

    documents: tuple[Document, ...] = ()
    mails: tuple[Message, ...] = ()
    refused: tuple[str, ...] = ()


def read_attachments(name: str, message: Message, shown: Sequence[Message], budget: Budget) -> Attachments:
    """Read what is attached, apart from the parts that the mail shows; LimitError where it is a bomb."""
    documents: list[Document] = []
    mails: list[Message] = []
    refused: list[str] = []
    skipped = {id(part) for part in shown}
    for part in _parts(message):
        if part.get_content_type() == _MAIL:
            mails += children(part)
        elif id(part) not in skipped and (file := _file_name(part)):
            try:
                documents += _read(f"{name}/{file}", file, part, budget)
            except LimitError:
                raise
            except RefusedError as error:
                refused.append(str(error))
    return Attachments(tuple(documents), tuple(mails), tuple(refused))


def combine(body: Document, attached: Attachments, carried: Sequence[Document]) -> list[Document]:
    """The issues of a mail: its text, unless that only points to the attachments, and what is attached.

    The text of a mail that only points is kept as matter of the first of them.
    """
    own = _words(body)
    found = [document for document in (*attached.documents, *carried) if _is_other(document, own)]
    body = replace(body, warnings=(*body.warnings, *attached.refused))
    if not found:
        return [body] if body.blocks else []
    documents = [_dated(document, body) for document in _told_apart(found)]
    if own.total() <= _POINTER and max(_words(document).total() for document in found) > 2 * own.total():
        first = _standing_for(documents[0], body)
        return [first, *documents[1:]]
    return [replace(body, part="body"), *documents]


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of a mail, and the mails within it, but not the leaves of those."""
    if message.get_content_maintype() == _MULTIPART and (parts := children(message)):
        for part in parts:
            yield from _parts(part)
    else:
        yield message


def _file_name(part: Message) -> str:
    """The name of an attached file that can be an issue, "" for anything else."""
    name = clean_text(decode_header_text(part.get_filename() or "")).replace("/", "_")
    suffix = PurePosixPath(name.lower()).suffix
    if part.get_content_type() not in (_TYPES if not suffix else _TYPES | _VAGUE):
        return ""
    if suffix and suffix not in _SUFFIXES:
        return ""
    if part.get_content_disposition() != "attachment" and part.get("content-id"):
        return ""  # shown within the text, as pictures are
    return name or "attachment" if part.get_content_disposition() == "attachment" or name else ""


def _read(name: str, file: str, part: Message, budget: Budget) -> list[Document]:
    data = payload_of(part)[0]
    budget.unpack(len(data))
    if not data.strip():
        return []
    documents = budget.inner(Source(name, part.get_content_type(), data))
    return [replace(document, part=f"{file} {document.part}".rstrip()) for document in documents]


def _is_other(document: Document, body: Counter[str]) -> bool:
    """Whether a document has enough words to be an issue, and they are not those of the mail."""
    words = _words(document)
    return words.total() >= _FEWEST_WORDS and (words & body).total() < _SAME * words.total()


def _told_apart(documents: Sequence[Document]) -> list[Document]:
    """The documents, each with a part of its own; a mail within has none yet."""
    seen: Counter[str] = Counter()
    apart = []
    for document in documents:
        part = document.part or clean_text(document.title) or "mail"
        seen[part] += 1
        apart.append(replace(document, part=f"{part} {seen[part]}" if seen[part] > 1 else part))
    return apart


def _dated(document: Document, body: Document) -> Document:
    """The document with the day of the mail, unless it or its name tells one."""
    day = body.metadata.get("date", "")
    if not day or "date" in document.metadata or find_name_date(PurePosixPath(document.name).name):
        return document
    return replace(document, metadata={**document.metadata, "date": day})


def _standing_for(document: Document, body: Document) -> Document:
    """The document as the mail's text: what the headers say of the mail holds for it."""
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
