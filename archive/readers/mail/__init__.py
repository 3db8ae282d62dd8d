"""The mail reader: the best body of an RFC 5322 message and its attachments, lenient on broken MIME."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from functools import lru_cache

from archive.document import Block, Document
from archive.errors import RefusedError
from archive.limits import LimitError
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.decoding import decode, decode_html
from archive.readers.html import document_of_html, truncation_reason
from archive.readers.mail.attachments import combine, read_attachments
from archive.readers.mail.mail_headers import header_text, metadata_of
from archive.readers.mail.mime import children, depth_of, is_open_ended, leaves, parse_mail, payload_of
from archive.readers.plaintext import blocks_of_text
from archive.readers.plaintext.line_wrapping import unflow
from archive.repeats.similarity import REPEAT_SIMILARITY, ShingledText, similarity

_MULTIPART, _HTML = "multipart", "text/html"
_WORD, _URL = re.compile(r"\w+"), re.compile(r"https?://\S+")
_MIN_WORDS = 40  # different ones; a text part of fewer only points to the HTML, and HTML of fewer to the text
_MIN_TIMES_MORE = 4
_MIN_SHARED = 0.5  # of the words of the text part


@dataclass(frozen=True, slots=True)
class _Body:
    """The content of one leaf of a message; `cut` is the sign that its end is missing, or ""."""

    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    cut: str = ""
    lossy: bool = False
    html: bool = False
    alts: tuple[str, ...] = ()


def read_message(source: Source, budget: Budget) -> list[Document]:
    """Read a mail and the briefings attached to it; of a mail without text, the mails that it encloses.

    Raises RefusedError where it has no text or is cut off, LimitError where its parts are nested too deep.
    """
    try:
        message = parse_mail(source.data)
        budget.check_depth(depth_of(message))
        return _read(source.name, message, budget, whole=source.data.endswith((b"\n", b"\r")))
    except RecursionError as error:
        raise RefusedError(f"{source.name}: the mail nests its parts too deeply to be read") from error


def _read(name: str, message: Message, budget: Budget, *, whole: bool = True) -> list[Document]:
    shown = _body_parts(message)
    bodies = _without_repeats([body for leaf in shown if (body := _body(leaf)).blocks or body.cut])
    open_ended = is_open_ended(message)
    cut = next((body.cut for body in bodies if body.cut), "")
    if open_ended and not whole:
        cut = cut or "it stops within a line, with its parts still open"
    if cut and (open_ended or not message.is_multipart()):
        raise RefusedError(f"{name}: the mail is cut off ({cut}); export it again")
    blocks = tuple(block for body in bodies for block in body.blocks)
    attached = read_attachments(name, message, shown, budget)
    if not blocks and not attached.documents:
        return _read_enclosed(name, message, open_ended, budget)
    text = _document(name, message, bodies, blocks, open_ended)
    if _says_something_else(message, shown):
        said = f"{name}: the text part of the mail says something else than its HTML, which was read"
        text = replace(text, warnings=(*text.warnings, said))
    enclosed = [document for inner in attached.mails for document in _read_or_skip(name, inner, budget)]
    return combine(text, attached, enclosed)


def _document(
    name: str, message: Message, bodies: Sequence[_Body], blocks: Sequence[Block], open_ended: bool
) -> Document:
    warnings = []
    if open_ended:
        warnings.append(f"{name}: the mail has no closing boundary; its end may be missing")
    if any(body.lossy for body in bodies):
        warnings.append(f"{name}: some characters could not be read")
    return Document(
        name=name,
        media_type="message/rfc822",
        blocks=tuple(replace(block, offset=number) for number, block in enumerate(blocks)),
        title=header_text(message, "subject"),
        metadata=metadata_of(message),
        encoding=bodies[0].encoding if bodies else "utf-8",
        warnings=tuple(warnings),
        back_matter=tuple(alt for body in bodies for alt in body.alts),
    )


def _read_enclosed(name: str, message: Message, open_ended: bool, budget: Budget) -> list[Document]:
    """Read the mails within a mail that has no text itself, such as a digest or a bare forward."""
    inner = [
        document
        for enclosed in _enclosed_messages(message)
        for document in _read_or_skip(name, enclosed, budget)
    ]
    if not inner:
        why = (
            "is cut off before its text; export it again"
            if open_ended
            else "shows no text; nothing to archive"
        )
        raise RefusedError(f"{name}: the mail {why}")
    if len(inner) == 1:
        return inner
    return [replace(document, part=str(number)) for number, document in enumerate(inner, 1)]


def _read_or_skip(name: str, message: Message, budget: Budget) -> list[Document]:
    try:
        return _read(name, message, budget)
    except LimitError:
        raise
    except RefusedError:
        return []


def _enclosed_messages(message: Message) -> Iterator[Message]:
    """Yield the mails directly within `message`, not those within them."""
    if message.get_content_type() == "message/rfc822":
        yield from children(message)
    elif message.get_content_maintype() == _MULTIPART:
        for child in children(message):
            yield from _enclosed_messages(child)


def _body_parts(message: Message) -> list[Message]:
    """Return the leaves that a mail program shows as the body (RFC 8621, section 4.1.4; HTML preferred)."""
    shown = list(_inline_parts(message, "", first=True))
    if not any(_has_content(leaf) for leaf in shown):
        shown = [leaf for leaf in leaves(message) if leaf.get_content_maintype() == "text"]
    return shown


def _inline_parts(part: Message, within: str, *, first: bool) -> Iterator[Message]:
    parts = children(part) if part.get_content_maintype() == _MULTIPART else []
    if part.get_content_subtype() == "alternative":
        yield from _best_alternative(parts)
    elif parts:
        for number, child in enumerate(parts):
            yield from _inline_parts(child, part.get_content_subtype(), first=number == 0)
    elif _is_inline(part, within, first):
        yield part


def _is_inline(part: Message, within: str, first: bool) -> bool:
    if part.get_content_disposition() == "attachment":
        return False
    if part.get_content_maintype() == _MULTIPART:
        return isinstance(part.get_payload(), str)
    if part.get_content_type() not in {"text/plain", _HTML}:
        return False
    return first or (within != "related" and part.get_filename() is None)


def _best_alternative(parts: Sequence[Message]) -> list[Message]:
    """Choose among alternatives: those in HTML that have content, else all that have content.

    HTML of a few words beside a text of many only points to where the issue is shown; the text is chosen.
    """
    choices = [list(_inline_parts(part, "alternative", first=True)) for part in parts]
    showing = [choice for choice in choices if any(_has_content(leaf) for leaf in choice)]
    rich = [choice for choice in showing if any(leaf.get_content_type() == _HTML for leaf in choice)]
    plain = [choice for choice in showing if choice not in rich]
    if rich and plain and _is_stub(rich, plain):
        rich = plain
    return [leaf for choice in rich or showing for leaf in choice]


def _is_stub(rich: Sequence[Sequence[Message]], plain: Sequence[Sequence[Message]]) -> bool:
    few, many = (len(_words([leaf for choice in choices for leaf in choice])) for choices in (rich, plain))
    return few < _MIN_WORDS and many >= max(_MIN_WORDS, _MIN_TIMES_MORE * few)


def _says_something_else(message: Message, shown: Sequence[Message]) -> bool:
    """Whether a text part that is not shown, beside HTML that is, has mostly other words."""
    rich = [leaf for leaf in shown if leaf.get_content_type() == _HTML]
    if not rich:
        return False
    read = _words(shown)
    for part in message.walk():
        parts = list(leaves(part)) if part.get_content_subtype() == "alternative" else []
        if any(leaf in rich for leaf in parts):
            words = _words([leaf for leaf in parts if leaf not in shown and _is_text(leaf)])
            if len(words) >= _MIN_WORDS and len(words & read) < _MIN_SHARED * len(words):
                return True
    return False


def _is_text(leaf: Message) -> bool:
    return leaf.get_content_type() == "text/plain"


def _words(parts: Sequence[Message]) -> frozenset[str]:
    """The different words of parts; URLs have none."""
    texts = (block.text for leaf in parts for block in _body(leaf).blocks)
    return frozenset(word for text in texts for word in _WORD.findall(_URL.sub(" ", text.casefold())))


def _has_content(leaf: Message) -> bool:
    body = _body(leaf)
    return bool(body.blocks or body.cut)


@lru_cache(maxsize=8)
def _body(leaf: Message) -> _Body:
    """Read a leaf; the last few are cached, as it is asked for its content, its words and its blocks."""
    data, broken = payload_of(leaf)
    cut = "its base64 breaks off" if broken else ""
    charset = leaf.get_content_charset("") or ""
    if leaf.get_content_type() == _HTML:
        decoded = decode_html(data, charset)
        page = document_of_html("", decoded)
        cut = truncation_reason(decoded.text) or cut
        alts = page.back_matter
        return _Body(page.blocks, decoded.encoding, cut, decoded.lossy, html=True, alts=alts)
    decoded = decode(data, charset)
    text = (
        unflow(decoded.text, delete_space=_parameter(leaf, "delsp") == "yes")
        if _is_flowed(leaf)
        else decoded.text
    )
    return _Body(blocks_of_text(text), decoded.encoding, cut, decoded.lossy)


def _without_repeats(bodies: Sequence[_Body]) -> list[_Body]:
    """Return the bodies without those whose text repeats an HTML one, or an earlier one of the same type."""
    richest = sorted(enumerate(bodies), key=lambda place: not place[1].html)
    kept: list[tuple[int, _Body, ShingledText]] = []
    for place, body in richest:
        text = ShingledText("\n".join(block.text for block in body.blocks))
        if all(similarity(text, other) < REPEAT_SIMILARITY for *_, other in kept):
            kept.append((place, body, text))
    return [body for _, body, _ in sorted(kept, key=lambda each: each[0])]


def _is_flowed(leaf: Message) -> bool:
    return _parameter(leaf, "format") == "flowed"


def _parameter(leaf: Message, name: str) -> str:
    value = leaf.get_param(name)
    return value.strip().lower() if isinstance(value, str) else ""
