"""Mail headers as text: encoded words decoded, folds undone, unknown charsets survived."""

import re
from binascii import Error as Base64Error
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message

from archive.readers.decoding import decode
from archive.readers.html.inline import clean_text

_KEPT = (
    "subject",
    "from",
    "sender",
    "reply-to",
    "to",
    "date",
    "message-id",
    "list-id",
    "list-archive",
    "archived-at",
    "content-language",
)
_ADJACENT = re.compile(r"\?=[ \t\r\n]+=\?")


def header_text(message: Message, name: str) -> str:
    """Return a header's first value as clean text, "" where there is none."""
    value = message.get(name)
    return "" if value is None else decode_header_text(value)


def metadata_of(message: Message) -> dict[str, str]:
    """Return the headers that say what a message is, with lower-case keys."""
    found = {name: header_text(message, name) for name in _KEPT}
    return {name: value for name, value in found.items() if value}


def decode_header_text(value: str | Header) -> str:
    """Decode a raw header value; what cannot be decoded stays as it was written."""
    raw = str(value) if isinstance(value, Header) else _readable(value)
    try:
        chunks: Sequence[tuple[bytes | str, str | None]] = decode_header(_ADJACENT.sub("?==?", raw))
    except (HeaderParseError, Base64Error, ValueError):
        return clean_text(raw)
    return clean_text("".join(_text(chunk, charset) for chunk, charset in chunks))


def _text(chunk: bytes | str, charset: str | None) -> str:
    if isinstance(chunk, str):
        return chunk
    return (
        decode(chunk, charset or "").text if charset else chunk.decode("raw_unicode_escape", errors="replace")
    )


def _readable(value: str) -> str:
    """Undo the parser's escapes of raw bytes in a header, which are UTF-8 or some legacy charset."""
    data = value.encode("utf-8", errors="surrogateescape")
    return value if value.isascii() else decode(data).text
