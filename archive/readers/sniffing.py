"""Tells the format of a source by its content; its name and media type only break ties."""

import json
import re
from email.utils import parsedate_tz
from pathlib import PurePosixPath

from archive.errors import RefusedError, UnknownFormatError
from archive.models import Source
from archive.readers.decoding import decode
from archive.readers.front_matter import read_front_matter
from archive.readers.signatures import Format, sniff_binary

_SUFFIXES = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mkd": Format.MARKDOWN,
    ".eml": Format.MESSAGE,
    ".mbox": Format.MAILBOX,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
}
_MAIL_HEADERS = frozenset(
    [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "return-path",
        "delivered-to",
        "reply-to",
        "sender",
        "list-id",
        "list-unsubscribe",
        "dkim-signature",
        "x-mailer",
        "in-reply-to",
        "references",
        "received-spf",
        "authentication-results",
        "content-disposition",
        "resent-from",
        "resent-date",
    ]
)
_HEADER = re.compile(r"([!-9;-~]+)[ \t]*:")
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|p|center|h[1-6]|meta|title|style|ul|ol|"
    r"article|section|span|font|b|br|a|strong)\b",
    re.S | re.I,
)
_XML_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?!html\b)[\w:]+[^\[>]*(?:\[[^\]]*\]\s*)?>", re.I)
_FEED = re.compile(r"<(rss|feed|rdf:RDF)\b", re.S | re.I)
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"\]\((?:https?:|/|#|mailto:)"),
    re.compile(r"^\[[^\]\n]+\]: \S", re.M),
    re.compile(r"\*\*\S[^*\n]*\S\*\*"),
    re.compile(r"^```", re.M),
)
_PROLOGUE_ENDS = {"<!--": "-->", "<?": "?>"}
_SAMPLE_BYTES = 65536
# Formats whose content shows what they are, so that a name or a media type alone is not believed.
_RECOGNISED_BY_CONTENT = frozenset(Format) - {Format.TEXT, Format.HTML, Format.MARKDOWN}


def sniff(source: Source) -> Format:
    """Return the format of a source; raises RefusedError or UnknownFormatError where it has no reader."""
    hint = _format_hint(source)
    if not _has_mail_start(source, hint) and (binary := sniff_binary(source)):
        return binary
    text = decode(source.data[:_SAMPLE_BYTES]).text
    start = _after_prologue(text)
    doctype = _XML_DOCTYPE.match(text, start)
    if _FEED.match(text, _after_prologue(text, doctype.end()) if doctype else start):
        return Format.FEED
    if _looks_like_mailbox(text):
        return Format.MAILBOX
    if _looks_like_mail(text, lenient=hint in {Format.MESSAGE, Format.MAILBOX}):
        return Format.MESSAGE
    if _HTML_START.match(text, start):
        return Format.HTML
    if _looks_like_json_lines(text, hint):
        return Format.JSON_LINES
    _refuse_markup_and_data(source, text[start:])
    return _format_by_hint(source, hint, text)


def _after_prologue(text: str, position: int = 0) -> int:
    """Return where markup begins after white space, comments and an XML declaration."""
    while True:
        position += len(text[position:]) - len(text[position:].lstrip())
        opener = next((known for known in _PROLOGUE_ENDS if text.startswith(known, position)), "")
        end = text.find(_PROLOGUE_ENDS[opener], position) if opener else -1
        if end < 0:
            return position
        position = end + len(_PROLOGUE_ENDS[opener])


def _has_mail_start(source: Source, hint: Format | None) -> bool:
    """Whether a source begins with mail headers; the mail itself may have binary parts."""
    return _looks_like_mail(source.data[:2048].decode("latin-1"), lenient=hint is Format.MESSAGE)


def _format_hint(source: Source) -> Format | None:
    suffix = PurePosixPath(source.name.lower()).suffix
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    media_type = source.media_type.split(";")[0].strip().lower()
    return next((known for known in Format if known == media_type and known is not Format.TEXT), None)


def _looks_like_mailbox(text: str) -> bool:
    first, _, rest = text.lstrip("\n").partition("\n")
    if not first.startswith("From ") or not _looks_like_mail(rest, lenient=True):
        return False
    return parsedate_tz(first) is not None or re.search(r"\d\d:\d\d", first) is not None


def _looks_like_mail(text: str, *, lenient: bool) -> bool:
    """Whether a text begins with mail headers: two known ones, or one with `lenient`."""
    names: set[str] = set()
    for line in text.lstrip("\n").split("\n")[:60]:
        match = _HEADER.match(line)
        if match:
            names.add(match[1].lower())
        elif line[:1] not in {" ", "\t"} or not names:
            break
    known = len(names & _MAIL_HEADERS)
    return known >= (1 if lenient else 2)


def _looks_like_json_lines(text: str, hint: Format | None) -> bool:
    lines = [line for line in text.split("\n", 4) if line.strip()]
    if not lines or not lines[0].lstrip().startswith("{"):
        return hint is Format.JSON_LINES and text.lstrip().startswith("{")
    return hint is Format.JSON_LINES or any(_is_object(line) for line in lines[:3])


def _refuse_markup_and_data(source: Source, text: str) -> None:
    if text.startswith("<svg"):
        raise RefusedError(f"{source.name}: an SVG picture; give the issue's text, HTML or mail")
    if source.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        raise UnknownFormatError(f"{source.name}: XML of no known kind; save the issue as text or HTML")
    if text.startswith(("{", "[")) and _is_json(source.data):
        raise UnknownFormatError(f"{source.name}: JSON that is not one object a line; save it as JSON Lines")


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(decode(data).text), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _format_by_hint(source: Source, hint: Format | None, text: str) -> Format:
    if hint is Format.HTML and re.search(r"</?[a-z][^<>]*>", text, re.I):
        return Format.HTML
    if hint is Format.MARKDOWN:
        return Format.MARKDOWN
    if hint in _RECOGNISED_BY_CONTENT:
        raise UnknownFormatError(f"{source.name}: named as {hint}, but holds nothing of that kind")
    signs = sum(1 for sign in _MARKDOWN_SIGNS if sign.search(text))
    if signs >= 2 or (signs and read_front_matter(text).length):
        return Format.MARKDOWN
    return Format.TEXT
