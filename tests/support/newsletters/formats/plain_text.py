"""Plain text, as mails without HTML are written: rules, underlines, capitals and indents instead of type."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.support.newsletters.formats.style import Given, Style
from tests.support.newsletters.issues import Composed
from tests.support.newsletters.parts import (
    Block,
    Group,
    Kind,
    Line,
    Node,
    Role,
    Span,
    flat,
    paragraph,
    plain,
    text,
)

_MARGIN_WORDS = 7  # at the edges of a text, where an address would count among its first or last words


class PlainText:
    """Draws plain text."""

    suffix = ".txt"

    def __init__(self, seed: int, given: Given | None = None) -> None:
        style = Style(f"text {seed}", given)
        self._width = style.choose("width", (0, 66, 72, 76))
        self._links = style.choose("links", ("left out", "left out", "behind", "within"))
        self._section = style.choose(
            "section", ("underlined", "underlined", "between rules", "capitals", "marked")
        )
        self._heading = style.choose("heading", ("underlined", "capitals", "marked", "starred"))
        self._rule = style.choose("rule", ("-" * 40, "=" * 60, "* * *", "_" * 50, "-" * 14, "~" * 30))
        self._underline = style.choose("underline", "-=~")
        self._bullet = style.choose("bullet", "-*•")
        self._indent = style.choose("indent", (0, 0, 0, 2))
        self._hangs = style.chance("hangs", 0.7)
        self._blank_below_headline = style.chance("blank below headline", 0.5)
        self._blank_between = style.chance("blank between", 0.4)
        self._gap = style.choose("gap", (1, 1, 2))

    def prepare(self, nodes: Sequence[Node]) -> list[Node]:
        """The nodes with their links printed, or left out."""
        return [self._prepared(node) for node in nodes]

    def draw(self, _composed: Composed, nodes: Sequence[Node]) -> bytes:
        """The file: blocks with blank lines between them."""
        lines = list[str]()
        before: Block | None = None
        for block in flat(nodes):
            if before is not None:
                lines += [""] * self._blanks(before, block)
            lines += self._block(block)
            before = block
        return ("\n".join(lines) + "\n").encode()

    def _prepared(self, node: Node) -> Node:
        if isinstance(node, Group):
            return Group(node.of, tuple(block for inner in node.blocks for block in self._printed(inner)))
        (first, *_) = self._printed(node)
        return first

    def _printed(self, block: Block) -> Iterator[Block]:
        if block.kind is Kind.IMAGE:
            line = text(f"[Image: {plain(block.line)}]")
            yield paragraph(block.role, line)
            return
        yield replace(block, line=self._line(block), head=block.head if _is_set_apart(block) else 0)
        if self._links == "behind" and block.kind is Kind.PARAGRAPH and block.role in (Role.BODY, Role.MORE):
            yield from (
                paragraph(Role.ADDRESS, text(span.url)) for span in block.line[block.head :] if span.url
            )

    def _line(self, block: Block) -> Line:
        """The words, with the addresses of links in brackets behind them unless they stand near an edge."""
        words = plain(block.line).split()
        spans, said = list[Span](), 0
        for at, span in enumerate(block.line):
            said += len(span.text.split())
            is_within = _MARGIN_WORDS < said < len(words) - _MARGIN_WORDS
            shown = self._links == "within" and span.url and is_within and at >= block.head
            spans.append(Span(f"{span.text} <{span.url}>" if shown else span.text, bold=span.bold))
        return tuple(spans)

    def _blanks(self, before: Block, block: Block) -> int:
        if before.kind is Kind.ENTRY and block.kind is Kind.ENTRY:
            return int(self._blank_between)
        if block.role is Role.ADDRESS or (before.role is Role.KICKER):
            return 0
        if before.role in (Role.HEADLINE, Role.META) and block.role in (Role.BODY, Role.META):
            return int(self._blank_below_headline)
        return self._gap if block.role in (Role.HEADLINE, Role.SECTION) else 1

    def _block(self, block: Block) -> list[str]:
        words = plain(block.line)
        if block.kind is Kind.RULE:
            return [self._rule]
        if block.kind is Kind.TABLE:
            return [f"{row[0]:<24}{row[1]:>8}" for row in block.rows]
        if block.kind is Kind.ENTRY:
            mark = f"{block.number}." if block.number else self._bullet
            return self._wrapped(f"{mark} {words}", " " * (len(mark) + 1) if self._hangs else "")
        number = f"{block.number}. " if block.number else ""
        if block.kind is Kind.HEADING:
            words = words.replace("\n", " ")
            return self._headed(
                number + words, self._heading if block.role is Role.HEADLINE else self._section, block
            )
        if block.role is Role.ADDRESS:
            return [" " * self._indent + words]
        return [line for words in (number + words).split("\n") for line in self._wrapped(words, "")]

    def _headed(self, words: str, style: str, block: Block) -> list[str]:
        if block.role is Role.TITLE or (style == "capitals" and block.role is not Role.SECTION):
            return [words]
        forms = {
            "underlined": [words, self._underline * len(words)],
            "between rules": ["=" * 60, words, "=" * 60],
            "capitals": [words.upper()],
            "marked": [f"## {words}"],
            "starred": [f"*** {words} ***"],
        }
        return forms[style]

    def _wrapped(self, words: str, hang: str) -> list[str]:
        margin = " " * self._indent
        if not self._width:
            return [margin + words]
        return textwrap.wrap(
            words,
            self._width,
            initial_indent=margin,
            subsequent_indent=margin + hang,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _is_set_apart(block: Block) -> bool:
    """Whether a colon or a dash tells the head of an entry from the text behind it."""
    behind = plain(block.line[block.head :])
    return block.kind is not Kind.ENTRY or not behind or behind.strip()[0] in ":–-"
