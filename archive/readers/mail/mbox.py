"""The mailbox reader: messages one after another, each begun by a `From ` line.

The standard library's `mailbox` needs a file, and takes every line that starts with `From ` for the start of
a message, even within a sentence. Here such a line must follow a blank line and hold a time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.document import Document
from archive.errors import RefusedError
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.mail import read_message

_SEPARATOR = re.compile(rb"(?:\A\s*|(?<=\n)\r?\n|(?<=\n\n))From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)


def read_mailbox(source: Source, budget: Budget) -> list[Document]:
    """Read the messages of a mailbox; the first Document's warnings name those that cannot be read.

    Raises RefusedError where none can be read.
    """
    documents: list[Document] = []
    refusals: list[str] = []
    for number, data in enumerate(_messages(source.data), 1):
        try:
            found = read_message(Source(f"{source.name} message {number}", "message/rfc822", data), budget)
        except RefusedError as error:
            refusals.append(str(error))
            continue
        documents += [_with_part(document, source.name, number) for document in found]
    if not documents:
        raise RefusedError(
            f"{source.name}: no message of the mailbox can be read"
            + "".join(f"; {refusals[0]}" for _ in refusals[:1])
        )
    documents[0] = replace(documents[0], warnings=(*documents[0].warnings, *refusals))
    return documents


def _messages(data: bytes) -> Iterator[bytes]:
    starts = list(_SEPARATOR.finditer(data))
    ends = [match.start() for match in starts[1:]] + [len(data)]
    for match, end in zip(starts, ends, strict=True):
        yield _QUOTED_FROM.sub(rb"\1", data[match.end() : end])


def _with_part(document: Document, name: str, number: int) -> Document:
    part = f"{number}.{document.part}" if document.part else str(number)
    return replace(document, name=name, part=part)
