"""The Markdown reader: CommonMark with tables and front matter; template tags are removed."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore

from archive.document import Document
from archive.errors import RefusedError
from archive.models import Source
from archive.readers.decoding import decode
from archive.readers.front_matter import FrontMatter, read_front_matter
from archive.readers.html.tree import parse_html
from archive.readers.html.walk import OFFSET_ATTRIBUTE, PageText, read_page
from archive.readers.plaintext import blocks_of_text

# Code comes first, so that tags within it are kept. No alternative may run past the start of the next tag:
# a text of unclosed tags would take time quadratic in its length.
_TAGS = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)|\Z)"
    r"|(?P<ticks>`+)(?!`)[^\n]{0,500}?(?<!`)(?P=ticks)(?!`))"
    r"|\{%(?:(?!%\}|\{%).)*%\}|\{\{(?:(?!\}\}|\{\{).)*\}\}"
    r"|\{::[^{}\n]*\}|\{:[^{}\n]*\}|(?<=[^\s{])\{[.#][\w-]+[^{}\n]*\}|(?<=[ \t])\{#[\w-]+\}[ \t]*$",
    re.S | re.M,
)
_COMMENT = re.compile(r"\{%-?\s{0,9}comment\b[^{}%]*%\}")
_END_OF_COMMENT = re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}")
_NOT_LINE_END = re.compile(r"[^\n]")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_MAX_NESTING = 80
_MAX_BRACKETS = 2000
_REFERENCE = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\](?:\[((?:[^\[\]\\]|\\.)*)\])?", re.S)


def read_markdown(source: Source) -> list[Document]:
    """Read a Markdown file; RefusedError if it has no text."""
    decoded = decode(source.data)
    matter = read_front_matter(decoded.text)
    page = _page(decoded.text, matter.length)
    if not page.blocks:
        raise RefusedError(f"{source.name}: the Markdown holds no text; nothing to archive")
    document = Document(
        name=source.name,
        media_type="text/markdown",
        blocks=page.blocks,
        title=matter.fields.get("title", ""),
        metadata=matter.fields,
        encoding=decoded.encoding,
        warnings=tuple(_warnings(source.name, matter, decoded.lossy)),
        back_matter=page.alts,
    )
    return [document]


def _page(text: str, start: int) -> PageText:
    """Read what stands after the front matter; text nested too deep for the parser is read as plain text."""
    body = _without_tags(text[start:])
    environment: dict[str, object] = {}
    markdown = _parser()
    tokens = markdown.parse(body, environment)
    if any(token.level >= _MAX_NESTING - 2 for token in tokens):
        return PageText(blocks_of_text(text, start))
    starts = list(_line_starts(body))
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet(OFFSET_ATTRIBUTE, str(start + starts[min(token.map[0], len(starts) - 1)]))
    markup = str(markdown.renderer.render(tokens, markdown.options, environment))
    return read_page(parse_html(markup), offsets=True)


class _MarkdownParser(MarkdownIt):
    """Accepts any link target; `archive.readers.html.links` decides for all formats which may stay."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


def _parser() -> MarkdownIt:
    markdown = _MarkdownParser("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    markdown.enable(["table", "strikethrough"])
    markdown.core.ruler.after("block", "undefined_references", _define_missing_references)
    return markdown


def _without_tags(text: str) -> str:
    """Blank out template tags and attribute lists; the length stays the same, so that offsets hold."""
    if "{" not in text:
        return text
    return _TAGS.sub(lambda match: match[0] if match["code"] else _blank_out(match), _without_comments(text))


def _without_comments(text: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := _COMMENT.search(text, position)) and (end := _END_OF_COMMENT.search(text, start.end())):
        kept += [text[position : start.start()], _NOT_LINE_END.sub(" ", text[start.start() : end.end()])]
        position = end.end()
    return "".join([*kept, text[position:]])


def _blank_out(match: re.Match[str]) -> str:
    """Replace a tag alone on its line by spaces, any other by invisible marks, which do not indent."""
    text, start, end = match.string, match.start(), match.end()
    alone = (start == 0 or text[start - 1] == "\n") and _LINE_END.match(text, end) is not None
    return _NOT_LINE_END.sub(" " if alone else "\u200b", match[0])


def _define_missing_references(state: StateCore) -> None:
    """Give `[text][label]` an empty target where the label is undefined, so that only the text is kept."""
    references = state.env.setdefault("references", {})
    for token in state.tokens:
        if token.type != "inline":
            continue
        if token.content.count("[") > _MAX_BRACKETS:
            # The parser compares each bracket with all others; no real paragraph has that many links.
            token.content = token.content.replace("[", "&#91;")
        elif "][" in token.content:
            for text, label in _REFERENCE.findall(token.content):
                name = normalizeReference(label or text)
                if label or f"[{text}][]" in token.content:
                    references.setdefault(name, {"title": "", "href": ""})


def _line_starts(text: str) -> Iterator[int]:
    position = 0
    for line in text.split("\n"):
        yield position
        position += len(line) + 1


def _warnings(name: str, matter: FrontMatter, lossy: bool) -> Iterator[str]:
    if matter.problem:
        yield f"{name}: {matter.problem}"
    if lossy:
        yield f"{name}: some characters could not be read"
