"""The HTML reader, for pages and the HTML bodies of mails."""

import re

from lxml import etree

from archive.document import Document
from archive.errors import RefusedError
from archive.models import Source
from archive.readers.decoding import DecodedText, decode_html
from archive.readers.html.inline import clean_text
from archive.readers.html.page_chrome import find_chrome
from archive.readers.html.tree import parse_html, text_content
from archive.readers.html.walk import read_page

_UNFINISHED_TAG = re.compile(r"</?[a-z][^<>]*\Z|<!(?:[a-z-][^<>]*)?\Z")
_RAW_TEXT = re.compile(r"<!--|<(script|style|title|textarea)\b")
_CONTAINER_TAG = re.compile(r"<(/?)(table|div|ul|ol|blockquote|center|section|article|main)\b")


def read_html(source: Source) -> list[Document]:
    """Read an HTML file; RefusedError if it is cut off or has no text."""
    decoded = decode_html(source.data)
    if reason := truncation_reason(decoded.text):
        raise RefusedError(f"{source.name}: the HTML is cut off ({reason}); fetch the whole file again")
    document = document_of_html(source.name, decoded)
    if not document.blocks:
        raise RefusedError(f"{source.name}: the HTML shows no text; nothing to archive")
    return [document]


def document_of_html(name: str, decoded: DecodedText) -> Document:
    """Make a Document of HTML text; it has no blocks where the HTML shows no text."""
    root = parse_html(decoded.text)
    title = next(root.iter("title"), None)
    page = read_page(root)
    chrome = find_chrome(page.blocks)
    return Document(
        name=name,
        media_type="text/html",
        blocks=tuple(block for at, block in enumerate(page.blocks) if at not in chrome),
        title=clean_text(text_content(title)) if title is not None else "",
        metadata=_metadata(root),
        encoding=decoded.encoding,
        warnings=_warnings(name, decoded),
        back_matter=(*page.alts, *(text for at in sorted(chrome) if (text := page.blocks[at].text))),
    )


def truncation_reason(markup: str) -> str:
    """Return the sign that the end of an HTML text is missing, or "" where there is none."""
    lower = markup.lower()
    kept: list[str] = []
    position = 0
    while match := _RAW_TEXT.search(lower, position):
        kept.append(lower[position : match.start()])
        end = lower.find(f"</{match[1]}" if match[1] else "-->", match.end())
        if end < 0:
            return f"it ends inside <{match[1]}>" if match[1] else "it ends inside a comment"
        position = end + (0 if match[1] else len("-->"))
    kept.append(lower[position:])
    return _structural_truncation("".join(kept))


def _structural_truncation(lower: str) -> str:
    if _UNFINISHED_TAG.match(lower[max(lower.rfind("<"), 0) :]):
        return "it ends inside a tag"
    if (
        "<html" in lower
        and "</html" not in lower
        and "</body" not in lower
        and (tag := _unclosed_element(lower))
    ):
        return f"<html> and <{tag}> are never closed"
    return ""


def _unclosed_element(markup: str) -> str:
    """Return the name of an element that is never closed although HTML demands an end tag, or ""."""
    counts: dict[str, int] = {}
    for slash, tag in _CONTAINER_TAG.findall(markup):
        counts[tag] = counts.get(tag, 0) + (-1 if slash else 1)
    return next((tag for tag, count in counts.items() if count > 0), "")


def _metadata(root: etree._Element) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("name") or tag.get("property") or ""
        content = tag.get("content", "")
        if name and content.strip():
            metadata.setdefault(name.strip().lower(), clean_text(content))
    html = next(root.iter("html"), None)
    if html is not None and (language := html.get("lang")):
        metadata.setdefault("language", language)
    return metadata


def _warnings(name: str, decoded: DecodedText) -> tuple[str, ...]:
    warnings = []
    lower = decoded.text.lower()
    if "<html" in lower and "</html" not in lower:
        warnings.append(f"{name}: <html> is never closed; the end of the file may be missing")
    if decoded.lossy:
        warnings.append(f"{name}: some characters could not be read as {decoded.encoding}")
    return tuple(warnings)
