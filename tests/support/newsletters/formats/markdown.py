"""Markdown, as digests kept in repositories are written, with or without front matter."""

from collections.abc import Sequence

from tests.support.newsletters.formats.style import Given, Style
from tests.support.newsletters.issues import Composed
from tests.support.newsletters.parts import Block, Group, Kind, Line, Node, Role, Set, Span, flat, plain

_ITALIC = (Role.META, Role.CAPTION, Role.NOTE)


class Markdown:
    """Draws Markdown."""

    suffix = ".md"

    def __init__(self, seed: int, given: Given | None = None) -> None:
        style = Style(f"markdown {seed}", given)
        self._bullet = style.choose("bullet", "-*+")
        self._front_matter = style.choose("front matter", ("", "", "title and date", "title"))
        self._bold = style.choose("bold", ("**", "**", "__"))
        self._has_blank_between = style.chance("has blank between", 0.4)
        self._underlines = style.chance("underlines", 0.15)
        self._quotes_takeaways = style.chance("quotes takeaways", 0.2)
        self._meta_is_italic = style.chance("meta is italic", 0.5)
        self._references = style.chance("references", 0.15)

    def prepare(self, nodes: Sequence[Node]) -> list[Node]:
        """All words are printed as they are."""
        return list(nodes)

    def draw(self, composed: Composed, nodes: Sequence[Node]) -> bytes:
        """The file; with front matter, the title may stand there alone."""
        addresses = dict[str, int]()
        lines, was_entry = list[str](), False
        for block in flat(self._without_title(nodes)):
            is_entry = block.kind is Kind.ENTRY
            if lines and not (is_entry and was_entry and not self._has_blank_between):
                lines.append("")
            lines += self._block(block, addresses)
            was_entry = is_entry
        if addresses:
            lines += ["", *(f"[{number}]: {url}" for url, number in addresses.items())]
        return ("\n".join([*self._front(composed), *lines]) + "\n").encode()

    def _front(self, composed: Composed) -> list[str]:
        if not self._front_matter:
            return []
        date = [f"date: {composed.day.isoformat()}"] if "date" in self._front_matter else []
        return ["---", f'title: "{composed.title}"', *date, "---", ""]

    def _without_title(self, nodes: Sequence[Node]) -> Sequence[Node]:
        if self._front_matter != "title and date":
            return nodes
        return [node for node in nodes if not (isinstance(node, Group) and node.of is Set.MASTHEAD)]

    def _block(self, block: Block, addresses: dict[str, int]) -> list[str]:
        words = self._line(block.line, addresses)
        if block.kind is Kind.RULE:
            return ["* * *" if self._bullet == "*" else "---"]
        if block.kind is Kind.IMAGE:
            return [f"![{plain(block.line)}]({block.line[0].url})"]
        if block.kind is Kind.TABLE:
            head, *rows = [f"| {' | '.join(row)} |" for row in block.rows]
            return [head, "|---" * len(block.rows[0]) + "|", *rows]
        if block.kind is Kind.ENTRY:
            return [f"{block.number + '.' if block.number else self._bullet} {words}"]
        number = f"{block.number}\\. " if block.number and block.kind is Kind.PARAGRAPH else ""
        if block.kind is Kind.HEADING:
            return self._heading(block, (f"{block.number}. " if block.number else "") + words)
        if block.role is Role.TAKEAWAY and self._quotes_takeaways:
            return [f"> {words}"]
        if block.role in _ITALIC and self._meta_is_italic and not any(s.italic or s.url for s in block.line):
            return [f"*{words}*"]
        return [number + words]

    def _heading(self, block: Block, words: str) -> list[str]:
        if self._underlines and block.level <= 2:
            return [words, ("=" if block.level == 1 else "-") * len(words)]
        return [f"{'#' * block.level} {words}"]

    def _line(self, line: Line, addresses: dict[str, int]) -> str:
        return "".join(self._span(span, addresses) for span in line)

    def _span(self, span: Span, addresses: dict[str, int]) -> str:
        """The words with their marks; blanks at the edges stand outside of them."""
        words = span.text.strip().replace("\n", " ")
        before, after = (
            span.text[: len(span.text) - len(span.text.lstrip())],
            span.text[len(span.text.rstrip()) :],
        )
        if span.italic:
            words = f"*{words}*"
        if span.url:
            words = f"[{words}]{self._target(span.url, addresses)}"
        if span.bold and words:
            words = f"{self._bold}{words}{self._bold}"
        return before + words + after if span.text.strip() else span.text

    def _target(self, url: str, addresses: dict[str, int]) -> str:
        if not self._references or url.startswith("#"):
            return f"({url})"
        return f"[{addresses.setdefault(url, len(addresses) + 1)}]"
