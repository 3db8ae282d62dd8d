"""Mail headers as text: encoded words are decoded and lines unfolded, also where a charset is unknown."""

import re
from binascii import Error as Base64Error
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message

from archive.readers.decoding import decode
from archive.readers.html.inline import clean_text

_METADATA_HEADERS = (
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
_BETWEEN_ENCODED_WORDS = re.compile(r"\?=[ \t\r\n]+=\?")


def header_text(message: Message, name: str) -> str:
    """Return a header's first value as clean text, "" where there is none."""
    value = message.get(name)
    return "" if value is None else decode_header_text(value)


def metadata_of(message: Message) -> dict[str, str]:
    """Return the headers that describe a message, with lower-case keys."""
    found = {name: header_text(message, name) for name in _METADATA_HEADERS}
    return {name: value for name, value in found.items() if value}


def decode_header_text(value: str | Header) -> str:
    """Decode a raw header value; a value that cannot be decoded is returned as written."""
    raw = str(value) if isinstance(value, Header) else _with_raw_bytes_decoded(value)
    try:
        chunks: Sequence[tuple[bytes | str, str | None]] = decode_header(
            _BETWEEN_ENCODED_WORDS.sub("?==?", raw)
        )
    except (HeaderParseError, Base64Error, ValueError):
        return clean_text(raw)
    return clean_text("".join(_text(chunk, charset) for chunk, charset in chunks))


def _text(chunk: bytes | str, charset: str | None) -> str:
    if isinstance(chunk, str):
        return chunk
    return (
        decode(chunk, charset or "").text if charset else chunk.decode("raw_unicode_escape", errors="replace")
    )


def _with_raw_bytes_decoded(value: str) -> str:
    """Decode raw bytes in a header, which the parser escapes; they are UTF-8 or in a legacy charset."""
    data = value.encode("utf-8", errors="surrogateescape")
    return value if value.isascii() else decode(data).text
