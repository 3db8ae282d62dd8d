"""The MIME tree of a mail, parsed by the standard library and more lenient where mailers are careless."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message

from archive.readers.decoding import decode

_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]\s*)*(?:=\s*){0,2}")
_WHITE_SPACE = re.compile(rb"\s+")
_BOUNDARY = re.compile(r"^--([^\s-][^\n]{0,69}|-[^\n]{0,69}?[^\s-][^\n]{0,69})\n(?=[A-Za-z-]+:[ \t])", re.M)
_MULTIPART = "multipart"
_SINGLE_HEADERS = frozenset({"content-type", "content-transfer-encoding"})


class _LenientMessage(Message):
    """A message whose last Content-Type counts where there are several, without white space around it."""

    def get(self, name: str, failobj: object = None) -> object:  # type: ignore[override]
        if name.lower() not in _SINGLE_HEADERS:
            return super().get(name, failobj)
        values = self.get_all(name)
        return str(values[-1]).strip() if values else failobj


def parse_mail(data: bytes) -> Message:
    """Parse a mail; one saved as UTF-16 is recoded to UTF-8 first, as the parser needs ASCII headers."""
    if decode(data[:4096]).encoding.startswith(("utf-16", "utf-32")):
        data = decode(data).text.encode()
    return message_from_bytes(data.lstrip(b"\r\n"), _LenientMessage, policy=policy.compat32)


def children(message: Message) -> list[Message]:
    """Return the direct parts of a message; where its boundary is wrong, another is sought in its text."""
    payload = message.get_payload()
    if isinstance(payload, list):
        return [child for child in payload if isinstance(child, Message)]
    if message.get_content_maintype() == _MULTIPART and isinstance(payload, str):
        return _parts_by_found_boundary(payload)
    return []


def depth_of(message: Message) -> int:
    """Return how many levels deep the parts of a mail are nested, 0 where it has none."""
    depth, level = 0, children(message)
    while level:
        depth += 1
        level = [child for part in level for child in children(part)]
    return depth


def leaves(message: Message) -> Iterator[Message]:
    """Yield all parts that have no parts themselves, without enclosed mails."""
    if message.get_content_maintype() == _MULTIPART and (parts := children(message)):
        for part in parts:
            yield from leaves(part)
    elif message.get_content_maintype() != "message":
        yield message


def payload_of(leaf: Message) -> tuple[bytes, bool]:
    """Return a leaf's decoded bytes, and whether its base64 breaks off."""
    if str(leaf.get("content-transfer-encoding", "")).lower() == "base64":
        raw = leaf.get_payload()
        return _from_base64(raw.encode("ascii", errors="replace") if isinstance(raw, str) else b"")
    payload = leaf.get_payload(decode=True)
    return (payload if isinstance(payload, bytes) else b""), False


def is_open_ended(message: Message) -> bool:
    """Whether the closing boundary of a multipart is missing."""
    missing = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    return any(isinstance(defect, missing) for part in message.walk() for defect in part.defects)


def _from_base64(raw: bytes) -> tuple[bytes, bool]:
    """Decode up to the first character that is not base64: list software appends its footer as plain text."""
    match = _BASE64.match(raw)
    digits = _WHITE_SPACE.sub(b"", match[0] if match else b"").rstrip(b"=")
    whole = len(digits) - (1 if len(digits) % 4 == 1 else 0)
    padded = digits[:whole] + b"=" * (-whole % 4)
    broken = len(digits) % 4 == 1 or (bool(len(digits) % 4) and b"=" not in raw)
    try:
        return b64decode(padded), broken
    except Base64Error:
        return b"", True


def _parts_by_found_boundary(payload: str) -> list[Message]:
    match = _BOUNDARY.search(payload.replace("\r\n", "\n"))
    if match is None:
        return []
    boundary = match[1].rstrip().replace('"', "")
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
    parsed = parse_mail((head + payload).encode("utf-8", errors="surrogateescape"))
    return children(parsed) if parsed.is_multipart() else []
